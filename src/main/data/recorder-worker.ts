import { statSync } from 'node:fs';
import { parentPort } from 'node:worker_threads';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import { diskError } from './disk-error.ts';
import type { CreatedFile } from './journal-format.ts';
import { rebuildFile } from './rebuild.ts';
import type {
  RecorderCall,
  RecorderReply,
  RecorderRequest,
} from './recorder-messages.ts';
import type { RecorderFile } from './recorder.ts';
import { findRecorder } from './recorders/index.ts';

// The recorder thread: it alone writes data files, so that a slow disk stops neither engine nor window.

interface OpenFile {
  readonly file: RecorderFile;
  readonly created: CreatedFile;
}

const openFiles = new Map<string, OpenFile>();
let last = Promise.resolve();

// One call after the other, in the order they came.
parentPort?.on('message', (request: RecorderRequest) => {
  last = last.then(async () => {
    parentPort?.postMessage(await answer(request));
  });
});

async function answer({ id, call }: RecorderRequest): Promise<RecorderReply> {
  try {
    return { id, file: await serve(call) };
  } catch (error) {
    return { id, error: toReport(error) };
  }
}

async function serve(call: RecorderCall): Promise<string | null> {
  if (call.call === 'rebuild') return rebuildFile(call.rebuild);
  if (call.call === 'open') {
    const { key, created, job } = call;
    const what = `The data file ${job.file}`;
    const recorder = findRecorder(created.recorder);
    const file = await guarded(what, () => recorder.open(job));
    openFiles.set(key, { file, created });
    return null;
  }
  const open = openFiles.get(call.key);
  if (call.call === 'abandon') {
    open?.file.abandon();
    openFiles.delete(call.key);
    return null;
  }
  if (!open)
    throw new BeamtimeError('recorder', `There is no open file ${call.key}.`);
  const { file, created } = open;
  const what = `The data file ${created.file}`;
  if (call.call === 'write') {
    await guarded(what, () => {
      file.write(call.block);
    });
  } else {
    openFiles.delete(call.key);
    await guarded(what, () => {
      file.close(call.footer);
    });
  }
  checkPlace(created);
  return null;
}

async function guarded<T>(what: string, act: () => T): Promise<Awaited<T>> {
  try {
    return await act();
  } catch (error) {
    throw diskError(error, what);
  }
}

/** A file can be written to long after somebody removed it or its folder; nobody would ever find it. */
function checkPlace({ file, device, inode }: CreatedFile): void {
  const found = statSync(file, { bigint: true, throwIfNoEntry: false });
  if (found && String(found.dev) === device && String(found.ino) === inode)
    return;
  throw new BeamtimeError(
    'disk',
    `The data file ${file} is not there any more: it or its folder was removed or replaced. Check that the disk is mounted.`,
  );
}
