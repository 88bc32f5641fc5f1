import { readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Dialogs } from '../station/handlers/host.ts';

/** Where the page of the desktop window connects from, as the station sees it. */
export const desktopHost = 'this window';

interface Filter {
  readonly name: string;
  readonly extensions: string[];
}

/** The native dialogs, the asynchronous ones: a synchronous one would stop every driver while it is open. */
export interface NativeDialogs {
  /** Asks where to save; undefined = cancelled. */
  askWhereToSave(question: {
    title: string;
    defaultPath: string;
    filters: Filter[];
  }): Promise<string | undefined>;
  /** Asks for a file; undefined = cancelled. */
  askForFile(question: {
    title: string;
    filters: Filter[];
  }): Promise<string | undefined>;
}

const bytesAtMost = 200_000_000;

/** The dialogs of the contract. Only the window itself may open one: nobody else sits in front of it. */
export function stationDialogs(native: NativeDialogs): Dialogs {
  return {
    'host.saveText': async ({ title, fileName, filters, text }, { peer }) => {
      assertDesktop(peer.host);
      const file = await native.askWhereToSave({
        title,
        defaultPath: path.basename(fileName),
        filters,
      });
      if (file === undefined) return null;
      await writeFile(file, text).catch((error: unknown) =>
        fail('written', file, error),
      );
      return file;
    },
    'host.openText': async ({ title, filters }, { peer }) => {
      assertDesktop(peer.host);
      const file = await native.askForFile({ title, filters });
      if (file === undefined) return null;
      const { size } = await stat(file).catch((error: unknown) =>
        fail('read', file, error),
      );
      if (size > bytesAtMost) {
        throw new BeamtimeError(
          'bad-input',
          `${file} has ${(size / 1e6).toFixed(0)} MB; a text of more than ${bytesAtMost / 1e6} MB is not opened.`,
        );
      }
      const text = await readFile(file, 'utf8').catch((error: unknown) =>
        fail('read', file, error),
      );
      return { path: file, text };
    },
  };
}

function assertDesktop(host: string): void {
  if (host === desktopHost) return;
  throw new BeamtimeError(
    'unsupported',
    'Only the desktop window has native dialogs; the browser saves and opens files itself.',
  );
}

function fail(what: 'read' | 'written', file: string, error: unknown): never {
  const why = error instanceof Error ? error.message : String(error);
  throw new BeamtimeError('disk', `${file} could not be ${what}: ${why}.`, {
    cause: error,
  });
}
