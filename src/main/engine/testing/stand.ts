import { VirtualClock } from '../../base/virtual-clock.ts';
import { createDevices } from '../../device/registry.ts';
import { StopLatch } from '../../device/stop-latch.ts';
import type { Motor } from '../../device/motor.ts';
import { stopAll } from '../../device/stop-all.ts';
import { BeamtimeError } from '../../../contract/errors.ts';
import { buildScan, parseScan } from '../../scan/index.ts';
import { Engine, type RunFacts } from '../engine.ts';
import type { RunFooter } from '../events.ts';
import { testAxis, TestCounter, type TestDrive } from './devices.ts';
import { TestOutput } from './output.ts';

export const facts: RunFacts = {
  number: 1,
  file: '/data/run1.h5',
  who: 'anna',
  beamline: 'test',
  isSimulated: true,
  proposal: 'p1',
  sample: 's1',
  dataset: 'd1',
};

/** An engine with two axes (1 mm/s) and two counters on virtual time. */
export class Stand {
  readonly clock = new VirtualClock();
  readonly latch = new StopLatch();
  readonly devices = createDevices(this.latch);
  readonly output = new TestOutput();
  readonly samx: TestDrive;
  readonly #samx: Motor;
  readonly samy: TestDrive;
  readonly i0 = new TestCounter('i0', this.clock);
  readonly i1 = new TestCounter('i1', this.clock);
  readonly engine = new Engine(this);

  constructor() {
    const samx = testAxis('samx', this.clock, this.latch);
    const samy = testAxis('samy', this.clock, this.latch);
    this.samx = samx.drive;
    this.#samx = samx.device;
    this.samy = samy.drive;
    this.devices.add(samx.device);
    this.devices.add(samy.device);
    this.devices.add(this.i0.device);
    this.devices.add(this.i1.device);
  }

  /** Starts a typed line. */
  start(line: string): Promise<RunFooter> {
    const run = this.engine.start(
      buildScan(parseScan({ line }), this.devices),
      facts,
    );
    // A test that looks at the refusal later must not see it reported as unhandled first.
    run.catch(() => {});
    return run;
  }

  /** The line of samx is pulled. */
  loseSamx(): void {
    this.#samx.report({ status: 'offline', message: 'Its line was pulled.' });
    this.samx.cut();
  }

  /** The line of samx is put back. */
  findSamx(): void {
    this.#samx.report({ dial: this.samx.position, status: 'idle' });
  }

  /** What the station does at STOP ALL. */
  stopAll(): void {
    this.latch.latch('anna', this.clock.now());
    this.engine.abort(
      new BeamtimeError('stopped', 'STOP ALL was pressed by anna.'),
    );
    void stopAll(this.devices.all(), { clock: this.clock, timeoutMs: 2000 });
  }

  /** Values of a column over all points. */
  column(name: string): (number | undefined)[] {
    const header = this.output.headers.at(-1);
    const index =
      header?.columns.findIndex((column) => column.name === name) ?? -1;
    return this.output.points.map((point) => point.values[index]);
  }
}
