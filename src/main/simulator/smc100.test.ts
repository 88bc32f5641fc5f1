import { beforeEach, expect, test } from 'vitest';
import type { VirtualClock } from '../base/virtual-clock.ts';
import { smc100Config } from './smc100-config.ts';
import { smc100Responder } from './smc100.ts';
import { dialogue } from './testing/dialogue.ts';
import { smallWorld } from './testing/small-world.ts';
import type { Responder } from './types.ts';

let clock: VirtualClock;
let chain: Responder;
let ask: (text: string) => string;

function start(first: object = {}) {
  const small = smallWorld();
  clock = small.clock;
  const axis = {
    stepsPerUnit: 1000,
    velocity: 1,
    acceleration: 2,
    lag: 0,
    settlingMs: 0,
    switches: [-3, 3],
  };
  const config = smc100Config.parse({
    protocol: 'smc100',
    axes: {
      1: { ...axis, state: 'ready', ...first },
      2: { ...axis, start: 0.5 },
    },
  });
  chain = smc100Responder(config, small.world, clock);
  ask = dialogue(chain).ask;
}

beforeEach(() => {
  start();
});

test.each([
  ['1VE\r\n', '1VE SMC100CC 2.0.0\r\n'],
  ['1ID?\r\n', '1IDUTS100CC\r\n'],
  ['1TS\r\n', '1TS000032\r\n'],
  ['2TS\r\n', '2TS00000A\r\n'],
  ['1TP\r\n', '1TP0\r\n'],
  ['1TH\r\n', '1TH0\r\n'],
  ['1VA?\r\n', '1VA1\r\n'],
  ['1AC?\r\n', '1AC2\r\n'],
  ['1SL?\r\n', '1SL-3\r\n'],
  ['1SR?\r\n', '1SR3\r\n'],
  ['1PT2\r\n', '1PT2.5\r\n'],
  ['1tp\r\n', '1TP0\r\n'],
  // Writes are silent; the error is asked for.
  ['1VA0.5\r\n1TE\r\n1VA?\r\n', '1TE@\r\n1VA0.5\r\n'],
  ['1VA0\r\n1TE\r\n', '1TEC\r\n'],
  ['1VAx\r\n1TE\r\n', '1TEC\r\n'],
  ['1XY\r\n1TE\r\n', '1TEA\r\n'],
  ['1?\r\n1TE\r\n', '1TEA\r\n'],
  ['1TBG\r\n', '1TBG Displacement out of limits\r\n'],
  ['1TB\r\n', '1TB@ No error\r\n'],
  // Asking forgets it.
  ['1XY\r\n1TE\r\n1TE\r\n', '1TEA\r\n1TE@\r\n'],
  [
    '1XY\r\n1TB\r\n1TE\r\n',
    '1TBA Unknown message code or floating point controller address\r\n1TE@\r\n',
  ],
  // Out of the software limits, and limits that leave the motor outside.
  ['1PA3.1\r\n1TE\r\n1TS\r\n', '1TEG\r\n1TS000032\r\n'],
  ['1PR-3.1\r\n1TE\r\n', '1TEG\r\n'],
  ['1SR-1\r\n1TE\r\n', '1TEC\r\n'],
  // Refusals of READY.
  ['1OR\r\n1TE\r\n', '1TEK\r\n'],
  ['1MM1\r\n1TE\r\n', '1TEK\r\n'],
  ['1PW1\r\n1TE\r\n', '1TEK\r\n'],
  ['1KP5\r\n1TE\r\n', '1TEK\r\n'],
  // Not referenced: home first.
  ['2PA1\r\n2TE\r\n', '2TEH\r\n'],
  ['2PR1\r\n2TE\r\n', '2TEH\r\n'],
  ['2VA1\r\n2TE\r\n', '2TEH\r\n'],
  ['2MM0\r\n2TE\r\n', '2TEH\r\n'],
  // Nobody there, and what may not be broadcast.
  ['7TP\r\n', ''],
  ['hello\r\n', ''],
  ['TP\r\n1TE\r\n', '1TEB\r\n'],
])('%j is answered with %j', (request, reply) => {
  expect(ask(request)).toBe(reply);
});

test('a request split anywhere is one request', () => {
  expect(ask('1T') + ask('P\r') + ask('\n')).toBe('1TP0\r\n');
});

test('a move is MOVING until it ends, then READY from MOVING', async () => {
  expect(ask('1PA1\r\n1TE\r\n')).toBe('1TE@\r\n');
  await clock.advance(1000);
  expect(ask('1TS\r\n1TP\r\n1PA?\r\n')).toBe(
    '1TS000028\r\n1TP0.75\r\n1PA1\r\n',
  );
  expect(ask('1PA0\r\n1TE\r\n1VA1\r\n1TE\r\n')).toBe('1TEM\r\n1TEM\r\n');
  await clock.advance(501);
  expect(ask('1TS\r\n1TP\r\n')).toBe('1TS000033\r\n1TP1\r\n');
  ask('1PR-0.25\r\n');
  await clock.advance(5000);
  expect(ask('1TP\r\n')).toBe('1TP0.75\r\n');
});

test('ST stops one with its ramp, without an address all of them', async () => {
  ask('1PA3\r\n');
  await clock.advance(1000);
  expect(ask('1ST\r\n1TE\r\n1TS\r\n')).toBe('1TE@\r\n1TS000028\r\n');
  await clock.advance(501);
  expect(ask('1TS\r\n1TP\r\n')).toBe('1TS000033\r\n1TP1\r\n');
  ask('1PA3\r\n');
  await clock.advance(1000);
  expect(ask('ST\r\n')).toBe('');
  await clock.advance(1000);
  expect(ask('1TP\r\n')).toBe('1TP2\r\n');
});

test('the search for home takes its time, and makes home the zero', async () => {
  expect(ask('2TP\r\n2OR\r\n2TE\r\n2TS\r\n')).toBe(
    '2TP0\r\n2TE@\r\n2TS00001E\r\n',
  );
  await clock.advance(1000);
  expect(ask('2TS\r\n2OR\r\n2TE\r\n2PA1\r\n2TE\r\n')).toBe(
    '2TS00001E\r\n2TEE\r\n2TEL\r\n',
  );
  await clock.advance(10_000);
  expect(ask('2TS\r\n2TP\r\n2PA0.5\r\n2TE\r\n')).toBe(
    '2TS000032\r\n2TP0\r\n2TE@\r\n',
  );
});

test('a search for home that is stopped leaves the stage not referenced', async () => {
  ask('2OR\r\n');
  await clock.advance(500);
  ask('2ST\r\n');
  expect(ask('2TE\r\n2TS\r\n')).toBe('2TE@\r\n2TS00000B\r\n');
});

test('a search for home that takes too long ends with its bit', async () => {
  start({ state: 'not referenced', start: 2 });
  ask('1PW1\r\n1OT1\r\n1PW0\r\n');
  expect(ask('1TE\r\n1TS\r\n1OR\r\n')).toBe('1TE@\r\n1TS00000C\r\n');
  await clock.advance(999);
  expect(ask('1TS\r\n')).toBe('1TS00001E\r\n');
  await clock.advance(2);
  expect(ask('1TS\r\n')).toBe('1TS00400B\r\n');
});

test('DISABLE cuts the power and keeps the reference', async () => {
  ask('1MM0\r\n');
  expect(ask('1TS\r\n1PA1\r\n1TE\r\n1ST\r\n1TE\r\n')).toBe(
    '1TS00003C\r\n1TEJ\r\n1TEJ\r\n',
  );
  ask('1MM1\r\n');
  expect(ask('1TS\r\n')).toBe('1TS000034\r\n');
  ask('1PA1\r\n');
  await clock.advance(1000);
  ask('1MM0\r\n');
  await clock.advance(1000);
  expect(ask('1TS\r\n1TP\r\n')).toBe('1TS00003D\r\n1TP0.75\r\n');
});

test('a limit switch ends a move and costs the reference', async () => {
  ask('1SR9\r\n1PA5\r\n');
  await clock.advance(10_000);
  expect(ask('1TS\r\n1TP\r\n1PA0\r\n1TE\r\n')).toBe(
    '1TS00020F\r\n1TP3\r\n1TEH\r\n',
  );
  ask('1OR\r\n');
  await clock.advance(20_000);
  ask('1SL-9\r\n1PA-5\r\n');
  await clock.advance(10_000);
  expect(ask('1TS\r\n')).toBe('1TS00010F\r\n');
});

test('a load that does not follow disables the motor with its bit', async () => {
  start({ followingError: 0.1 });
  ask('1PA1\r\n');
  await clock.advance(1000);
  chain.jam?.(true);
  expect(ask('1TS\r\n')).toBe('1TS000028\r\n');
  await clock.advance(150);
  expect(ask('1TS\r\n1TP\r\n1TH\r\n')).toBe(
    '1TS00203D\r\n1TP0.75\r\n1TH0.75\r\n',
  );
  chain.jam?.(false);
  ask('1MM1\r\n1PA1\r\n');
  await clock.advance(5000);
  expect(ask('1TS\r\n1TP\r\n')).toBe('1TS000033\r\n1TP1\r\n');
});

test('a load that does not follow in the search for home leaves the stage not referenced', async () => {
  start({ followingError: 0.1, start: 1, state: 'not referenced' });
  chain.jam?.(true);
  ask('1OR\r\n');
  await clock.advance(5000);
  expect(ask('1TS\r\n')).toBe('1TS00200B\r\n');
});

test('CONFIGURATION takes what the stage is, and nothing moves in it', () => {
  ask('2PW1\r\n');
  expect(ask('2TS\r\n2OR\r\n2TE\r\n2PA1\r\n2TE\r\n')).toBe(
    '2TS000014\r\n2TEI\r\n2TEI\r\n',
  );
  expect(ask('2IDMINE\r\n2ID?\r\n2QIL0.7\r\n2QIL?\r\n')).toBe(
    '2IDMINE\r\n2QIL0.7\r\n',
  );
  ask('2PW0\r\n');
  expect(ask('2TS\r\n')).toBe('2TS00000C\r\n');
});

test('ZT lists the configuration from PW1 to PW0', () => {
  const lines = ask('1ZT\r\n').trimEnd().split('\r\n');
  expect([lines[0], lines.at(-1)]).toEqual(['1PW1', '1PW0']);
  expect(lines).toContain('1SR3');
});

test('a reset forgets home and what was set', () => {
  ask('1VA0.5\r\n1RS\r\n');
  expect(ask('1TS\r\n1VA?\r\n')).toBe('1TS00000A\r\n1VA1\r\n');
});

test('a controller can be found jogging, until it is stopped or disabled', () => {
  start({ state: 'jogging' });
  expect(ask('1TS\r\n1PA1\r\n1TE\r\n1ST\r\n1TS\r\n')).toBe(
    '1TS000046\r\n1TED\r\n1TS000035\r\n',
  );
  start({ state: 'jogging' });
  expect(ask('1MM0\r\n1TS\r\n')).toBe('1TS00003E\r\n');
});

test('software limits that would leave the motor outside are refused', async () => {
  ask('1PA1\r\n');
  await clock.advance(5000);
  expect(ask('1SR0.5\r\n1TE\r\n1SR?\r\n')).toBe('1TEN\r\n1SR3\r\n');
});
