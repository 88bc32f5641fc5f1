import { BeamtimeError } from '../../../contract/errors.ts';
import type { Recorder } from '../recorder.ts';
import { nexus } from './nexus.ts';

/** Every file format a run can be written in. */
export const recorders = [nexus] satisfies Recorder[];

/** @throws BeamtimeError `recorder` */
export function findRecorder(name: string): Recorder {
  const found = recorders.find((recorder) => recorder.name === name);
  if (found) return found;
  const known = recorders.map((recorder) => recorder.name).join(', ');
  throw new BeamtimeError(
    'recorder',
    `There is no recorder ${name}. There are: ${known}.`,
  );
}
