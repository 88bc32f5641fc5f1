import { beforeEach, expect, test } from 'vitest';
import type { VirtualClock } from '../base/virtual-clock.ts';
import { gcs2Config } from './gcs2-config.ts';
import { gcs2Responder } from './gcs2.ts';
import { dialogue } from './testing/dialogue.ts';
import { smallWorld } from './testing/small-world.ts';
import type { Responder } from './types.ts';

let clock: VirtualClock;
let controller: Responder;
let ask: (text: string) => string;

beforeEach(() => {
  const small = smallWorld();
  clock = small.clock;
  const axis = {
    stepsPerUnit: 1000,
    velocity: 1,
    acceleration: 2,
    lag: 0,
    settlingMs: 20,
    followingError: 0.1,
  };
  const config = gcs2Config.parse({
    protocol: 'gcs2',
    axes: {
      1: { ...axis, isReferenced: true, switches: [-3, 3] },
      2: { ...axis, start: 2.5, home: 2, switches: [0, 4] },
      3: axis,
      4: { ...axis, home: 5, switches: [-1, 4] },
    },
  });
  controller = gcs2Responder(config, small.world, clock);
  ask = dialogue(controller).ask;
});

test.each([
  [
    '*IDN?\n',
    '(c)2015 Physik Instrumente (PI) GmbH & Co. KG, C-884.4DC, 0, 2.1.0.0\n',
  ],
  // Every line but the last ends with a space before its line feed.
  ['SAI?\n', '1 \n2 \n3 \n4\n'],
  ['SVO?\n', '1=1 \n2=0 \n3=0 \n4=0\n'],
  ['CST? 1\n', '1=M-405.DG\n'],
  ['POS? 1\n', '1=0.0000\n'],
  ['pos? 1\r\n', '1=0.0000\n'],
  ['POS? 2 1\n', '2=0.0000 \n1=0.0000\n'],
  ['FRF?\n', '1=1 \n2=0 \n3=0 \n4=0\n'],
  ['ONT?\n', '1=1 \n2=0 \n3=0 \n4=0\n'],
  ['TMN? 1\nTMX? 1\n', '1=-3.0000\n1=3.0000\n'],
  ['LIM? 1 3\nTRS? 1\n', '1=1 \n3=0\n1=1\n'],
  ['VEL? 1\nACC? 1\nDEC? 1\n', '1=1.0000\n1=2.0000\n1=2.0000\n'],
  ['RON? 1\n', '1=1\n'],
  ['SPA? 1 0xE 1 22\n', '1 0xE=1000.0000 \n1 0x16=0.0000\n'],
  ['SRG? 1 1\n', '1 1=0x9002\n'],
  ['ERR?\n', '0\n'],
  // Single bytes need no line end.
  ['\x04', '0x9002000000020000\n'],
  ['\x05', '0\n'],
  ['\x07', '\xb1\n'],
  // A set command is silent; what became of it is asked, and asking forgets it.
  ['VEL 1 0.5\nERR?\nVEL? 1\n', '0\n1=0.5000\n'],
  ['VEL 1 5\nERR?\nERR?\n', '8\n0\n'],
  ['ACC 1 9\nERR?\n', '17\n'],
  ['FOO\nERR?\n', '2\n'],
  // A query that is refused gets no reply.
  ['FOO? 1\n', ''],
  ['POS? 9\nERR?\n', '15\n'],
  ['MOV 9 1\nERR?\n', '15\n'],
  ['MOV 1\nERR?\n', '24\n'],
  ['MOV 1 x\nERR?\n', '25\n'],
  ['MOV 1 1 1 2\nERR?\n', '22\n'],
  ['MOV 1 3.1\nERR?\n', '7\n'],
  ['MVR 1 -3.1\nERR?\n', '7\n'],
  ['SVO 1 2\nERR?\n', '17\n'],
  ['SPA? 1 0x999\nERR?\n', '54\n'],
  ['SPA 1 0xE 5\nERR?\n', '64\n'],
  ['POS 1 5\nERR?\n', '88\n'],
  // Not referenced, or without servo: no move.
  ['MOV 2 1\nERR?\n', '5\n'],
  ['SVO 2 1\nMOV 2 1\nERR?\n', '5\n'],
  ['FRF 2\nERR?\n', '5\n'],
  ['SVO 1 0\nMOV 1 1\nERR?\n', '5\n'],
  ['SVO 3 1\nFNL 3\nERR?\n', '32\n'],
  [`${'x'.repeat(300)}\nERR?\n`, '3\n'],
])('%j is answered with %j', (request, reply) => {
  expect(ask(request)).toBe(reply);
});

test('a request split anywhere is one request, also around a single byte', () => {
  expect(ask('PO') + ask('S? \x051') + ask('\n')).toBe('0\n1=0.0000\n');
});

test('a move shows in #5 and #4 and is on target when it has settled', async () => {
  expect(ask('MOV 1 1\nERR?\nMOV? 1\n')).toBe('0\n1=1.0000\n');
  await clock.advance(1000);
  expect(ask('POS? 1\n\x05ONT? 1\nSRG? 1 1\n')).toBe(
    '1=0.7500\n1\n1=0\n1 1=0x3000\n',
  );
  await clock.advance(505);
  expect(ask('\x05ONT? 1\n')).toBe('0\n1=0\n');
  await clock.advance(20);
  expect(ask('ONT? 1\nPOS? 1\n')).toBe('1=1\n1=1.0000\n');
  ask('MVR 1 -0.25\n');
  await clock.advance(5000);
  expect(ask('POS? 1\n')).toBe('1=0.7500\n');
});

test('axes of one MOV start together, and none starts when one cannot', async () => {
  ask('MOV 1 1 2 1\n');
  expect(ask('\x05ERR?\n')).toBe('0\n5\n');
  await clock.advance(1000);
  expect(ask('POS? 1\n')).toBe('1=0.0000\n');
});

test.each([
  ['HLT 1\n', '1=1.0000\n'],
  ['STP\n', '1=0.7500\n'],
  ['\x18', '1=0.7500\n'],
])('%j stops, makes that the target, and leaves error 10', async (stop, at) => {
  ask('MOV 1 2\n');
  await clock.advance(1000);
  expect(ask(stop)).toBe('');
  await clock.advance(1000);
  expect(ask('ERR?\nERR?\nONT? 1\nPOS? 1\nMOV? 1\n')).toBe(
    `10\n0\n1=1\n${at}${at}`,
  );
});

test('FRF takes its time, and the position is then that of the stage', async () => {
  expect(ask('SVO 2 1\nFRF 2\nERR?\nFRF? 2\n\x07')).toBe('0\n2=0\n\xb0\n');
  await clock.advance(500);
  expect(ask('\x05\x04MOV 2 1\nERR?\n')).toBe('2\n0x9002700000020000\n5\n');
  await clock.advance(10_000);
  expect(ask('FRF? 2\nPOS? 2\nONT? 2\nERR?\n\x07')).toBe(
    '2=1\n2=2.0000\n2=1\n0\n\xb1\n',
  );
  expect(ask('MOV 2 1\nERR?\n')).toBe('0\n');
});

test.each([
  ['FNL', '0.0000', 1],
  ['FPL', '4.0000', 4],
])(
  '%s references at the switch, where the position is %s',
  async (name, at, bit) => {
    ask(`SVO 2 1\n${name} 2\n`);
    await clock.advance(20_000);
    expect(ask('FRF? 2\nPOS? 2\nSRG? 2 1\n')).toBe(
      `2=1\n2=${at}\n2 1=0x900${bit}\n`,
    );
  },
);

test('a search that is stopped leaves the axis not referenced', async () => {
  ask('SVO 2 1\nFRF 2\n');
  await clock.advance(500);
  ask('\x18');
  await clock.advance(5000);
  expect(ask('ERR?\nFRF? 2\n')).toBe('10\n2=0\n');
});

test('with RON 0 the position is told, not searched', () => {
  ask('SVO 3 1\nRON 3 0\n');
  expect(ask('FRF 3\nERR?\nPOS 3 5\nERR?\nPOS? 3\nFRF? 3\n')).toBe(
    '50\n0\n3=5.0000\n3=1\n',
  );
  expect(ask('MOV 3 6\nERR?\n')).toBe('0\n');
});

test('a limit switch stops a move short of its target', async () => {
  ask('SPA 1 0x15 9\nMOV 1 5\n');
  expect(ask('ERR?\nTMX? 1\n')).toBe('0\n1=9.0000\n');
  await clock.advance(10_000);
  expect(ask('POS? 1\nONT? 1\nSRG? 1 1\nSVO? 1\n')).toBe(
    '1=3.0000\n1=0\n1 1=0x1004\n1=1\n',
  );
});

test('a load that does not follow switches the servo off and leaves error -1024', async () => {
  ask('MOV 1 1\n');
  await clock.advance(1000);
  controller.jam?.(true);
  await clock.advance(500);
  expect(ask('ERR?\nERR?\nSVO? 1\nPOS? 1\n\x05')).toBe(
    '-1024\n0\n1=0\n1=0.7500\n0\n',
  );
  controller.jam?.(false);
  ask('SVO 1 1\nMOV 1 1\n');
  await clock.advance(5000);
  expect(ask('ERR?\nPOS? 1\n')).toBe('0\n1=1.0000\n');
});

test('a search that ends at a limit switch has failed', async () => {
  ask('SVO 4 1\nFRF 4\n');
  await clock.advance(20_000);
  expect(ask('ERR?\nFRF? 4\nSVO? 4\n\x05')).toBe('45\n4=0\n4=1\n0\n');
});

test('a load that does not follow ends a search with the servo off', async () => {
  ask('SVO 2 1\nFRF 2\n');
  controller.jam?.(true);
  await clock.advance(5000);
  expect(ask('ERR?\nFRF? 2\nSVO? 2\n\x07')).toBe('-1024\n2=0\n2=0\n\xb1\n');
});

test('a search has a velocity of its own', async () => {
  ask('SVO 2 1\nSPA 2 0x50 0.1\nFNL 2\n');
  await clock.advance(1000);
  const before = ask('POS? 2\n');
  await clock.advance(1000);
  const after = ask('POS? 2\n');
  const position = (line: string) => Number(line.split('=')[1]);
  expect(position(before) - position(after)).toBeCloseTo(0.1, 3);
});
