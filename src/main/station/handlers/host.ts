import { BeamtimeError } from '../../../contract/errors.ts';
import type { StationHandlers } from './types.ts';

/** The dialogs of a host that has them. */
export type Dialogs = Pick<StationHandlers, 'host.saveText' | 'host.openText'>;

/** Native dialogs, or a clear refusal where the host has none. */
export function hostHandlers(dialogs: Dialogs | undefined): Dialogs {
  if (dialogs) return dialogs;
  function refuse(): never {
    throw new BeamtimeError(
      'unsupported',
      'This host has no dialogs of its own; the browser saves and opens files itself.',
    );
  }
  return { 'host.saveText': refuse, 'host.openText': refuse };
}
