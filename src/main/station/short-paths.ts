import path from 'node:path';
import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import { identityOf } from '../config/files.ts';

/** Takes the folder of the beamline file out of a sentence: the files beside it are known by their names. */
export function shortPaths(beamlineFile: string, text: string): string {
  const folders = [path.resolve(beamlineFile), identityOf(beamlineFile)].map(
    (file) => path.dirname(file) + path.sep,
  );
  return folders.reduce((now, folder) => now.replaceAll(folder, ''), text);
}

/** Does what may find mistakes in the beamline file; they are told with short paths. */
export function withShortPaths<T>(beamlineFile: string, work: () => T): T {
  try {
    return work();
  } catch (error) {
    if (!isBeamtimeError(error, 'config')) throw error;
    const { message, problems, detail } = error;
    throw new BeamtimeError('config', shortPaths(beamlineFile, message), {
      problems: problems.map((problem) => ({
        ...problem,
        message: shortPaths(beamlineFile, problem.message),
      })),
      detail,
      cause: error,
    });
  }
}
