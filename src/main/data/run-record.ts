import type {
  EndReason,
  RecorderState,
  Run,
  RunStateName,
} from '../../contract/runs.ts';
import type { RunFooter, RunHeader } from '../engine/events.ts';

const finalStates: Readonly<Record<EndReason, RunStateName>> = {
  finished: 'finished',
  skipped: 'finished',
  aborted: 'aborted',
  failed: 'failed',
  'cut short': 'failed',
};

/** A run that has just begun, as history shows it. */
export function runBegun(
  header: RunHeader,
  recorders: readonly RecorderState[],
): Run {
  return {
    number: header.number,
    line: header.line,
    title: header.title,
    request: header.request,
    who: header.who,
    proposal: header.proposal,
    sample: header.sample,
    dataset: header.dataset,
    state: 'running',
    phase: 'preparing',
    phaseText: 'Preparing',
    point: 0,
    points: header.points,
    shape: [...header.shape],
    isSnake: header.isSnake,
    columns: [...header.columns],
    leftOut: [...(header.leftOut ?? [])],
    plot: header.plot,
    percent: 0,
    startedAt: header.startedAt,
    endsAt: null,
    endedAt: null,
    endReason: null,
    message: null,
    file: header.file,
    recorders: [...recorders],
  };
}

/** A run that has ended. `file`: where its data are. */
export function runEnded(
  header: RunHeader,
  footer: RunFooter,
  recorders: readonly RecorderState[],
  file: string,
): Run {
  return {
    ...runBegun(header, recorders),
    state: finalStates[footer.endReason],
    phase: 'done',
    phaseText: 'Done',
    point: footer.points,
    percent: header.points > 0 ? (100 * footer.points) / header.points : 100,
    endedAt: footer.endedAt,
    endReason: footer.endReason,
    message: footer.message,
    file,
  };
}
