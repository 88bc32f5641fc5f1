import { BeamtimeError } from '../../contract/errors.ts';
import type { PortOpener } from '../io/types.ts';
import type { DriverContext } from './types.ts';

/** The line of an instrument that cannot do without one. */
export function lineOf(context: DriverContext, driver: string): PortOpener {
  if (context.line) return context.line;
  throw new BeamtimeError(
    'config',
    `An ${driver} instrument needs a line. Add "line: { tcp: host:port }" or "line: { serial: /dev/... }" to it.`,
  );
}
