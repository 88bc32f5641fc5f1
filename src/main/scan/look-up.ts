import { isBeamtimeError, type Problem } from '../../contract/errors.ts';
import type { Device, Devices } from '../device/types.ts';

/** A device by name; a name nobody has becomes a problem at the field, with the names that come close. */
export function lookUp(
  devices: Devices,
  name: string,
  path: Problem['path'],
  problems: Problem[],
): Device | undefined {
  try {
    return devices.get(name);
  } catch (error) {
    problems.push(toProblem(error, path));
    return undefined;
  }
}

/** What a check refused, at the field it is about; foreign errors go on. */
export function toProblem(error: unknown, path: Problem['path']): Problem {
  if (!isBeamtimeError(error)) throw error;
  return { path, code: error.code, message: error.message };
}
