import { beforeEach, expect, test } from 'vitest';
import type { VirtualClock } from '../base/virtual-clock.ts';
import { icepapResponder } from './icepap.ts';
import { icepapConfig } from './icepap-config.ts';
import { dialogue } from './testing/dialogue.ts';
import { smallWorld } from './testing/small-world.ts';

let clock: VirtualClock;
let ask: (text: string) => string;

beforeEach(() => {
  const small = smallWorld();
  clock = small.clock;
  const axis = { stepsPerUnit: 1000, velocity: 1, acceleration: 2, lag: 0 };
  const config = icepapConfig.parse({
    protocol: 'icepap',
    axes: {
      1: { ...axis, drives: 'samx', switches: [-3, 3], settlingMs: 20 },
      2: { ...axis, start: 0.5 },
      11: { ...axis, home: -0.2 },
    },
  });
  ask = dialogue(icepapResponder(config, small.world, clock)).ask;
});

test.each([
  // Identity
  ['?VER\r', '?VER 3.17\r\n'],
  ['1:?NAME\r', '1:?NAME samx\r\n'],
  ['?SYSSTAT\r', '?SYSSTAT 0x3\r\n'],
  ['?SYSSTAT 1\r', '?SYSSTAT 0x01 0x01\r\n'],
  // Positions: system form, board form, registers
  ['?FPOS 1 2 11\r', '?FPOS 0 500 0\r\n'],
  ['?POS AXIS 2 1\r', '?POS 500 0\r\n'],
  ['?FPOS MEASURE 2\r', '?FPOS 500\r\n'],
  ['2:?POS\r', '2:?POS 500\r\n'],
  ['2:?POS ENCIN\r', '2:?POS 500\r\n'],
  // Case, spaces, and the end of a line
  ['?fpos  1   2\r', '?FPOS 0 500\r\n'],
  ['?FPOS 1\n', '?FPOS 0\r\n'],
  ['?FPOS 1\r\n', '?FPOS 0\r\n'],
  // Several commands in one line
  ['?FPOS 1;2:?POS\r', '?FPOS 0\r\n2:?POS 500\r\n'],
  // Writes are silent, unless they are to be acknowledged
  ['VELOCITY 1 800\r', ''],
  ['#VELOCITY 1 800\r', 'VELOCITY OK\r\n'],
  ['#1:VELOCITY 800\r', '1:VELOCITY OK\r\n'],
  ['?VELOCITY 1 2\r', '?VELOCITY 1000 1000\r\n'],
  ['?VELOCITY MAX 1\r', '?VELOCITY 2000000\r\n'],
  ['?ACCTIME 1\r', '?ACCTIME 0.5\r\n'],
  ['?ACCTIME STEPS 1\r', '?ACCTIME 250\r\n'],
  ['?POWER 1 2\r', '?POWER ON ON\r\n'],
  ['?STOPCODE 1\r', '?STOPCODE 0x0000\r\n'],
  // Refusals
  ['?FOO\r', '?FOO ERROR Command not recognised\r\n'],
  ['#FOO 1\r', 'FOO ERROR Command not recognised\r\n'],
  ['FOO 1\r', ''],
  ['3:?POS\r', '3:?POS ERROR Board is not present in the system\r\n'],
  ['?FPOS 1 3\r', '?FPOS ERROR Board is not present in the system\r\n'],
  ['?FPOS\r', '?FPOS ERROR Wrong number of parameter(s)\r\n'],
  ['#MOVE 1\r', 'MOVE ERROR Wrong number of parameter(s)\r\n'],
  ['#MOVE 1 1.5\r', 'MOVE ERROR Wrong parameter(s)\r\n'],
  ['#MOVE 1 x\r', 'MOVE ERROR Wrong number of parameter(s)\r\n'],
  ['#1:MOVE x\r', '1:MOVE ERROR Wrong parameter(s)\r\n'],
  ['#VELOCITY 1 0\r', 'VELOCITY ERROR Wrong parameter(s)\r\n'],
  [':?POS\r', '?POS ERROR Cannot broadcast a query\r\n'],
  ['?HOMEPOS 1\r', '?HOMEPOS ERROR Home position not found\r\n'],
])('%j is answered with %j', (request, reply) => {
  expect(ask(request)).toBe(reply);
});

test('a request split anywhere is one request', () => {
  expect(ask('?FP') + ask('OS 1 ') + ask('2\r')).toBe('?FPOS 0 500\r\n');
});

test('a new velocity keeps the acceleration time', () => {
  ask('VELOCITY 1 500\r');
  expect(ask('?ACCTIME 1\r')).toBe('?ACCTIME 0.5\r\n');
});

test('a move ramps, shows MOVING, then SETTLING, then READY', async () => {
  expect(ask('#MOVE 1 1000\r')).toBe('MOVE OK\r\n');
  // PRESENT, ALIVE, MOVING, HOME, 5VPOWER, POWERON
  expect(ask('?FSTATUS 1\r')).toBe('?FSTATUS 0xB00403\r\n');
  await clock.advance(1000);
  expect(ask('?FPOS 1;?JOG 1\r')).toBe('?FPOS 750\r\n?JOG 1000\r\n');
  await clock.advance(501);
  expect(ask('?FSTATUS 1\r')).toBe('?FSTATUS 0xA00803\r\n');
  await clock.advance(20);
  expect(ask('?FSTATUS 1;?FPOS 1\r')).toBe(
    '?FSTATUS 0xA00203\r\n?FPOS 1000\r\n',
  );
});

test('axes of one MOVE start together, and none starts when one cannot', async () => {
  expect(ask('#MOVE GROUP STRICT 1 1000 2 1500\r')).toBe('MOVE OK\r\n');
  await clock.advance(1000);
  expect(ask('?FPOS 1 2\r')).toBe('?FPOS 750 1250\r\n');
  await clock.advance(1000);
  expect(ask('#MOVE 1 0 3 5\r')).toBe(
    'MOVE ERROR Board is not present in the system\r\n',
  );
  expect(ask('#MOVE 1 0 2 1.5\r')).toBe('MOVE ERROR Wrong parameter(s)\r\n');
  await clock.advance(1000);
  expect(ask('?FPOS 1 2\r')).toBe('?FPOS 1000 1500\r\n');
});

test('a MOVE of a moving axis is refused, an UMOVE is not', async () => {
  ask('#MOVE 1 1000\r');
  await clock.advance(500);
  expect(ask('#MOVE 1 0\r')).toBe('MOVE ERROR Axis is moving\r\n');
  expect(ask('#1:UMOVE 0\r')).toBe('1:UMOVE OK\r\n');
  await clock.advance(5000);
  expect(ask('?FPOS 1\r')).toBe('?FPOS 0\r\n');
});

test('a relative move goes on from where the axis stands', async () => {
  ask('#RMOVE 2 -100\r');
  await clock.advance(5000);
  expect(ask('?FPOS 2\r')).toBe('?FPOS 400\r\n');
});

test('a STOP takes its ramp and leaves stop code 1', async () => {
  ask('#MOVE 2 3000\r');
  await clock.advance(1000);
  expect(ask('#STOP 2\r')).toBe('STOP OK\r\n');
  await clock.advance(499);
  expect(ask('?FSTATUS 2\r')).toBe('?FSTATUS 0xA00403\r\n');
  await clock.advance(50);
  expect(ask('?FPOS 2;?STOPCODE 2;?FSTATUS 2\r')).toBe(
    '?FPOS 1500\r\n?STOPCODE 0x0001\r\n?FSTATUS 0xA04203\r\n',
  );
});

test('a STOP without axes and a broadcast stop every axis', async () => {
  ask('#MOVE 1 2000 2 2000\r');
  await clock.advance(1000);
  expect(ask('#STOP\r')).toBe('STOP OK\r\n');
  await clock.advance(1000);
  expect(ask('?STOPCODE 1 2\r')).toBe('?STOPCODE 0x0001 0x0001\r\n');
  ask('#MOVE 1 0 2 0\r');
  await clock.advance(500);
  expect(ask(':ABORT\r')).toBe('');
  expect(ask('?STOPCODE 1 2\r')).toBe('?STOPCODE 0x0002 0x0002\r\n');
});

test('a limit switch ends a move with its stop code and its bit', async () => {
  ask('#MOVE 1 9000\r');
  await clock.advance(10_000);
  // LIMIT+ is bit 18, stop code 3 in bits 14 to 17.
  expect(ask('?FPOS 1;?FSTATUS 1\r')).toBe(
    '?FPOS 3000\r\n?FSTATUS 0xA4C203\r\n',
  );
});

test('without power nothing moves, and cutting it stops the axis', async () => {
  ask('#MOVE 1 2000\r');
  await clock.advance(1000);
  expect(ask('#POWER OFF 1\r')).toBe('POWER OK\r\n');
  // DISABLE 7 in bits 4 to 6, stop code 6, POWERON gone, READY gone.
  await clock.advance(100);
  expect(ask('?FSTATUS 1;?FPOS 1\r')).toBe(
    '?FSTATUS 0x218073\r\n?FPOS 750\r\n',
  );
  expect(ask('#MOVE 1 0\r')).toBe('MOVE ERROR Axis power is OFF\r\n');
});

test('home is searched, found, and its position kept', async () => {
  expect(ask('#11:HOME -1\r')).toBe('11:HOME OK\r\n');
  expect(ask('11:?HOMESTAT\r')).toBe('11:?HOMESTAT MOVING -1\r\n');
  await clock.advance(5000);
  expect(ask('?HOMESTAT 11;11:?HOMEPOS\r')).toBe(
    '?HOMESTAT FOUND -1\r\n11:?HOMEPOS -200\r\n',
  );
  expect(ask('#11:HOME +1\r')).toBe('11:HOME OK\r\n');
  await clock.advance(1000);
  ask('#STOP 11\r');
  await clock.advance(5000);
  // It had passed the switch by the ramp of the first search, found it on the way back, and stood before the STOP.
  expect(ask('11:?HOMESTAT\r')).toBe('11:?HOMESTAT FOUND 1\r\n');
  ask('#11:HOME +1\r');
  await clock.advance(1000);
  ask('#STOP 11\r');
  await clock.advance(5000);
  expect(ask('11:?HOMESTAT\r')).toBe('11:?HOMESTAT NOTFOUND 1\r\n');
});

test('a search runs to a limit switch, or says that it did not find it', async () => {
  expect(ask('#1:SRCH LIM+ POSEDGE +1\r')).toBe('1:SRCH OK\r\n');
  expect(ask('1:?SRCHSTAT\r')).toBe('1:?SRCHSTAT MOVING 1\r\n');
  await clock.advance(10_000);
  expect(ask('1:?SRCHSTAT;1:?SRCHPOS\r')).toBe(
    '1:?SRCHSTAT FOUND 1\r\n1:?SRCHPOS 3000\r\n',
  );
  ask('#1:SRCH LIM+ POSEDGE -1\r');
  await clock.advance(10_000);
  expect(ask('1:?SRCHSTAT;1:?SRCHPOS\r')).toBe(
    '1:?SRCHSTAT NOTFOUND -1\r\n1:?SRCHPOS ERROR Search position not found\r\n',
  );
  expect(ask('#1:SRCH FOO 1\r')).toBe('1:SRCH ERROR Wrong parameter(s)\r\n');
});

test('a jog runs with its sign until 0', async () => {
  expect(ask('#JOG 2 -500\r')).toBe('JOG OK\r\n');
  await clock.advance(1000);
  expect(ask('?JOG 2\r')).toBe('?JOG -500\r\n');
  ask('#JOG 2 0\r');
  await clock.advance(1000);
  expect(ask('?JOG 2\r')).toBe('?JOG 0\r\n');
});

test('a position can be defined where the axis stands', () => {
  expect(ask('#POS 2 7\r')).toBe('POS OK\r\n');
  expect(ask('#1:POS AXIS 9\r')).toBe('1:POS OK\r\n');
  expect(ask('?FPOS 1 2\r')).toBe('?FPOS 9 7\r\n');
});

test('an answer of several lines stands between dollars', () => {
  const lines = ask('2:?VSTATUS\r').split('\r\n');
  expect(lines[0]).toBe('2:?VSTATUS $');
  expect(lines).toContain('STOPCODE:   0: No abnormal stop condition');
  expect(lines.slice(-2)).toEqual(['$', '']);
});
