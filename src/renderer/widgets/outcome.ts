import {
  type Icon,
  IconAlertCircle,
  IconBolt,
  IconCircleCheck,
  IconClockPause,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlayerTrackNext,
  IconSquare,
} from '@tabler/icons-react';
import type { Run } from '../../contract/runs.ts';
import type { Tone } from './device-state.ts';
import { formatCount } from './format.ts';

/** How a run stands or ended, for the eye. */
export interface Outcome {
  readonly icon: Icon;
  readonly tone: Tone;
  readonly text: string;
}

/** `without i1 and diode`; nothing where a run had all its detectors. */
export function withoutWords({ leftOut }: Run): string | null {
  if (leftOut.length === 0) return null;
  return `without ${leftOut.map(({ name }) => name).join(', ')}`;
}

/** Why it went without them, a line each. */
export function whyWithout({ leftOut }: Run): string {
  return leftOut
    .map(({ name, why }) => `${name} was left out: ${why}`)
    .join('\n');
}

/** The outcome of a run: `Finished`, `Failed · samz is at its upper limit`, `Aborted at point 61 of 121, kept · by anna.` */
export function outcomeOf(run: Run): Outcome {
  const where = `at point ${formatCount(run.point)} of ${formatCount(run.points)}, kept`;
  const why = run.message === null ? '' : ` · ${run.message}`;
  switch (run.endReason) {
    case 'finished':
      return { icon: IconCircleCheck, tone: 'fine', text: `Finished${why}` };
    case 'skipped':
      return {
        icon: IconPlayerTrackNext,
        tone: 'look',
        text: `Ended early ${where}`,
      };
    case 'aborted':
      return {
        icon: IconSquare,
        tone: 'look',
        // The reason begins with the same word when somebody pressed Abort.
        text: `Aborted ${where}${why.replace('· Aborted by', '· by')}`,
      };
    case 'failed':
      return {
        icon: IconAlertCircle,
        tone: 'error',
        text: `Failed${why || ` ${where}`}`,
      };
    case 'cut short':
      return {
        icon: IconBolt,
        tone: 'error',
        text: `Cut short ${where}${why}`,
      };
    case null:
      if (run.phase === 'held')
        return { icon: IconClockPause, tone: 'look', text: 'Held' };
      return run.state === 'paused'
        ? { icon: IconPlayerPause, tone: 'look', text: 'Paused' }
        : { icon: IconPlayerPlay, tone: 'look', text: 'Running' };
  }
}
