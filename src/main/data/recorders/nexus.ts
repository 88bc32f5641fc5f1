import type { EndReason } from '../../../contract/runs.ts';
import type { RunFooter, RunHeader } from '../../engine/events.ts';
import { defineRecorder } from '../recorder.ts';
import type { RecorderBlock, RecorderFile, RecorderJob } from '../recorder.ts';
import {
  closeFile,
  createFile,
  reopenFile,
  replaceInteger,
  replaceNumber,
  replaceText,
  rootText,
} from './hdf5.ts';
import type { Hdf5File } from './hdf5.ts';
import { buildTree, idAttribute, textLengths } from './nexus-tree.ts';
import type { Layout } from './nexus-tree.ts';
import { NumbersWriter } from './numbers-writer.ts';

/**
 * NeXus in HDF5. The tree is complete and flushed before the first point; points are then written in place, so
 * that the file can be read at any moment and after any crash.
 */
export const nexus = defineRecorder({
  name: 'nexus',
  extension: 'h5',
  open(job) {
    return Promise.resolve(openNexus(job));
  },
  identify(file) {
    return Promise.resolve(rootText(file, idAttribute));
  },
});

/** How each end is called in files of this layout. */
const endWords: Readonly<Record<EndReason, string>> = {
  finished: 'SUCCESS',
  skipped: 'SUCCESS',
  aborted: 'USER_ABORT',
  failed: 'FAILURE',
  'cut short': 'FAILURE',
};

function openNexus(job: RecorderJob): RecorderFile {
  const layout = buildFile(job);
  // Opened anew, the file has no spare room that a later close would cut off: between that cut and the
  // note of the new length lies a moment in which a kill leaves a file that cannot be opened.
  const file = reopenFile(job.file);
  try {
    return recorderFile(file, layout, job.header);
  } catch (error) {
    closeQuietly(file);
    throw error;
  }
}

function buildFile(job: RecorderJob): Layout {
  const file = createFile(job.file);
  try {
    const layout = buildTree(file, job);
    closeFile(file);
    return layout;
  } catch (error) {
    closeQuietly(file);
    throw error;
  }
}

function recorderFile(
  file: Hdf5File,
  layout: Layout,
  header: RunHeader,
): RecorderFile {
  const numbers = new NumbersWriter(file, layout, header);
  const writer = `${layout.entryPath}/writer`;
  let written = 0;
  return {
    write(block: RecorderBlock) {
      numbers.write(block);
      written = block.first + block.count;
      replaceInteger(file, `${writer}/points`, written);
      file.flush();
    },
    close(footer: RunFooter) {
      const { entryPath } = layout;
      for (const [name, axis] of Object.entries(footer.positioners)) {
        const path = layout.positionersEnd.get(name);
        if (path) replaceNumber(file, path, axis.value);
        const dialPath = layout.dialsEnd.get(name);
        if (dialPath && axis.dial !== undefined)
          replaceNumber(file, dialPath, axis.dial);
      }
      const { time, word, message } = textLengths;
      const isGood = endWords[footer.endReason] === 'SUCCESS';
      const why = footer.message === null ? '' : `: ${footer.message}`;
      const text = `${footer.endReason}${why}`;
      replaceText(file, `${entryPath}/end_time`, footer.endTime, time);
      replaceText(file, `${entryPath}/end_message`, text, message);
      replaceText(file, `${writer}/date`, footer.endTime, time);
      const reason = endWords[footer.endReason];
      replaceText(file, `${entryPath}/end_reason`, reason, word);
      const status = isGood ? 'SUCCEEDED' : 'FAILED';
      replaceText(file, `${writer}/status`, status, word);
      file.flush();
      closeFile(file);
    },
    abandon() {
      closeQuietly(file);
    },
  };
}

function closeQuietly(file: Hdf5File): void {
  try {
    file.close();
  } catch {
    // The disk is gone; what matters is in the journal.
  }
}
