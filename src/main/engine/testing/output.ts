import { BeamtimeError } from '../../../contract/errors.ts';
import type { RunFooter, RunHeader, RunOutput, RunPoint } from '../events.ts';

/** Where an output breaks. */
export type OutputFault = 'begin' | 'point' | 'end';

/** Keeps what it is given, and can be made to fail. */
export class TestOutput implements RunOutput {
  readonly headers: RunHeader[] = [];
  readonly points: RunPoint[] = [];
  readonly footers: RunFooter[] = [];
  fault: OutputFault | null = null;
  /** Promise that holds back the next point. */
  held: Promise<void> | undefined;
  /** When everything is on disk. */
  completed: Promise<void> = Promise.resolve();

  begin(header: RunHeader): Promise<void> {
    if (this.fault === 'begin') return Promise.reject(full());
    this.headers.push(header);
    return Promise.resolve();
  }

  point(point: RunPoint): Promise<void> | undefined {
    if (this.fault === 'point') throw full();
    this.points.push(point);
    return this.held;
  }

  end(footer: RunFooter): Promise<void> {
    this.footers.push(footer);
    return this.fault === 'end' ? Promise.reject(full()) : this.completed;
  }
}

function full(): BeamtimeError {
  return new BeamtimeError(
    'disk-full',
    'The disk is full. Make room and start again.',
  );
}
