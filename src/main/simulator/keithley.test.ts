import { beforeEach, expect, test } from 'vitest';
import type { VirtualClock } from '../base/virtual-clock.ts';
import { keithleyConfig } from './keithley-config.ts';
import { keithleyResponder } from './keithley.ts';
import { dialogue } from './testing/dialogue.ts';
import { smallWorld } from './testing/small-world.ts';
import type { Responder } from './types.ts';
import type { World } from './world.ts';

let clock: VirtualClock;
let world: World;
let meter: Responder;
let line: ReturnType<typeof dialogue>;

beforeEach(() => {
  ({ clock, world } = smallWorld({ beam: { rate: 2e6 }, signals: { i0: {} } }));
  const config = keithleyConfig.parse({ protocol: 'keithley', signal: 'i0' });
  meter = keithleyResponder(config, world, clock);
  line = dialogue(meter);
});

/** Asks and waits long enough for any reading. */
async function ask(text: string, ms = 2000): Promise<string> {
  line.ask(text);
  await clock.advance(ms);
  return line.heard();
}

test('it says who it is', async () => {
  expect(await ask('*IDN?\n')).toMatch(
    /^KEITHLEY INSTRUMENTS INC\.,MODEL 6485,1234567,[^\n]+\n$/,
  );
});

test('as switched on, zero check is on and it reads nothing', async () => {
  expect(await ask('SYST:ZCH?\n')).toBe('1\n');
  expect(await ask('READ?\n')).toMatch(
    /^\+0\.000000E\+00A,\+\S+,\+6\.400E\+01\n$/,
  );
});

test('a reading is the current, with unit, time and status', async () => {
  await ask('SYST:ZCH OFF\n');
  const [current, time, status] = (await ask('READ?\n')).trim().split(',');
  expect(current).toMatch(/^\+\d\.\d{6}E-07A$/);
  expect(parseFloat(current ?? '')).toBeCloseTo(2e-7, 8);
  expect(time).toMatch(/^\+\d\.\d{3}E\+00$/);
  expect(status).toBe('+0.000E+00');
});

test('FORM:ELEM chooses the fields', async () => {
  await ask('SYST:ZCH OFF;:FORM:ELEM READ\n');
  expect(await ask('READ?\n')).toMatch(/^\+\d\.\d{6}E-07\n$/);
  expect(await ask('FORM:ELEM TIME,READ;ELEM?\n')).toBe('READ,TIME\n');
  expect(await ask('FORM:ELEM FOO\nSYST:ERR?\n')).toBe(
    '-224,"Illegal parameter value"\n',
  );
});

test('a reading takes the integration time and a little more', async () => {
  line.ask('CURR:NPLC 5\nREAD?\n');
  await clock.advance(100);
  expect(line.heard()).toBe('');
  await clock.advance(2);
  expect(line.heard()).not.toBe('');
});

test('averaging takes as many times longer', async () => {
  line.ask('CURR:NPLC 5;:AVER:COUN 4;:AVER ON;:READ?\n');
  await clock.advance(390);
  expect(line.heard()).toBe('');
  await clock.advance(20);
  expect(line.heard()).not.toBe('');
});

test('INIT measures, FETC? waits for it and repeats it', async () => {
  await ask('SYST:ZCH OFF;:FORM:ELEM READ\n');
  const reading = await ask('INIT;:FETC?\n');
  expect(reading).toMatch(/E-07\n$/);
  expect(await ask('FETC?\n', 0)).toBe(reading);
});

test('FETC? without a reading is an error', async () => {
  expect(await ask('FETC?\nSYST:ERR?\n')).toBe(
    '-230,"Data corrupt or stale"\n',
  );
});

test('several readings come in one line', async () => {
  await ask('SYST:ZCH OFF;:FORM:ELEM READ;:TRIG:COUN 3\n');
  expect((await ask('READ?\n')).split(',')).toHaveLength(3);
});

test('a current beyond the range is sent as overflow', async () => {
  await ask('SYST:ZCH OFF;:FORM:ELEM READ,STAT;:CURR:RANG 2e-8\n');
  expect(await ask('READ?\n')).toBe('+9.900000E+37,+1.000E+00\n');
  await ask('CURR:RANG:AUTO ON\n');
  expect(await ask('READ?\n')).toMatch(/E-07,\+0\.000E\+00\n$/);
});

test('a closed shutter leaves the dark current', async () => {
  await ask('SYST:ZCH OFF;:FORM:ELEM READ\n');
  world.shutter.set(false);
  await clock.advance(1000);
  expect(Number(await ask('READ?\n'))).toBeLessThan(1e-10);
});

test.each([
  ['CURR:NPLC 0', '-222,"Parameter data out of range"'],
  ['CURR:NPLC 51', '-222,"Parameter data out of range"'],
  ['CURR:RANG 1', '-222,"Parameter data out of range"'],
  ['CURR:NPLC fast', '-104,"Data type error"'],
  ['SYST:ZCH', '-109,"Missing parameter"'],
  ['VOLT:RANG 1', '-113,"Undefined header"'],
  ['ARM:SOUR BUS', '-224,"Illegal parameter value"'],
])('%s is refused in the error queue', async (command, error) => {
  expect(await ask(`${command}\nSYST:ERR?\n`)).toBe(`${error}\n`);
});

test('*RST brings zero check and five power line cycles back', async () => {
  await ask('SYST:ZCH OFF;:CURR:NPLC 1\n*RST\n');
  expect(await ask('SYST:ZCH?;:CURR:NPLC?\n')).toBe('1;+5.000000E+00\n');
});

test('a 6514 has smaller ranges, and integrates for ten power line cycles at most', async () => {
  const config = keithleyConfig.parse({
    protocol: 'keithley',
    model: '6514',
    signal: 'i0',
  });
  line = dialogue(keithleyResponder(config, world, clock));
  expect(await ask('CURR:RANG 2e-11;:CURR:RANG?\n')).toBe('+2.000000E-11\n');
  expect(await ask('CURR:NPLC 11\nSYST:ERR?\n')).toBe(
    '-222,"Parameter data out of range"\n',
  );
});

test('a 6487 puts out a voltage within its range', async () => {
  expect(await ask('SOUR:VOLT 5\nSYST:ERR?\n')).toBe(
    '-113,"Undefined header"\n',
  );
  const config = keithleyConfig.parse({
    protocol: 'keithley',
    model: '6487',
    signal: 'i0',
  });
  line = dialogue(keithleyResponder(config, world, clock));
  expect(await ask('SOUR:VOLT 20\nSYST:ERR?\n')).toBe(
    '-222,"Parameter data out of range"\n',
  );
  expect(await ask('SOUR:VOLT:RANG 50;:SOUR:VOLT 20;:SOUR:VOLT?\n')).toBe(
    '+2.000000E+01\n',
  );
  expect(
    await ask('SOUR:VOLT:STAT?;:SOUR:VOLT:STAT ON;:SOUR:VOLT:STAT?\n'),
  ).toBe('0;1\n');
});

test('a closed responder leaves no timer behind', () => {
  line.ask('READ?\n');
  meter.close();
  expect(clock.waiting).toBe(0);
});
