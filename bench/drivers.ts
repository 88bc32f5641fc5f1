import { createDevices } from '../src/main/device/registry.ts';
import type { Device } from '../src/main/device/types.ts';
import type { PortOpener } from '../src/main/io/types.ts';
import { untilIdle } from './lib/instruments.ts';
import { bareRoundTrips, type Request } from './lib/round-trip.ts';
import { startResponders } from './lib/start-responders.ts';
import { subjects, type Said, type Subject } from './lib/subjects.ts';
import { inMicroseconds, median, tableOf, type Row } from './lib/table.ts';

const MANY = { rounds: 2, times: 150 };
/** Where the protocol imposes rests, fewer do. */
const FEW = { rounds: 2, times: 6 };

/** ms of a reading, and of a move or setting. */
interface Took {
  readonly read: number;
  readonly act: number;
}

/** Readings and the shortest moves of each driver, beside the bare round trips that they need on the same line. */
export async function measureDrivers(): Promise<Row[]> {
  const far = await startResponders(subjects);
  try {
    const rows: Row[] = [];
    for (const [index, subject] of subjects.entries()) {
      const opener = far.openers[index];
      if (!opener) throw new Error(`There is no line for ${subject.title}.`);
      rows.push(...(await measure(subject, opener)));
    }
    return rows;
  } finally {
    await far.close();
  }
}

async function measure(subject: Subject, opener: PortOpener): Promise<Row[]> {
  const { rounds, times } = subject.restMs > 0 ? FEW : MANY;
  const ours: Took[] = [];
  const bare: Took[] = [];
  // They alternate: what disturbs one disturbs the other.
  for (let round = 0; round < rounds; round += 1) {
    ours.push(await driverOnce(subject, opener, times));
    bare.push(await bareOnce(subject, opener, times));
  }
  return (['read', 'act'] as const).map((what) =>
    rowOf(
      `${subject.title}: ${subject.words[what]}`,
      least(ours.map((took) => took[what])),
      least(bare.map((took) => took[what])),
      subject.needs[what](0).length,
    ),
  );
}

function rowOf(what: string, ours: number, bare: number, trips: number): Row {
  return {
    what,
    ours: inMicroseconds(ours),
    reference: `${inMicroseconds(bare)} bare, requests: ${trips}`,
    ratio: ours / bare,
    goal: '',
    holds: null,
  };
}

/** What else the machine does can only make a round slower. */
function least(values: readonly number[]): number {
  return Math.min(...values);
}

async function driverOnce(
  subject: Subject,
  opener: PortOpener,
  times: number,
): Promise<Took> {
  const devices = createDevices();
  const instrument = subject.start(devices, opener);
  try {
    await untilIdle(devices);
    const device = devices.get(subject.device);
    return {
      read: await medianOf(times, () => device.readable?.read()),
      act: await medianOf(times, (index) => act(device, subject.value(index))),
    };
  } finally {
    await instrument.close();
  }
}

/** Moves it, sets it, or makes it ready to count for so long: what it is able to. */
async function act(device: Device, value: number): Promise<void> {
  if (device.movable) await device.movable.move(value);
  else if (device.settable) await device.settable.set(value);
  else if (device.triggerable) await device.triggerable.prepare(value);
  else throw new Error(`${device.info.name} can do nothing.`);
}

/** ms of one, once it has been done a few times. */
async function medianOf(
  times: number,
  once: (index: number) => Promise<unknown> | undefined,
): Promise<number> {
  const took: number[] = [];
  for (let index = -3; index < times; index += 1) {
    const start = performance.now();
    await once(Math.abs(index));
    if (index >= 0) took.push(performance.now() - start);
  }
  return median(took);
}

async function bareOnce(
  { needs, restMs, value }: Subject,
  opener: PortOpener,
  times: number,
): Promise<Took> {
  const port = await opener.open();
  const all = (said: readonly Said[]): Request[] =>
    said.map((one) => ({ port, ...one, ...(restMs > 0 && { restMs }) }));
  try {
    return {
      read: await bareRoundTrips(() => all(needs.read(0)), times),
      act: await bareRoundTrips((index) => all(needs.act(value(index))), times),
    };
  } finally {
    port.close();
  }
}

if (import.meta.main) console.log(tableOf(await measureDrivers()));
