import type { DeviceState } from '../../contract/devices.ts';
import type { QueueItem } from '../../contract/queue.ts';
import type { Run } from '../../contract/runs.ts';
import type { Snapshot } from '../../contract/station.ts';

const then = Date.UTC(2026, 10, 20, 14, 31, 22);

/** An axis as the page sees it, at rest between its limits. */
export function axis(
  name: string,
  change: Partial<DeviceState> = {},
): DeviceState {
  return {
    name,
    group: 'Sample stage',
    driver: 'icepap',
    unit: 'mm',
    decimals: 3,
    can: { move: true, count: false, set: false, stop: true },
    options: null,
    step: 0.1,
    isSimulated: true,
    inputs: [],
    onStop: {
      isLeftAlone: false,
      does: 'It stops with its ramp.',
      done: 'Stopped with its ramp.',
    },
    value: 0,
    target: null,
    time: then,
    isStale: false,
    status: 'idle',
    message: null,
    limits: { lower: -2, upper: 4.5 },
    userLimits: { lower: null, upper: null },
    deviceLimits: { lower: -2, upper: 4.5 },
    lock: null,
    ...change,
  };
}

/** A counter. */
export function counter(
  name: string,
  change: Partial<DeviceState> = {},
): DeviceState {
  return axis(name, {
    group: 'Counters',
    driver: 'keithley-6485',
    unit: 'cts',
    decimals: 0,
    can: { move: false, count: true, set: false, stop: true },
    step: null,
    limits: null,
    userLimits: null,
    deviceLimits: null,
    value: 1000,
    ...change,
  });
}

/** The shutter: one of a closed list. */
export function selection(
  name: string,
  change: Partial<DeviceState> = {},
): DeviceState {
  return axis(name, {
    group: 'Beam',
    driver: 'scpi',
    unit: '',
    decimals: 0,
    can: { move: false, count: false, set: true, stop: false },
    options: ['open', 'closed'],
    step: null,
    limits: null,
    userLimits: null,
    deviceLimits: null,
    value: 'closed',
    ...change,
  });
}

/** A finished run. */
export function run(number: number, change: Partial<Run> = {}): Run {
  return {
    number,
    line: 'ascan samx -1 1 40 0.1',
    title: 'ascan samx',
    request: {
      type: 'ascan',
      params: { axis: 'samx', from: -1, to: 1, intervals: 40, seconds: 0.1 },
    },
    who: 'operator',
    proposal: 'In-house',
    sample: 'LaB6_a',
    dataset: '0001',
    state: 'finished',
    phase: 'done',
    phaseText: '',
    point: 41,
    points: 41,
    shape: [41],
    isSnake: false,
    leftOut: [],
    columns: [
      { name: 'samx', role: 'axis', unit: 'mm', decimals: 3 },
      { name: 'i0', role: 'detector', unit: 'cts', decimals: 0 },
    ],
    plot: { kind: 'curve', x: 'samx', y: null, signals: ['i0'] },
    percent: 100,
    startedAt: then - 12_000,
    endsAt: null,
    endedAt: then,
    endReason: 'finished',
    message: null,
    file: '/data/In-house/LaB6_a/LaB6_a_0001/LaB6_a_0001.h5',
    recorders: [{ name: 'nexus', written: 41, error: null }],
    ...change,
  };
}

/** A run that is under way. */
export function activeRun(number: number, change: Partial<Run> = {}): Run {
  return run(number, {
    state: 'running',
    phase: 'counting',
    phaseText: 'Counting',
    point: 28,
    percent: 67,
    endsAt: then + 36_000,
    endedAt: null,
    endReason: null,
    ...change,
  });
}

/** A waiting scan. */
export function queueItem(
  id: number,
  line: string,
  change: Partial<QueueItem> = {},
): QueueItem {
  return {
    id,
    request: { type: 'ascan', params: { line } },
    line,
    points: 41,
    durationSeconds: 12,
    who: 'operator',
    addedAt: then,
    problem: null,
    ...change,
  };
}

/** A station with a few devices where nothing runs. */
export function snapshot(change: Partial<Snapshot> = {}): Snapshot {
  return {
    revision: 0,
    station: {
      name: 'Demo beamline',
      version: '0.1.0',
      beamlineFile: '/beamlines/demo.yaml',
      isSimulated: true,
      dataFolder: '/data',
      startedAt: then - 3_600_000,
      ringCurrent: 'ring',
      shutter: 'shutter',
      hasNativeDialogs: false,
    },
    experiment: { proposal: 'In-house', sample: 'LaB6_a', dataset: '0001' },
    devices: [
      axis('samx', { value: 0.35 }),
      axis('samy', { value: -1.204 }),
      axis('theta', {
        group: 'Diffractometer',
        unit: '°',
        decimals: 4,
        value: 14.221,
        step: 0.01,
      }),
      counter('i0', { value: 184_220 }),
      counter('ring', { group: 'Beam', unit: 'mA', decimals: 1, value: 198.4 }),
      selection('shutter', { value: 'open' }),
    ],
    stop: { isLatched: false, who: null, time: null, results: [] },
    control: { holder: null, clients: [], requests: [] },
    run: null,
    history: [],
    queue: { items: [], isHeld: true, reason: null },
    log: [],
    ...change,
  };
}
