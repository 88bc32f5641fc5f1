import { beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../base/virtual-clock.ts';
import { withFaults, type FaultyResponder } from './faults.ts';
import { toBytes } from './inbox.ts';

let clock: VirtualClock;
let faulty: FaultyResponder;
let seen: string[];
let pieces: string[];
let jams: boolean[];

const reply = (bytes: Uint8Array) =>
  void pieces.push(Buffer.from(bytes).toString());
const ask = (text: string) => faulty.receive(toBytes(text), reply);

beforeEach(() => {
  clock = new VirtualClock();
  seen = [];
  pieces = [];
  jams = [];
  faulty = withFaults(
    {
      receive(bytes, answer) {
        const text = Buffer.from(bytes).toString();
        seen.push(text);
        answer(toBytes(`<${text}>`));
      },
      jam: (isJammed) => void jams.push(isJammed),
      close: () => undefined,
    },
    clock,
  );
});

test('without faults a reply comes at once and whole', () => {
  ask('abc');
  expect(pieces).toEqual(['<abc>']);
});

test('a deaf instrument does nothing, a mute one does it in silence', () => {
  faulty.faults.isDeaf = true;
  ask('a');
  expect([seen, pieces]).toEqual([[], []]);
  faulty.faults.isDeaf = false;
  faulty.faults.isMute = true;
  ask('b');
  expect([seen, pieces]).toEqual([['b'], []]);
});

test('a slow line keeps the order of its replies', async () => {
  faulty.faults.delayMs = 50;
  ask('1');
  faulty.faults.delayMs = 0;
  ask('2');
  expect(pieces).toEqual([]);
  await clock.advance(50);
  expect(pieces).toEqual(['<1>', '<2>']);
});

test('a reply comes in pieces with pauses', async () => {
  faulty.faults.split = { bytes: 2, pauseMs: 10 };
  ask('abc');
  expect(pieces).toEqual(['<a']);
  await clock.advance(10);
  expect(pieces).toEqual(['<a', 'bc']);
  await clock.advance(10);
  expect(pieces).toEqual(['<a', 'bc', '>']);
});

test('replies are glued together', () => {
  faulty.faults.glue = 1;
  ask('1');
  expect(pieces).toEqual([]);
  ask('2');
  expect(pieces).toEqual(['<1><2>']);
});

test('garbage comes once before a reply', () => {
  faulty.faults.garbage = '\u0000?';
  ask('1');
  ask('2');
  expect(pieces).toEqual(['\u0000?<1>', '<2>']);
});

test('a cut line forgets what was on its way', async () => {
  faulty.faults.delayMs = 10;
  let cuts = 0;
  faulty.onDrop(() => void (cuts += 1));
  ask('1');
  faulty.drop();
  await clock.advance(100);
  expect([cuts, pieces, clock.waiting]).toEqual([1, [], 0]);
});

test('an instrument is told once that its loads are stuck, and that they are free', () => {
  faulty.faults.isJammed = true;
  faulty.faults.isJammed = true;
  Object.assign(faulty.faults, { isJammed: false });
  expect(jams).toEqual([true, false]);
});
