import { beforeEach, expect, test } from 'vitest';
import type { VirtualClock } from '../base/virtual-clock.ts';
import { keithley2400Responder } from './keithley-2400.ts';
import { keithley2400Config } from './keithley-config.ts';
import { dialogue } from './testing/dialogue.ts';
import { smallWorld } from './testing/small-world.ts';
import type { Responder } from './types.ts';

let clock: VirtualClock;
let meter: Responder;
let line: ReturnType<typeof dialogue>;

beforeEach(() => {
  ({ clock } = smallWorld());
  const config = keithley2400Config.parse({ protocol: 'keithley-2400' });
  meter = keithley2400Responder(config, clock);
  line = dialogue(meter);
});

/** Asks and waits long enough for any reading. */
async function ask(text: string): Promise<string> {
  line.ask(text);
  await clock.advance(2000);
  return line.heard().trim();
}

test('with the output off nothing is measured', async () => {
  expect(await ask('READ?\nSYST:ERR?\n')).toBe(
    '803,"Not permitted with OUTPUT off"',
  );
});

test('a voltage drives a current through the resistor', async () => {
  const reading = await ask('SOUR:VOLT 5;:OUTP ON;:READ?\n');
  const [volts, amperes, ohms, , status] = reading.split(',');
  expect([volts, amperes, ohms, status]).toEqual([
    '+5.000000E+00',
    '+5.000000E-06',
    '+9.910000E+37',
    '+0.000000E+00',
  ]);
});

test('the compliance holds the source back, and bit 3 of the status says so', async () => {
  const reading = await ask('CURR:PROT 1e-6;:SOUR:VOLT 5;:OUTP ON;:READ?\n');
  expect(reading).toMatch(
    /^\+1\.000000E\+00,\+1\.000000E-06,.*,\+8\.000000E\+00$/,
  );
});

test('a current makes a voltage, and another function switches the output off', async () => {
  await ask('OUTP ON;:SOUR:FUNC CURR\n');
  expect(await ask('OUTP?\n')).toBe('0');
  const reading = await ask(
    "FUNC 'VOLT';:VOLT:PROT 20;:SOUR:CURR 2e-6;:OUTP ON;:READ?\n",
  );
  expect(reading).toMatch(/^\+2\.000000E\+00,/);
});

test('what is beyond the range is sent as overflow', async () => {
  const reading = await ask('CURR:RANG 1e-6;:SOUR:VOLT 50;:OUTP ON;:READ?\n');
  expect(reading.split(',')[1]).toBe('+9.900000E+37');
});

test.each([
  ['SOUR:VOLT 300', '-222,"Parameter data out of range"'],
  ['CURR:NPLC 11', '-222,"Parameter data out of range"'],
  ['SOUR:FUNC LIGHT', '-224,"Illegal parameter value"'],
  ['OUTP', '-109,"Missing parameter"'],
])('%s is refused in the error queue', async (command, error) => {
  expect(await ask(`${command}\nSYST:ERR?\n`)).toBe(error);
});

test('a device clear ends a reading, and leaves no timer behind', async () => {
  line.ask('OUTP ON;:READ?\n');
  line.ask('\x03');
  expect(await ask('*OPC?\n')).toBe('1');
  line.ask('READ?\n');
  meter.close();
  expect(clock.waiting).toBe(0);
});
