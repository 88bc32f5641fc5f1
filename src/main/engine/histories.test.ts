import { describe, expect, it } from 'vitest';
import { isBeamtimeError } from '../../contract/errors.ts';
import { Stand } from './testing/stand.ts';

const LINES = [
  'ascan samx 1 2 4 0.2',
  'dscan samx -1 1 4 0.2',
  'dscan samy 0.5 -0.5 3 0 settle=0.1',
  'a2scan samx 0 1 samy 1 2 3 0.3',
  'mesh samx 0 1 2 samy 0 1 2 0.1 snake',
  'loopscan 8 0.3',
];

type Random = () => number;

/** One thing that may happen during a run. */
type Act = (stand: Stand, random: Random) => void;

const skip: Act = ({ engine }) => engine.skip();
const abort: Act = ({ engine }) => engine.abort();
/** After one of these a run has to end by itself: nobody has to resume it first. */
const endings = [skip, abort];

const verbs: Act[] = [
  ({ engine }) => engine.pause({ now: false }),
  ({ engine }) => engine.pause({ now: true }),
  ({ engine }) => engine.resume(),
  ({ engine }) => engine.resume(),
  skip,
  abort,
];

const troubles: Act[] = [
  (stand) => stand.stopAll(),
  (stand) => void stand.devices.get('samx').stoppable?.stop(),
  (stand) => {
    stand.samx.fault = 'fails half way';
  },
  (stand) => {
    stand.samx.fault = 'is lost half way';
  },
  (stand) => {
    stand.loseSamx();
    stand.clock.after(20_000, () => stand.findSamx());
  },
  (stand) => {
    stand.i0.lose();
    stand.clock.after(20_000, () => stand.i0.find());
  },
  (stand) => {
    stand.samx.fault = 'never arrives';
  },
  (stand) => {
    stand.i0.fault = 'fails';
  },
  (stand) => {
    stand.i1.fault = 'hangs';
  },
  (stand) => {
    stand.output.fault = 'point';
  },
  (stand) => {
    stand.output.fault = 'end';
  },
];

/** A repeatable stream of numbers from 0 to 1 (mulberry32). */
function randomFrom(seed: number): Random {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

function pick<T>(list: readonly T[], random: Random): T | undefined {
  return list[Math.floor(random() * list.length)];
}

/** Verbs that do not fit the moment are refused with `state`; anything else they throw is a fault. */
function attempt(act: Act | undefined, stand: Stand, random: Random): void {
  try {
    act?.(stand, random);
  } catch (error) {
    if (!isBeamtimeError(error, 'state')) throw error;
  }
}

async function live(seed: number, acts: readonly Act[]): Promise<Stand> {
  const random = randomFrom(seed);
  const stand = new Stand();
  const run = stand.start(pick(LINES, random) ?? '');
  let isEnded = false;
  for (let i = 0; i < 6; i += 1) {
    await stand.clock.advance(Math.floor(random() * 900));
    const act = pick(acts, random);
    attempt(act, stand, random);
    isEnded ||= endings.some((ending) => ending === act);
  }
  await stand.clock.advance(500);
  // Nobody leaves a run paused for ever.
  if (!isEnded) attempt(({ engine }) => engine.resume(), stand, random);
  await stand.clock.settle(run);
  // What was lost is back by then.
  await stand.clock.advance(30_000);
  return stand;
}

function expectRest(stand: Stand): void {
  const { output, engine } = stand;
  expect(output.headers).toHaveLength(1);
  expect(output.footers).toHaveLength(1);
  expect(output.footers[0]?.points).toBe(output.points.length);
  expect(output.points.map((point) => point.index)).toEqual([
    ...output.points.keys(),
  ]);
  expect(engine.busy).toBe(false);
  expect(engine.progress?.phase).toBe('done');
  expect(['finished', 'failed', 'aborted']).toContain(engine.progress?.state);
  expect([stand.samx.isMoving, stand.samy.isMoving]).toEqual([false, false]);
  expect([stand.i0.active, stand.i1.active]).toEqual([0, 0]);
  expect(stand.clock.waiting).toBe(0);
}

const SEEDS = Array.from({ length: 150 }, (_, seed) => seed + 1);

describe('Whatever happens', () => {
  it.each(SEEDS)(
    'pausing, resuming, skipping and aborting at any time ends at rest with one footer, relative scans back at their start (seed %i)',
    async (seed) => {
      const stand = await live(seed, verbs);
      expectRest(stand);
      const { line } = stand.output.headers[0] ?? { line: '' };
      const { message } = stand.output.footers[0] ?? { message: null };
      if (line.startsWith('dscan') && !message?.includes('Not put back')) {
        expect([stand.samx.position, stand.samy.position]).toEqual([0, 0]);
      }
      // Only a second abort leaves an axis elsewhere, and then it is said.
      if (message?.includes('Not put back'))
        expect(message).toContain('Aborted.');
    },
  );

  it.each(SEEDS)(
    'stops, broken devices and a full disk on top of it end at rest with one footer (seed %i)',
    async (seed) => {
      const stand = await live(seed, [...verbs, ...troubles, ...troubles]);
      expectRest(stand);
      const { line } = stand.output.headers[0] ?? { line: '' };
      const { message } = stand.output.footers[0] ?? { message: null };
      const isBack = stand.samx.position === 0 && stand.samy.position === 0;
      if (line.startsWith('dscan') && !isBack) {
        expect(message).toContain('Not put back');
      }
    },
  );
});
