import { beforeEach, expect, test } from 'vitest';
import type { VirtualClock } from '../base/virtual-clock.ts';
import { galilConfig } from './galil-config.ts';
import { galilResponder } from './galil.ts';
import { dialogue } from './testing/dialogue.ts';
import { smallWorld } from './testing/small-world.ts';
import type { Responder } from './types.ts';

let clock: VirtualClock;
let controller: Responder;
let ask: (text: string) => string;

function start(more: object = {}) {
  const small = smallWorld();
  clock = small.clock;
  const axis = {
    stepsPerUnit: 1000,
    velocity: 1.024,
    acceleration: 2.048,
    lag: 0,
    settlingMs: 0,
    switches: [-3, 3],
  };
  const config = galilConfig.parse({
    protocol: 'galil',
    axes: {
      B: { ...axis, start: -0.25 },
      A: { ...axis, isOn: true, home: 1 },
    },
    ...more,
  });
  controller = galilResponder(config, small.world, clock);
  ask = dialogue(controller).ask;
}

beforeEach(() => {
  start();
});

test.each([
  ['\r', ':'],
  ['\x12\x16\r', 'DMC4080 Rev 1.3a\r\n:'],
  ['TPA\r', ' 0\r\n:'],
  ['TP B\r', '-250\r\n:'],
  ['TP\r', ' 0,-250\r\n:'],
  ['tpx\r\n', ' 0\r\n:'],
  ['TDA;RPA;TEA;TVA\r', ' 0\r\n: 0\r\n: 0\r\n: 0\r\n:'],
  // Motor on, both limit switches inactive; motor off.
  ['TSA\r', ' 12\r\n:'],
  ['TSB\r', ' 44\r\n:'],
  ['SCA\r', ' 1\r\n:'],
  ['MG _TPB\r', '-250.0000\r\n:'],
  ['MG _BGA,_MOA, _MOB\r', ' 0.0000 0.0000 1.0000\r\n:'],
  ['MG _LFA,_LRA\r', ' 1.0000 1.0000\r\n:'],
  ['SPA=?\r', ' 1024\r\n:'],
  ['AC ?,?\r', ' 2048, 2048\r\n:'],
  // Rounded as on hardware.
  ['SPA=501;SPA=?\r', ': 500\r\n:'],
  ['AC 3000;MG _ACA\r', ': 2048.0000\r\n:'],
  // Several commands, each answered by itself, also after a refusal.
  ['SHA;XX;TPA\r', ':? 0\r\n:'],
  ['EO0\r', ':'],
  ['CFI;CN -1\r', '::'],
  // Refusals; asking for the code forgets it.
  ['TC1\r', ' 0\r\n:'],
  ['XX\rTC1\rTC1\r', '?1 Unrecognized command\r\n: 0\r\n:'],
  ['XX\rTC\r', '? 1\r\n:'],
  ['TPH\rTC1\r', '?4 Operand error\r\n:'],
  ['PAA=x\rTC1\r', '?4 Operand error\r\n:'],
  ['SPA=99000000\rTC1\r', '?6 Number out of range\r\n:'],
  ['MG foo\rTC1\r', '?9 Variable error\r\n:'],
  ['PRB=100;BGB\rTC1\r', ':?20 Begin not valid with motor off\r\n:'],
  [`TP ${'A'.repeat(90)}\rTC1\r`, '?5 Input buffer full\r\n:'],
])('%j is answered with %j', (request, reply) => {
  expect(ask(request)).toBe(reply);
});

test('a request split anywhere is one request', () => {
  expect(ask('T') + ask('PA') + ask('\r')).toBe(' 0\r\n:');
});

test('a serial line repeats what is sent until EO0', () => {
  start({ line: 'serial' });
  expect(ask('TP')).toBe('TP');
  expect(ask('A\r')).toBe('A\r 0\r\n:');
  expect(ask('EO0\r')).toBe('EO0\r:');
  expect(ask('TPA\r')).toBe(' 0\r\n:');
});

test('a move begins with BG and leaves stop code 1', async () => {
  expect(ask('PAA=1024\r')).toBe(':');
  expect(ask('MG _BGA,_PAA\r')).toBe(' 0.0000 1024.0000\r\n:');
  expect(ask('BGA\r')).toBe(':');
  await clock.advance(1000);
  expect(ask('TPA;TSA;SCA\r')).toBe(' 768\r\n: 140\r\n: 0\r\n:');
  expect(ask('BGA;TC1\r')).toBe('?21 Begin not valid while running\r\n:');
  expect(ask('PAA=0;TC1\r')).toBe('?7 Command not valid while running\r\n:');
  expect(ask('MOA;TC1\r')).toBe('?7 Command not valid while running\r\n:');
  await clock.advance(501);
  expect(ask('TPA;TSA;SCA\r')).toBe(' 1024\r\n: 12\r\n: 1\r\n:');
});

test('axes of one BG begin together, and none begins when one cannot', async () => {
  ask('PR 1024,1024\r');
  expect(ask('BGAB\r')).toBe('?');
  await clock.advance(1000);
  expect(ask('TP\r')).toBe(' 0,-250\r\n:');
  ask('SH\rBG\r');
  await clock.advance(5000);
  expect(ask('TP\r')).toBe(' 1024, 774\r\n:');
});

test('ST takes its ramp and leaves stop code 4, AB does not and leaves 7', async () => {
  ask('PRA=3000;BGA\r');
  await clock.advance(1000);
  expect(ask('STA;SCA\r')).toBe(': 4\r\n:');
  await clock.advance(501);
  expect(ask('TPA;SCA;MG _BGA\r')).toBe(' 1024\r\n: 4\r\n: 0.0000\r\n:');
  ask('PAA=0;BGA\r');
  await clock.advance(1000);
  expect(ask('AB\r')).toBe(':');
  expect(ask('TPA;SCA\r')).toBe(' 256\r\n: 7\r\n:');
});

test('a limit switch ends a move, keeps it from beginning again, and lets it go back', async () => {
  ask('PAA=9000;BGA\r');
  await clock.advance(20_000);
  expect(ask('TPA;SCA;TSA\r')).toBe(' 3000\r\n: 2\r\n: 4\r\n:');
  expect(ask('BGA;TC1\r')).toBe(
    '?22 Begin not possible due to Limit Switch\r\n:',
  );
  ask('PAA=-9000;BGA\r');
  await clock.advance(20_000);
  expect(ask('TPA;SCA;TSA\r')).toBe('-3000\r\n: 3\r\n: 8\r\n:');
});

test('a soft limit ends a move with the code of its side', async () => {
  ask('FLA=500;BLA=-500;PAA=600;BGA\r');
  await clock.advance(5000);
  expect(ask('TPA;SCA\r')).toBe(' 500\r\n: 2\r\n:');
  expect(ask('BGA\r')).toBe('?');
  ask('JGA=-400;BGA\r');
  await clock.advance(5000);
  expect(ask('TPA;SCA\r')).toBe('-500\r\n: 3\r\n:');
});

test('a jog changes its speed as it runs, and ends with ST', async () => {
  ask('JGA=512;BGA\r');
  await clock.advance(1000);
  expect(ask('TVA\r')).toBe(' 512\r\n:');
  ask('JGA=-256\r');
  await clock.advance(1000);
  expect(ask('TVA;MG _JGA\r')).toBe('-256\r\n:-256.0000\r\n:');
  ask('ST\r');
  await clock.advance(1000);
  expect(ask('TVA;SCA\r')).toBe(' 0\r\n: 4\r\n:');
  ask('PRA=500;BGA\r');
  expect(ask('JGA=100;TC1\r')).toBe(
    '?13 JG only valid when running in jog mode\r\n:',
  );
});

test('HM takes its time, makes home the zero, and leaves stop code 10', async () => {
  expect(ask('HMA;MG _BGA;BGA\r')).toBe(': 0.0000\r\n::');
  await clock.advance(500);
  expect(ask('SCA;MG _BGA\r')).toBe(' 0\r\n: 1.0000\r\n:');
  await clock.advance(10_000);
  expect(ask('TPA;SCA;TSA\r')).toBe(' 0\r\n: 10\r\n: 14\r\n:');
});

test('FE stops behind the switch and leaves stop code 9', async () => {
  ask('FEA;BGA\r');
  await clock.advance(10_000);
  expect(ask('TPA;SCA\r')).toBe(' 1256\r\n: 9\r\n:');
});

test('a load that does not follow shows in TS, and with OE1 the motor goes off', async () => {
  ask('ERA=100;PAA=1024;BGA\r');
  await clock.advance(1000);
  controller.jam?.(true);
  await clock.advance(5000);
  expect(ask('TPA;TEA;TSA;SCA\r')).toBe(' 768\r\n: 256\r\n: 76\r\n: 1\r\n:');
  ask('OEA=1\r');
  expect(ask('TSA;SCA;TEA\r')).toBe(' 44\r\n: 8\r\n: 0\r\n:');
  expect(ask('PRA=1;BGA\r')).toBe(':?');
});

test('SH makes it count from where its load is', async () => {
  ask('ERA=100;PAA=1024;BGA\r');
  await clock.advance(1000);
  controller.jam?.(true);
  await clock.advance(5000);
  expect(ask('TEA;SHA;TEA;TDA;TSA\r')).toBe(
    ' 256\r\n:: 0\r\n: 768\r\n: 12\r\n:',
  );
});

test('a position can be defined, and a motor without power stays where it is', () => {
  expect(ask('DPA=7;TPA\r')).toBe(': 7\r\n:');
  expect(ask('MO;TPA;MG _MOA\r')).toBe(': 7\r\n: 1.0000\r\n:');
});

test('a reset forgets what was set', () => {
  ask('SPA=100;DPA=7;RS\r');
  expect(ask('SPA=?;TPA\r')).toBe(' 1024\r\n: 0\r\n:');
});

test('SP changes the speed of a move that runs, and not its end', async () => {
  ask('PAA=2000;BGA\r');
  await clock.advance(1000);
  ask('SPA=512\r');
  await clock.advance(500);
  expect(ask('TVA\r')).toBe(' 512\r\n:');
  await clock.advance(5000);
  expect(ask('TPA;SCA\r')).toBe(' 2000\r\n: 1\r\n:');
});
