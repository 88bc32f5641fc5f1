import { beforeEach, expect, test } from 'vitest';
import type { VirtualClock } from '../base/virtual-clock.ts';
import { pm600Config } from './pm600-config.ts';
import { pm600Responder } from './pm600.ts';
import { dialogue } from './testing/dialogue.ts';
import { smallWorld } from './testing/small-world.ts';

let clock: VirtualClock;
let ask: (text: string) => string;

function start(more: object = {}) {
  const small = smallWorld();
  clock = small.clock;
  const axis = { stepsPerUnit: 1000, velocity: 1, acceleration: 2 };
  const config = pm600Config.parse({
    protocol: 'pm600',
    axes: {
      1: { ...axis, lag: 4, settlingMs: 20, switches: [-2, 2] },
      12: { ...axis, start: -0.25 },
    },
    ...more,
  });
  ask = dialogue(pm600Responder(config, small.world, clock)).ask;
}

beforeEach(() => {
  start();
});

test.each([
  ['1ID\r', '1ID\r01: PM600 Ver 3.02\r\n'],
  ['1OS\r', '1OS\r01:10000100\r\n'],
  ['12OS\r', '12OS\r12:10000000\r\n'],
  ['1CO\r', '1CO\r01:Idle\r\n'],
  ['12OC\r', '12OC\r12:-250\r\n'],
  ['12OA\r', '12OA\r12:-250\r\n'],
  ['1QP\r', '1QP\r01:CP = 0 AP = 0 IP = 0 TP = 0 OD = 0\r\n'],
  ['1QS\r', '1QS\r01:SC = 700 SV = 1000 SA = 2000 SD = 40000 LD = 200000\r\n'],
  ['1SV800\r', '1SV800\rOK\r\n'],
  ['1SV0\r', '1SV0\r!OUT OF RANGE\r\n'],
  ['1SVx\r', '1SVx\r!INVALID ARGUMENT\r\n'],
  ['1SC1001\r', '1SC1001\r!OUT OF RANGE\r\n'],
  ['1DM00100000\r', '1DM00100000\rOK\r\n'],
  ['1XY\r', '1XY\r!COMMAND ERROR\r\n'],
  ['1RS\r', '1RS\r!NOT ABORTED\r\n'],
  // Nobody has this address: only the echo comes back.
  ['7OA\r', '7OA\r'],
  ['hello\r', 'hello\r'],
])('%j is answered with %j', (request, reply) => {
  expect(ask(request)).toBe(reply);
});

test('characters come back as they are typed, the reply after CR', () => {
  expect(ask('1')).toBe('1');
  expect(ask('OA')).toBe('OA');
  expect(ask('\r')).toBe('\r01:0\r\n');
});

test('glued requests are answered one after the other', () => {
  expect(ask('1OA\r12OA\r')).toBe('1OA\r01:0\r\n12OA\r12:-250\r\n');
});

test('a terminal server may swallow the echo', () => {
  start({ echo: false });
  expect(ask('1OA\r')).toBe('01:0\r\n');
});

test('a move is busy until the load has settled', async () => {
  expect(ask('1MA1000\r')).toBe('1MA1000\rOK\r\n');
  await clock.advance(1000);
  expect(ask('1OS\r1CO\r')).toBe('1OS\r01:00000000\r\n1CO\r01:Move\r\n');
  expect(ask('1OC\r1OA\r')).toBe('1OC\r01:750\r\n1OA\r01:746\r\n');
  await clock.advance(505);
  expect(ask('1OS\r')).toBe('1OS\r01:00000000\r\n');
  await clock.advance(20);
  expect(ask('1OS\r1OA\r')).toBe('1OS\r01:10000000\r\n1OA\r01:1000\r\n');
});

test('a relative move and a stop with its ramp', async () => {
  ask('12MR2000\r');
  await clock.advance(1000);
  expect(ask('12ST\r')).toBe('12ST\rOK\r\n');
  await clock.advance(400);
  expect(ask('12OS\r')).toBe('12OS\r12:00000000\r\n');
  await clock.advance(200);
  expect(ask('12OC\r')).toBe('12OC\r12:750\r\n');
});

test('an aborted axis stands at once and moves only after a reset', async () => {
  ask('12MR2000\r');
  await clock.advance(1000);
  ask('12AB\r');
  expect(ask('12OC\r12OS\r')).toBe('12OC\r12:500\r\n12OS\r12:01000000\r\n');
  expect(ask('12MA0\r')).toBe('12MA0\r!COMMAND ABORT\r\n');
  expect(ask('12CO\r')).toBe('12CO\r12:Command abort!\r\n');
  expect(ask('12RS\r')).toBe('12RS\r!RESET\r\n');
  expect(ask('12MA0\r')).toBe('12MA0\rOK\r\n');
});

test('ESC stops every axis with its ramp and is echoed, in the middle of a command', async () => {
  ask('1MA2000\r12MR2000\r');
  await clock.advance(1000);
  expect(ask('1O\x1b')).toBe('1O\x1b');
  await clock.advance(1000);
  expect(ask('1OC\r12OC\r')).toBe('1OC\r01:1000\r\n12OC\r12:750\r\n');
});

test('Ctrl-C stops every axis at once', async () => {
  ask('1MA2000\r');
  await clock.advance(1000);
  expect(ask('\x03')).toBe('\x03');
  expect(ask('1OC\r')).toBe('1OC\r01:750\r\n');
});

test('limit switches show in the status', async () => {
  ask('1MA9000\r');
  await clock.advance(20_000);
  expect(ask('1OC\r1OS\r')).toBe('1OC\r01:2000\r\n1OS\r01:10100000\r\n');
  ask('1CV-1000\r');
  await clock.advance(1000);
  expect(ask('1OS\r')).toBe('1OS\r01:00001000\r\n');
  await clock.advance(20_000);
  expect(ask('1OC\r1OS\r')).toBe('1OC\r01:-2000\r\n1OS\r01:10010000\r\n');
});

test('soft limits refuse a move once they are enabled', () => {
  ask('1UL500\r');
  expect(ask('1MA600\r')).toBe('1MA600\rOK\r\n');
  ask('1AB\r1RS\r1SL1\r');
  expect(ask('1MA600\r')).toBe('1MA600\r!UPPER SOFT LIMIT\r\n');
});

test('a position can be defined', () => {
  expect(ask('12AP0\r')).toBe('12AP0\rOK\r\n');
  expect(ask('12OA\r')).toBe('12OA\r12:0\r\n');
});

test('QA has 23 lines', () => {
  expect(ask('1QA\r').trimEnd().split('\r\n')).toHaveLength(23);
});
