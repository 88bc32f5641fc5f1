import { beforeEach, expect, test } from 'vitest';
import { VirtualClock } from '../base/virtual-clock.ts';
import { createWaits } from './scpi-waits.ts';
import { scpiResponder } from './scpi.ts';
import { dialogue } from './testing/dialogue.ts';

let clock: VirtualClock;
let line: ReturnType<typeof dialogue>;
let set: string[];

beforeEach(() => {
  clock = new VirtualClock();
  set = [];
  const waits = createWaits(clock);
  line = dialogue(
    scpiResponder({
      terminator: '\n',
      clear: waits.cancel,
      commands: {
        '*IDN?': () => 'ME',
        '[SENSe]:CURRent[:DC]:RANGe[:UPPer]': ([word]) =>
          void set.push(`range ${word}`),
        '[SENSe]:CURRent[:DC]:NPLCycles?': () => '5',
        'FORMat:ELEMents': (words) => void set.push(words.join('+')),
        'READ?': () => waits.wait(100).then(() => '42'),
      },
    }),
  );
});

test.each([['*IDN?\n'], ['*idn?\n'], ['  *IDN?  \n'], ['*IDN?\r\n']])(
  '%j is a query of the identity',
  (request) => {
    expect(line.ask(request)).toBe('ME\n');
  },
);

test.each([
  ['SENS:CURR:NPLC?'],
  ['SENSe:CURRent:NPLCycles?'],
  [':sens:curr:dc:nplc?'],
  ['CURR:NPLC?'],
  [':CURRent:DC:NPLCycles?'],
])('short, long and left-out nodes mean the same: %s', (header) => {
  expect(line.ask(`${header}\n`)).toBe('5\n');
});

test('what is neither the short nor the long form is an undefined header', () => {
  expect(line.ask('CURRE:NPLC?\n')).toBe('');
  expect(line.ask('SYST:ERR?\n')).toBe('-113,"Undefined header"\n');
  expect(line.ask('SYST:ERR?\n')).toBe('0,"No error"\n');
});

test('a command after ; goes on from the node of the one before, a colon from the root', () => {
  line.ask('CURR:RANG 2e-6;NPLC?\n');
  expect(line.ask('CURR:RANG 2e-6;NPLC?\n')).toBe('5\n');
  expect(line.ask('CURR:NPLC?;:CURR:NPLC?;*IDN?\n')).toBe('5;5;ME\n');
  line.ask('CURR:RANG 2e-6;CURR:NPLC?\n');
  expect(line.ask('SYST:ERR:COUN?\n')).toBe('1\n');
});

test('arguments come apart at commas, quotes come off', () => {
  line.ask('FORM:ELEM READ, "TI,ME";:CURR:RANG 2e-9\n');
  expect(set).toEqual(['READ+TI,ME', 'range 2e-9']);
});

test('the error queue overflows in its last place', () => {
  for (let count = 0; count < 12; count += 1) line.ask('NO\n');
  expect(line.ask('SYST:ERR:COUN?\n')).toBe('10\n');
  for (let count = 0; count < 9; count += 1) line.ask('SYST:ERR?\n');
  expect(line.ask('SYST:ERR?\n')).toBe('-350,"Queue overflow"\n');
});

test('*CLS empties the error queue', () => {
  line.ask('NO\n*CLS\n');
  expect(line.ask('SYST:ERR?\n')).toBe('0,"No error"\n');
});

test('a query that measures answers when its time has passed, and the next waits for it', async () => {
  expect(line.ask('READ?\n*IDN?\n')).toBe('');
  await clock.advance(99);
  expect(line.heard()).toBe('');
  await clock.advance(1);
  expect(line.heard()).toBe('42\nME\n');
  expect(line.ask('*IDN?\n')).toBe('ME\n');
});

test('a measurement in the middle of a message keeps the order of its answers', async () => {
  line.ask('*IDN?;:READ?;*IDN?\n');
  await clock.advance(100);
  expect(line.heard()).toBe('ME;42;ME\n');
});

test('a device clear ends a measurement and what waits behind it, without a word', async () => {
  line.ask('READ?\nREAD?\n');
  await clock.advance(50);
  line.ask('SYST:\x03*IDN?\n');
  await clock.advance(500);
  expect(line.heard()).toBe('ME\n');
  expect(clock.waiting).toBe(0);
});
