import { setTimeout as pause } from 'node:timers/promises';
import { createDevices } from '../src/main/device/registry.ts';
import type { Device } from '../src/main/device/types.ts';
import { icepap } from '../src/main/drivers/icepap.ts';
import { startInstrument } from '../src/main/drivers/testing/bench.ts';
import type { PortOpener } from '../src/main/io/types.ts';
import { planMove, secondsOf } from '../src/main/simulator/profile.ts';
import { untilIdle } from './lib/instruments.ts';
import { bareRoundTrips } from './lib/round-trip.ts';
import { startResponders, type Wanted } from './lib/start-responders.ts';
import { quantile, tableOf, type Row } from './lib/table.ts';

const RACKS = 20;
const BOARDS = [1, 2, 3, 4, 5, 6, 7, 8, 11, 12] as const;
/** All axes move for so long before anything counts: the program is warm by then. */
const WARM_UP_SECONDS = 2;
const SECONDS = 5;
/** Beyond the round trip in which it is heard. */
const GOAL_MS = 1;

const pace = { velocity: 10, acceleration: 100 };
const STEPS_PER_UNIT = 1000;
const motor = {
  ...pace,
  stepsPerUnit: STEPS_PER_UNIT,
  lag: 0,
  settlingMs: 0,
};
const paceInSteps = {
  velocity: pace.velocity * STEPS_PER_UNIT,
  acceleration: pace.acceleration * STEPS_PER_UNIT,
};

/** When a move began at the other end, and how far it was to go. */
interface Begun {
  readonly atNs: bigint;
  readonly target: number;
}

/** What was seen while all axes moved. */
interface Seen {
  readonly lateMs: readonly number[];
  /** Bare polls on another line meanwhile: how the machine does. */
  readonly bareMs: readonly number[];
  readonly polls: number;
  /** Processor time over time: 1 = one processor is busy. */
  readonly share: number;
  readonly seconds: number;
}

/** All axes of 20 racks in motion, each on its own: how often they are asked, what that costs, and when "done" is noticed. */
export async function measureManyAxes(): Promise<Row[]> {
  const far = await startResponders(
    Array.from({ length: RACKS + 1 }, () => ({
      line: 'tcp' as const,
      config: rack(),
    })),
    { speed: 1, tells: /^#MOVE / },
  );
  try {
    const spare = far.openers[RACKS];
    if (!spare) throw new Error('There are no lines.');
    const begun = new Map<string, Begun>();
    far.onHeard((line, atNs, text) => {
      const words = text.trim().split(/\s+/).slice(1).map(Number);
      for (let at = 0; at + 1 < words.length; at += 2) {
        begun.set(nameOf(line, words[at] ?? NaN), {
          atNs,
          target: words[at + 1] ?? NaN,
        });
      }
    });
    return rowsOf(await moveAll(far.openers.slice(0, RACKS), spare, begun));
  } finally {
    await far.close();
  }
}

function rack(): Wanted['config'] {
  return {
    protocol: 'icepap',
    axes: Object.fromEntries(BOARDS.map((board) => [board, motor])),
  };
}

function nameOf(line: number, board: number): string {
  return `r${line}m${board}`;
}

/** ms of bare polls of a rack that nobody else talks to, one now and then, until they are enough. */
async function barePolls(
  opener: PortOpener,
  until: AbortSignal,
): Promise<number[]> {
  const port = await opener.open();
  const boards = BOARDS.join(' ');
  const text = `?FSTATUS ${boards};?FPOS ${boards}\r`;
  const took: number[] = [];
  try {
    while (!until.aborted) {
      took.push(await bareRoundTrips(() => [{ port, text, ends: 2 }], 1));
      await pause(10);
    }
    return took;
  } finally {
    port.close();
  }
}

async function moveAll(
  openers: readonly PortOpener[],
  spare: PortOpener,
  begun: ReadonlyMap<string, Begun>,
): Promise<Seen> {
  const devices = createDevices();
  const instruments = openers.map((opener, line) => {
    const axes = Object.fromEntries(
      BOARDS.map((address) => [
        nameOf(line, address),
        { address, ...pace, stepsPerUnit: STEPS_PER_UNIT },
      ]),
    );
    return startInstrument(icepap, { axes }, devices, opener);
  });
  const exchanges = () =>
    instruments.reduce((sum, one) => sum + (one.exchange?.count ?? 0), 0);
  try {
    await untilIdle(devices);
    await pause(200);
    const axes = devices.all();
    await keepAllMoving(axes, begun, WARM_UP_SECONDS);
    const before = exchanges();
    const cpu = process.cpuUsage();
    const start = performance.now();
    const ended = new AbortController();
    const bare = barePolls(spare, ended.signal);
    const lateMs = await keepAllMoving(axes, begun, SECONDS).finally(() =>
      ended.abort(),
    );
    const seconds = (performance.now() - start) / 1000;
    const { user, system } = process.cpuUsage(cpu);
    return {
      lateMs,
      bareMs: await bare,
      // Each move was one exchange, the others were polls.
      polls: exchanges() - before - lateMs.length,
      share: (user + system) / 1e6 / seconds,
      seconds,
    };
  } finally {
    await Promise.all(instruments.map((one) => one.close()));
  }
}

/** How late the end of each move was noticed, ms. */
async function keepAllMoving(
  axes: readonly Device[],
  begun: ReadonlyMap<string, Begun>,
  seconds: number,
): Promise<number[]> {
  const until = performance.now() + seconds * 1000;
  const late = await Promise.all(
    axes.map((device, index) => keepMoving(device, index, begun, until)),
  );
  return late.flat();
}

/** To and fro, each axis a little farther than the one before it: their ends are spread over time. */
async function keepMoving(
  device: Device,
  index: number,
  begun: ReadonlyMap<string, Begun>,
  until: number,
): Promise<number[]> {
  const far = 5 + (index % 97) / 10;
  const lateMs: number[] = [];
  let from = Math.round((device.movable?.position() ?? NaN) * STEPS_PER_UNIT);
  while (performance.now() < until) {
    await device.movable?.move(from === 0 ? far : 0);
    const noticedNs = process.hrtime.bigint();
    const move = begun.get(device.info.name);
    if (!move) throw new Error(`No move of ${device.info.name} was heard.`);
    const rest = { position: from, velocity: 0 };
    const tookMs = secondsOf(planMove(rest, move.target, paceInSteps)) * 1000;
    lateMs.push(Number(noticedNs - move.atNs) / 1e6 - tookMs);
    from = move.target;
  }
  return lateMs;
}

function rowsOf({ lateMs, bareMs, polls, share, seconds }: Seen): Row[] {
  const what = `${RACKS * BOARDS.length} axes on ${RACKS} IcePAP racks, all moving`;
  const half = quantile(lateMs, 0.5);
  const bareHalf = quantile(bareMs, 0.5);
  return [
    {
      what: `${what}: "done" noticed after it`,
      ours: `${inWords(lateMs)}, ${lateMs.length} moves`,
      reference: `${inWords(bareMs)} a bare poll meanwhile`,
      ratio: null,
      goal: `p50 at most a poll + ${GOAL_MS} ms`,
      holds: half <= bareHalf + GOAL_MS,
    },
    {
      what: `${what}: polls`,
      ours: `${Math.round(polls / seconds)} per second, ${Math.round(share * 100)} % of a processor`,
      reference: '',
      ratio: null,
      goal: '',
      holds: null,
    },
  ];
}

function inWords(ms: readonly number[]): string {
  const [half, nearlyAll] = [0.5, 0.99].map((part) =>
    quantile(ms, part).toFixed(2),
  );
  return `p50 ${half} ms, p99 ${nearlyAll} ms`;
}

if (import.meta.main) console.log(tableOf(await measureManyAxes()));
