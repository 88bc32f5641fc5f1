import { expect, test } from 'vitest';
import { devicesOf, load, mistakesIn } from './testing/files.ts';

const text = `name: Test
header: { shutter: i0, ringCurrent: i1 }
instruments:
  - driver: icepap
    line: { tcp: 'r:1' }
    axes:
      samx: { address: 1 }
      samy: { address: 2 }
  - driver: keithley
    line: { tcp: 'k:1' }
    counter: i0
  - driver: keithley
    line: { tcp: 'k:2' }
    counter: i1
  - driver: pseudo-axis
    axes:
      sum: { value: samx + samy, moves: { samx: target - samy } }
      twice: { value: 2 * samx, moves: { samx: target / 2 } }
  - driver: calculated-counter
    counters:
      ratio: { value: i1 / i0 }
      percent: { value: 100 * ratio }
`;
const disable = (before: string) => ({
  'main.yaml': text.replace(
    before,
    `disabled: true\\n    ${before}`.replace('\\n', '\n'),
  ),
});

test('what is not disabled is all there', () => {
  const beamline = load({ 'main.yaml': text });
  expect(devicesOf(beamline)).toHaveLength(8);
  expect(beamline.notices).toEqual([]);
  expect(beamline.entries.map(({ isDisabled }) => isDisabled)).toEqual(
    Array.from({ length: 5 }, () => false),
  );
});

test('a disabled instrument is not created, nor what is made of it, however long the way; each is told with its place', () => {
  const beamline = load(disable('counter: i0'));
  expect(devicesOf(beamline)).toEqual(['samx', 'samy', 'i1', 'sum', 'twice']);
  expect(beamline.header).toEqual({ shutter: null, ringCurrent: 'i1' });
  expect(
    beamline.notices.map(
      ({ line, column, message }) => `${line}:${column}: ${message}`,
    ),
  ).toEqual([
    '22:23: ratio is left out: it is made of i0, which is disabled (main.yaml:12:14).',
    '23:25: percent is left out: it is made of ratio, which is left out (main.yaml:22:7).',
    '2:20: i0 is not shown in the header: it is disabled (main.yaml:12:14).',
  ]);
});

test('a disabled axis is not created; the others of its instrument are', () => {
  const beamline = load({
    'main.yaml': text.replace('address: 2', 'address: 2, disabled: true'),
  });
  expect(devicesOf(beamline)).not.toContain('samy');
  expect(devicesOf(beamline)).toEqual([
    'samx',
    'i0',
    'i1',
    'twice',
    'ratio',
    'percent',
  ]);
  expect(beamline.notices.map(({ message }) => message)).toEqual([
    'sum is left out: it is made of samy, which is disabled (main.yaml:8:7).',
  ]);
  expect(beamline.entries[0]).toMatchObject({
    name: 'samx',
    isDisabled: false,
    devices: [
      { name: 'samx', isActive: true, place: { line: 7, column: 7 } },
      { name: 'samy', isActive: false },
    ],
  });
});

test('an instrument of which every axis is disabled is not created', () => {
  const beamline = load({
    'main.yaml': text
      .replace('address: 1', 'address: 1, disabled: true')
      .replace('address: 2', 'address: 2, disabled: true'),
  });
  expect(beamline.instruments.map(({ name }) => name)).toEqual([
    'i0',
    'i1',
    'ratio',
  ]);
});

test('disabled: false changes nothing', () => {
  expect(
    devicesOf(
      load({
        'main.yaml': text
          .replace('address: 2', 'address: 2, disabled: false')
          .replace('counter: i0', 'counter: i0\n    disabled: false'),
      }),
    ),
  ).toHaveLength(8);
});

test('what is disabled may wait under the name, the address and the line of what stands in for it', () => {
  const spare = `  - driver: keithley
    disabled: true
    line: { serial: /dev/ttyS0 }
    counter: i0
  - driver: keithley
    line: { serial: /dev/ttyS0 }
    counter: i2
  - driver: icepap
    line: { tcp: 'r:1' }
    axes: { samx: { address: 1, disabled: true }, samz: { address: 3 } }
`;
  const beamline = load({ 'main.yaml': text + spare });
  expect(devicesOf(beamline)).toEqual([
    ...devicesOf(load({ 'main.yaml': text })),
    'i2',
    'samz',
  ]);
});

test('what is disabled is checked like everything else', () => {
  expect(
    mistakesIn({
      'main.yaml': text
        .replace('value: i1 / i0', 'value: i1 / i9, disabled: true')
        .replace("    line: { tcp: 'k:2' }\n", '    disabled: true\n'),
    }),
  ).toEqual([
    expect.stringContaining('main.yaml:12:5: The driver keithley needs a line'),
    expect.stringContaining('main.yaml:21:23: There is no device i9.'),
  ]);
});

test('a beamline of which everything is disabled is a good one', () => {
  const beamline = load({
    'main.yaml': `name: Test\ninstruments:\n  - driver: keithley\n    disabled: true\n    line: { simulator: k }\n    counter: i0\nsimulator:\n  world: { signals: { i0: {} } }\n  responders: { k: { protocol: keithley, signal: i0 } }\n`,
  });
  expect(beamline).toMatchObject({
    instruments: [],
    isSimulated: false,
    entries: [{ name: 'i0', isDisabled: true }],
  });
});
