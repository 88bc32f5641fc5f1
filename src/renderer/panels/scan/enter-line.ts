import { toReport } from '../../../contract/errors.ts';
import { ask } from '../../stores/call.ts';
import { deviceState } from '../../stores/devices.ts';
import { useDraft } from '../../stores/draft.ts';
import { readMove, type Move } from '../../stores/line-words.ts';
import { draftSource, usePlan } from '../../stores/plan.ts';
import { sayQueued } from '../../stores/queued.ts';
import { readInput } from '../../../contract/typed-number.ts';

/** Does what a typed line says: a movement, or the scan, at once or through the queue. Answers with the refusal, in words. */
export async function enterLine(
  line: string,
  isForQueue: boolean,
): Promise<string | null> {
  const move = readMove(line);
  try {
    if (move) return await startMove(move);
    const source = draftSource();
    if (source === null)
      return 'The station has not told its scan types yet. Try again in a moment.';
    if (isForQueue) {
      await ask('queue.add', { scan: source });
      sayQueued();
    } else {
      await ask('runs.start', source);
    }
    return null;
  } catch (error) {
    return sentenceOf(error);
  }
}

/** The line shows the form's scan again. */
export function showForm(): void {
  useDraft.setState({
    source: 'form',
    line: usePlan.getState().plan?.line ?? '',
  });
}

async function startMove({ verb, name, value }: Move): Promise<string | null> {
  const device = deviceState(name);
  if (!device)
    return name === ''
      ? `Name the axis: ${verb} samx 1.2`
      : `There is no device called ${name}.`;
  if (value === '') return `Say where to: ${verb} ${name} 1.2`;
  const target =
    verb === 'mv' ? readInput(value) : stepTarget(device.value, value);
  if (target === null) {
    return typeof device.value === 'number'
      ? `A step is a number in ${device.unit}, such as: mvr ${name} 0.1`
      : `The position of ${name} is not known, so no step can be made from it.`;
  }
  // The move goes on while the next line is typed; what becomes of it is told by a notification.
  await ask('devices.move', { name, target }, { timeoutMs: null });
  return null;
}

function stepTarget(position: unknown, step: string): number | null {
  const by = readInput(step);
  return typeof position === 'number' && typeof by === 'number'
    ? position + by
    : null;
}

function sentenceOf(error: unknown): string | null {
  const report = toReport(error);
  return report.code === 'aborted' ? null : report.message;
}
