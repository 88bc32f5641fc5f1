import type { Run } from '../../contract/runs.ts';
import type { Terminal } from './terminal.ts';

/** Shows a run as it goes: one line that updates on a terminal, a line per tenth of the way elsewhere. */
export function createProgress(terminal: Terminal): (run: Run) => void {
  let lastTenth = -1;
  return (run) => {
    if (run.endReason !== null) return;
    if (terminal.isInteractive) {
      terminal.update(progressLine(run));
      return;
    }
    const tenth = Math.floor(run.percent / 10);
    if (tenth > lastTenth) {
      lastTenth = tenth;
      terminal.say(progressLine(run));
    }
  };
}

/** `run 12  point 5 of 21  24 %  ends 14:32:05  Moving samx to 0.350 mm`. */
export function progressLine(run: Run): string {
  const parts = [
    `run ${run.number}`,
    `point ${run.point} of ${run.points}`,
    `${Math.floor(run.percent)} %`,
    run.endsAt === null
      ? ''
      : `ends ${new Date(run.endsAt).toLocaleTimeString('en-GB')}`,
    run.phaseText,
  ];
  return parts.filter(Boolean).join('  ');
}
