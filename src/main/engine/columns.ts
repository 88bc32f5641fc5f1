import type { Column, PlotHint } from '../../contract/runs.ts';
import type { Derived, Device, Devices } from '../device/types.ts';
import type { Scan } from '../scan/scan.ts';
import type { DetectorKind } from './events.ts';

/** One detector that gives its number when asked: at which place in a point's values, and how. */
export interface Counter {
  readonly slot: number;
  readonly device: Device;
  readonly prepare: (
    exposureSeconds: number,
    signal: AbortSignal,
  ) => Promise<void>;
  readonly count: (signal: AbortSignal) => Promise<number>;
}

/** One calculated column. `from`: places of its inputs. */
export interface Calculation {
  readonly slot: number;
  readonly derived: Derived;
  readonly from: readonly number[];
  readonly inputs: number[];
}

/** What the numbers of a point are, and where they come from. */
export interface Layout {
  /** Axes first, then detectors, then timers. */
  readonly columns: readonly Column[];
  readonly counters: readonly Counter[];
  /** In an order in which inputs come before what is calculated from them. */
  readonly calculations: readonly Calculation[];
  /** Whether a detector takes the exposure; otherwise it is waited for. */
  readonly takesTime: boolean;
  readonly elapsedSlot: number;
  readonly epochSlot: number;
  readonly plot: PlotHint;
  /** By name. */
  readonly detectors: Readonly<Record<string, DetectorKind>>;
}

/** Time of the trigger of each point: seconds since the start of the run, and since 1970. */
const TIMERS: readonly Column[] = [
  { name: 'elapsed_time', role: 'timer', unit: 's', decimals: 3 },
  { name: 'epoch', role: 'timer', unit: 's', decimals: 3 },
];

/** Lays out the columns of a scan. */
export function layOut(scan: Scan, devices: Devices): Layout {
  const column = (name: string, role: Column['role']): Column => {
    const { unit, decimals } = devices.get(name).info;
    return { name, role, unit, decimals };
  };
  const columns: Column[] = [
    ...scan.axes.map((name) => column(name, 'axis')),
    ...scan.detectors.map((name) => column(name, 'detector')),
    ...TIMERS,
  ];
  const slots = new Map(columns.map(({ name }, slot) => [name, slot]));
  const counters: Counter[] = [];
  const calculations: Calculation[] = [];
  scan.detectors.forEach((name, index) => {
    const device = devices.get(name);
    const slot = scan.axes.length + index;
    if (device.derived) {
      const from = device.derived.inputs.map((input) => slots.get(input) ?? -1);
      const inputs = from.map(() => NaN);
      calculations.push({ slot, derived: device.derived, from, inputs });
    } else {
      counters.push(counterOf(device, slot));
    }
  });
  return {
    columns,
    counters,
    calculations: inputsFirst(calculations),
    takesTime: counters.some(({ device }) => device.triggerable !== undefined),
    elapsedSlot: columns.length - 2,
    epochSlot: columns.length - 1,
    plot: plotOf(scan, devices),
    detectors: Object.fromEntries(
      scan.detectors.map((name) => [name, kindOf(devices.get(name))]),
    ),
  };
}

/** Fills in the calculated numbers of a point. */
export function calculate(
  calculations: readonly Calculation[],
  values: number[],
): void {
  for (const { slot, derived, from, inputs } of calculations) {
    for (let i = 0; i < from.length; i += 1)
      inputs[i] = values[from[i] ?? -1] ?? NaN;
    values[slot] = derived.calculate(inputs);
  }
}

function counterOf(device: Device, slot: number): Counter {
  const { triggerable, readable } = device;
  if (triggerable) {
    return {
      slot,
      device,
      prepare: (seconds, signal) => triggerable.prepare(seconds, signal),
      count: (signal) => triggerable.count(signal),
    };
  }
  return {
    slot,
    device,
    prepare: () => Promise.resolve(),
    count: async (signal) => {
      const value = await readable?.read(signal);
      return typeof value === 'number' ? value : NaN;
    },
  };
}

/** The modes are named as BLISS names those of its counters. */
function kindOf({ info, derived, triggerable }: Device): DetectorKind {
  const type = info.driver;
  if (derived) return { type, mode: 'CALCULATED' };
  return { type, mode: triggerable ? 'MEAN' : 'SINGLE' };
}

function inputsFirst(calculations: readonly Calculation[]): Calculation[] {
  const waiting = [...calculations];
  const ordered: Calculation[] = [];
  while (waiting.length > 0) {
    const open = new Set(waiting.map(({ slot }) => slot));
    const index = waiting.findIndex(
      ({ from }) => !from.some((slot) => open.has(slot)),
    );
    ordered.push(...waiting.splice(Math.max(0, index), 1));
  }
  return ordered;
}

/** What was calculated comes first: a normalised signal says more than the counters it is made of. */
function plotOf(scan: Scan, devices: Devices): PlotHint {
  const [fast, slow] = scan.axes;
  const isCalculated = (name: string) =>
    devices.get(name).derived !== undefined;
  const signals = [
    ...scan.detectors.filter(isCalculated),
    ...scan.detectors.filter((name) => !isCalculated(name)),
  ];
  if (fast !== undefined && slow !== undefined && scan.shape.length === 2) {
    return { kind: 'grid', x: fast, y: slow, signals };
  }
  return { kind: 'curve', x: fast ?? 'elapsed_time', y: null, signals };
}
