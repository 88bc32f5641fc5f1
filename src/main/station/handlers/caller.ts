import { isBeamtimeError } from '../../../contract/errors.ts';

/**
 * A cancelled call stops the axis; a page that reloads or a connection that drops does not: what the operator
 * started goes on, and STOP ALL is there.
 */
export function unlessCallerVanishes(signal: AbortSignal): AbortSignal {
  const controller = new AbortController();
  signal.addEventListener(
    'abort',
    () => {
      if (!isBeamtimeError(signal.reason, 'port-closed')) {
        controller.abort(signal.reason);
      }
    },
    { once: true },
  );
  return controller.signal;
}
