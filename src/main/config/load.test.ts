import { writeFileSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { BeamtimeError } from '../../contract/errors.ts';
import { drivers } from '../drivers/index.ts';
import { loadBeamline, parseBeamline } from './load.ts';
import { commonCases } from './testing/common-cases.ts';
import { file, mark, mistakeCases, rack } from './testing/mistake-cases.ts';
import { simulatorCases } from './testing/simulator-cases.ts';

function refusal(text: string): BeamtimeError {
  try {
    parseBeamline(text, 'test.yaml', drivers);
  } catch (error) {
    if (error instanceof BeamtimeError) return error;
    throw error;
  }
  throw new Error('The file was accepted.');
}

function mistakes(text: string): string[] {
  return refusal(text).problems.map(({ message }) => message);
}

/** `test.yaml:4:11: `: where the mark stands. */
function placeOf(text: string): string {
  const before = text.slice(0, text.indexOf(mark)).split('\n');
  return `test.yaml:${before.length}:${(before.at(-1)?.length ?? 0) + 1}: `;
}

test.each([...mistakeCases, ...commonCases, ...simulatorCases])(
  '%s is refused where it stands',
  (_, text, sentence) => {
    const found = mistakes(text.replaceAll(mark, ''));
    expect(found).toHaveLength(1);
    expect(found[0]).toContain(sentence);
    expect(found[0]?.startsWith(placeOf(text))).toBe(true);
  },
);

test('a good file gives its instruments, with defaults filled in', () => {
  const beamline = parseBeamline(file(rack), 'test.yaml', drivers);
  expect(beamline).toMatchObject({
    name: 'Test',
    isSimulated: false,
    simulator: null,
    header: { ringCurrent: null, shutter: null },
    experiment: { proposal: 'in-house', sample: 'sample', dataset: '0001' },
    instruments: [
      {
        driver: { name: 'icepap' },
        line: { tcp: 'rack1:5000' },
        config: { axes: { samx: { address: 1, unit: 'mm', step: 0.1 } } },
      },
    ],
  });
});

test('all mistakes come at once, in the order of the file', () => {
  const text = file(
    rack
      .replace('address: 1', 'address: 1, velocty: 2')
      .replace("tcp: 'rack1:5000'", 'simulator: rack9')
      .replace('samy: {', 'samy: { unit: mmm,'),
    'header: { shutter: gate }\nextra: 1\nsimulator: { seed: x, responders: { rack1: { protocol: icepap, axes: {} } } }\n',
  );
  expect(mistakes(text)).toEqual([
    'test.yaml:4:24: There is no simulated instrument rack9. Did you mean rack1?',
    'test.yaml:6:27: Unknown key velocty. Did you mean velocity?',
    expect.stringContaining('test.yaml:7:21: "mmm" is not a unit known here.'),
    'test.yaml:8:20: There is no device gate. Add it under instruments, or remove this line.',
    'test.yaml:9:1: Unknown key extra. Known here: name, include, variables, experiment, header, instruments, simulator.',
    'test.yaml:10:20: seed must be a number, not the text "x".',
  ]);
});

test('a device in an entry with mistakes is no unknown device elsewhere', () => {
  const text = file(
    `${rack.replace('address: 1', 'address: 1, velocty: 2')}
  - driver: pseudo-axis
    axes: { p: { value: samx, moves: { samx: target } } }`,
    'header: { shutter: samx }\n',
  );
  expect(mistakes(text)).toHaveLength(1);
});

test('axes of one slit may use each other in their moves', () => {
  const text = file(
    `${rack}
  - driver: pseudo-axis
    axes:
      gap: { value: samy - samx, moves: { samx: cen - target / 2, samy: cen + target / 2 } }
      cen: { value: (samx + samy) / 2, moves: { samx: target - gap / 2, samy: target + gap / 2 } }`,
  );
  expect(parseBeamline(text, 'test.yaml', drivers).instruments).toHaveLength(2);
});

test('anchors and aliases are followed to where a mistake stands', () => {
  const text = file(
    `\n  - driver: icepap\n    line: { tcp: 'a:1' }\n    axes:\n      samx: &x { address: ${mark}9 }`,
  );
  expect(mistakes(text.replace(mark, ''))[0]?.startsWith(placeOf(text))).toBe(
    true,
  );
});

test('a byte order mark and Windows line ends do not shift places', () => {
  const text = `\uFEFF${file(rack, 'extra: 1\n')}`.replaceAll('\n', '\r\n');
  expect(mistakes(text)[0]).toMatch(/^test\.yaml:8:1: Unknown key extra/);
});

test('the error carries the whole list for people, and line and column for programs', () => {
  const error = refusal(file(rack, 'extra: 1\n'));
  expect(error.code).toBe('config');
  expect(error.message).toBe(
    'test.yaml has a mistake:\ntest.yaml:8:1: Unknown key extra. Known here: name, include, variables, experiment, header, instruments, simulator.',
  );
  expect(error.detail).toMatchObject({
    file: 'test.yaml',
    mistakes: [{ line: 8, column: 1 }],
  });
});

test('a file that is not there is refused by its name', () => {
  expect(() => loadBeamline('/nowhere/my.yaml', drivers)).toThrow(
    'The beamline file /nowhere/my.yaml could not be read: there is no such file.',
  );
});

test('a file is read from disk, and knows where', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'beamtime-config-'));
  try {
    const name = path.join(folder, 'mine.yaml');
    writeFileSync(name, file(rack));
    expect(loadBeamline(name, drivers).file).toBe(name);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test('the demo beamline is a good file', () => {
  const beamline = loadBeamline('resources/beamlines/demo.yaml', drivers);
  const names = beamline.instruments.flatMap(({ driver, config }) =>
    driver.names(config).map(({ name }) => name),
  );
  expect(names).toEqual([
    ...['samx', 'samy', 'samz', 'theta', 'tth', 's1l', 's1r', 's1gap', 's1cen'],
    ...['i0', 'i1', 'diode', 'i1/i0', 'tsample', 'tset', 'detdist'],
    ...['ring', 'shutter'],
  ]);
  expect(beamline).toMatchObject({
    isSimulated: true,
    header: { ringCurrent: 'ring', shutter: 'shutter' },
  });
});
