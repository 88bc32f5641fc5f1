import { call, showError } from './call.ts';
import { moveRefusal } from './refusals.ts';
import { BeamtimeError } from '../../contract/errors.ts';

/** Moves an axis and waits for it, however long it takes; a refusal is shown. */
export function moveTo(name: string, target: number): void {
  const refusal = moveRefusal(name, target);
  if (refusal !== null) {
    showError(new BeamtimeError('state', refusal));
    return;
  }
  void call('devices.move', { name, target }, { timeoutMs: null });
}
