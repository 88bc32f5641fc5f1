import { fileURLToPath } from 'node:url';
import { BeamtimeError } from '../contract/errors.ts';
import type { HostOptions } from './host-options.ts';
import { listen } from './server/listen.ts';
import { serveStation } from './server/serve.ts';
import { enterStation, leaveStation } from './server/register.ts';
import {
  removeStationFile,
  runningStations,
  writeStationFile,
} from './server/station-file.ts';
import type { StationHost } from './server/station-host.ts';

/** A station that runs and is served. */
export interface HostedStation<S extends StationHost> {
  readonly station: S;
  /** Where a browser finds the page, token included. */
  readonly url: string;
  /** Aborts the active run, waits until its file is complete, and ends everything. Once; later calls wait for the first. */
  close(): Promise<void>;
}

/** The built page; right from `src/main` and from `out/main`. */
export const pageFolder = fileURLToPath(
  new URL('../../out/renderer', import.meta.url),
);

/**
 * Opens a station and serves it: what every host does.
 *
 * @throws BeamtimeError `busy` when this beamline's station runs already, `port-in-use`, `token`, and what `open` throws
 */
export async function hostStation<S extends StationHost>(
  options: HostOptions,
  open: () => Promise<S>,
): Promise<HostedStation<S>> {
  await refuseSecondStation(options.stateFolder);
  // The port comes first: a station that could not be reached must not touch hardware or disk.
  const listening = await listen(options);
  try {
    const station = await open();
    try {
      const served = serveStation({ station, listening, pageFolder });
      writeStationFile(options.stateFolder, {
        pid: process.pid,
        url: served.address,
        token: options.token ?? null,
        beamline: options.beamlineFile,
        startedAt: Date.now(),
      });
      enter(served.address, options.stateFolder);
      return { station, url: served.url, close: once(close) };

      async function close() {
        leaveStation(served.address);
        removeStationFile(options.stateFolder);
        try {
          await station.abortAndClose();
        } finally {
          await served.close();
        }
      }
    } catch (error) {
      await station.abortAndClose();
      throw error;
    }
  } catch (error) {
    await listening.close();
    throw error;
  }
}

/** A station that cannot be listed is still found by its state folder, so it runs all the same. */
function enter(url: string, stateFolder: string): void {
  try {
    enterStation({ url, stateFolder });
  } catch (error) {
    process.stderr.write(
      `Other commands find this station only with --state ${stateFolder}: ${error instanceof Error ? error.message : String(error)}\n`,
    );
  }
}

/** Two stations of one beamline would steer the same motors and write the same journals. */
async function refuseSecondStation(stateFolder: string): Promise<void> {
  const [running] = await runningStations([stateFolder]);
  if (!running) return;
  throw new BeamtimeError(
    'busy',
    `This beamline's station runs already, at ${running.url}. Open that address, or end it first.`,
    { detail: { url: running.url, pid: running.pid } },
  );
}

function once(close: () => Promise<void>): () => Promise<void> {
  let closing: Promise<void> | undefined;
  return () => (closing ??= close());
}
