import type { RunPhase } from '../../contract/runs.ts';
import { formatSeconds } from '../base/wait.ts';
import type { Scan } from '../scan/scan.ts';
import type { Axes } from './axes.ts';
import type { Layout } from './columns.ts';
import type { RunFooter } from './events.ts';
import type { Hold } from './hold.ts';
import type { Steps } from './steps.ts';

/** What is worth telling of a run. */
interface TellingRun {
  readonly phase: RunPhase;
  readonly scan: Scan;
  readonly axes: Axes;
  readonly steps: Steps;
  readonly layout: Layout;
  readonly recorded: number;
  readonly isGoingBack: boolean;
  readonly isPauseWanted: boolean;
  readonly whyLook: string | null;
  readonly hold: Hold;
  readonly footer: RunFooter | null;
}

/** A step is only worth a word about waiting when it takes this much longer than it should. */
const REMARKABLE_MS = 2_000;

/** What a run is doing, for the run bar. Made when asked for, because most phases last less than a millisecond. */
export function phaseInWords(run: TellingRun): string {
  const { phase, steps, axes, scan } = run;
  const pending = steps.pending();
  switch (phase) {
    case 'preparing':
      return pending.length > 0
        ? `Preparing ${namesOf(run, pending)}`
        : 'Preparing';
    case 'moving':
      if (steps.isInterrupted)
        return `Stopping ${namesOf(run, pending)}`.trimEnd();
      return `${`Moving ${axes.targetsInWords(pending)}`.trimEnd()}${run.isGoingBack ? ', back to where it was' : ''}${afterwards(run)}`;
    case 'settling':
      return `Settling ${formatSeconds(scan.settleSeconds * 1000)}${afterwards(run)}`;
    case 'counting': {
      if (steps.isInterrupted)
        return `Stopping ${namesOf(run, pending)}`.trimEnd();
      const expectedMs = scan.exposureSeconds * 1000;
      return steps.elapsedMs > expectedMs + REMARKABLE_MS
        ? `Waiting for ${namesOf(run, pending)}, ${formatSeconds(steps.elapsedMs)} of ${formatSeconds(expectedMs)}`
        : `Counting ${formatSeconds(expectedMs)}${afterwards(run)}`;
    }
    case 'paused': {
      const paused = `Paused before point ${run.recorded + 1}`;
      return run.whyLook === null
        ? paused
        : `${paused}: ${run.whyLook} Look before you resume.`;
    }
    case 'held':
      return `Held before point ${run.recorded + 1}${since(run.hold)}: ${run.hold.inWords()} Goes on by itself.`;
    case 'cleaning up':
      return 'Completing the file';
    case 'done':
      return run.footer ? endInWords(run.footer.endReason) : 'Done';
  }
}

/** What the parts in these slots are expected to do: `samx to reach 0.350 mm`, `i0 to count`. */
export function waitInWords(run: TellingRun, slots: readonly number[]): string {
  if (run.phase === 'moving')
    return run.axes.targetsInWords(slots).replaceAll(' to ', ' to reach ');
  const names = namesOf(run, slots);
  if (run.phase === 'preparing') return `${names} to get ready`;
  return `${names} to count ${formatSeconds(run.scan.exposureSeconds * 1000)}`;
}

function since({ since: began }: Hold): string {
  return began === null
    ? ''
    : ` since ${new Date(began).toLocaleTimeString('en-GB')}`;
}

function namesOf(run: TellingRun, slots: readonly number[]): string {
  return slots
    .map((slot) => run.layout.columns[slot]?.name ?? '')
    .join(' and ');
}

function afterwards(run: TellingRun): string {
  return run.isPauseWanted ? '; pauses after this point' : '';
}

function endInWords(reason: string): string {
  return reason === 'skipped'
    ? 'Ended early'
    : `${reason.charAt(0).toUpperCase()}${reason.slice(1)}`;
}
