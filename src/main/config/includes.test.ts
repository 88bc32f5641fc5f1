import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from 'vitest';
import { drivers } from '../drivers/index.ts';
import { loadBeamline } from './load.ts';
import { devicesOf, load, mistakesIn } from './testing/files.ts';

const counter = (name: string, host = 'k') =>
  `  - driver: keithley\n    line: { tcp: '${host}:1' }\n    counter: ${name}\n`;
const main = (includes: string, more = '') =>
  `name: Test\ninclude: ${includes}\ninstruments:\n${counter('i0')}${more}`;

test('instruments of included files come after those of the file itself, in the order of the includes', () => {
  const beamline = load({
    'main.yaml': main('[a.yaml, sub/b.yaml]'),
    'a.yaml': `instruments:\n${counter('i1')}`,
    'sub/b.yaml': `include: c.yaml\ninstruments:\n${counter('i2')}`,
    'sub/c.yaml': `instruments:\n${counter('i3')}`,
  });
  expect(devicesOf(beamline)).toEqual(['i0', 'i1', 'i2', 'i3']);
  expect(beamline.files.map((file) => path.relative('', file))).toEqual([
    'main.yaml',
    'a.yaml',
    'sub/b.yaml',
    'sub/c.yaml',
  ]);
  expect(beamline.entries[3]).toMatchObject({
    name: 'i3',
    index: 3,
    place: { file: path.resolve('sub/c.yaml'), line: 2, column: 5 },
  });
});

test('a file may have its instruments in included files only', () => {
  const beamline = load({
    'main.yaml': 'name: Test\ninclude: a.yaml\n',
    'a.yaml': `instruments:\n${counter('i1')}`,
  });
  expect(devicesOf(beamline)).toEqual(['i1']);
});

test('simulated instruments, signals and slits of several files come together', () => {
  const beamline = load({
    'main.yaml': main(
      'a.yaml',
      'simulator:\n  speed: 2\n  world: { signals: { i0: {} }, beam: { slits: [] } }\n  responders: { k0: { protocol: keithley, signal: i0 } }\n',
    ).replace("{ tcp: 'k:1' }", '{ simulator: k0 }'),
    'a.yaml': `instruments:\n${counter('i1').replace("{ tcp: 'k:1' }", '{ simulator: k1 }')}simulator:\n  world: { ring: { current: 100 }, signals: { i1: {} } }\n  responders: { k1: { protocol: keithley, signal: i1 } }\n`,
  });
  expect(beamline.simulator).toMatchObject({
    speed: 2,
    world: { ring: { current: 100 }, signals: { i0: {}, i1: {} } },
    responders: { k0: { signal: 'i0' }, k1: { signal: 'i1' } },
  });
});

test('mistakes of an included file have its name, line and column', () => {
  expect(
    mistakesIn({
      'main.yaml': main('sub/a.yaml', 'header: { shutter: gate }\n'),
      'sub/a.yaml': `simulator:\n  responders: { k: { protocol: keithly, signal: i1 } }\ninstruments:\n${counter('1x')}`,
    }),
  ).toEqual([
    'main.yaml:7:20: There is no device gate. Add it under instruments, or remove this line.',
    'sub/a.yaml:2:32: protocol cannot be the text "keithly". Did you mean keithley?',
    expect.stringMatching(/^sub\/a\.yaml:6:14: .*starts with a letter/),
  ]);
});

test('a missing file is a mistake at its include', () => {
  expect(mistakesIn({ 'main.yaml': main('[ nowhere.yaml ]') })).toEqual([
    'main.yaml:2:12: nowhere.yaml cannot be included: there is no such file. The path counts from the folder of main.yaml.',
  ]);
});

test('an include that is no file name is refused where it stands, in included files too', () => {
  expect(
    mistakesIn({
      'main.yaml': main('[ 12, a.yaml ]'),
      'a.yaml': 'include: { b: c }\n',
    }),
  ).toEqual([
    expect.stringContaining(
      'main.yaml:2:12: This entry must be text, not the number 12',
    ),
    expect.stringContaining('a.yaml:1:10: include cannot be a table'),
  ]);
});

test('files in a circle are refused with both places', () => {
  expect(
    mistakesIn({
      'main.yaml': main('a.yaml'),
      'a.yaml': 'include: b.yaml\n',
      'b.yaml': 'include:\n  - a.yaml\n',
    }),
  ).toEqual([
    'b.yaml:2:5: a.yaml includes b.yaml includes a.yaml: a circle, begun at a.yaml:1:10. Remove this include.',
  ]);
  expect(mistakesIn({ 'main.yaml': main('./main.yaml') })).toEqual([
    'main.yaml:2:10: main.yaml includes main.yaml: a circle. Remove this include.',
  ]);
});

test('a file that is included twice is refused with both places', () => {
  expect(
    mistakesIn({
      'main.yaml': main('[a.yaml, b.yaml]'),
      'a.yaml': 'include: b.yaml\n',
      'b.yaml': `instruments:\n${counter('i1')}`,
    }),
  ).toEqual([
    'main.yaml:2:19: b.yaml is included already, at a.yaml:1:10. Remove one of the two.',
  ]);
});

test('a device of two files is refused with both places', () => {
  expect(
    mistakesIn({
      'main.yaml': main('a.yaml'),
      'a.yaml': `instruments:\n${counter('i0')}`,
    }),
  ).toEqual([
    'a.yaml:4:14: A device is called i0 already, at main.yaml:6:14. Give this one another name.',
  ]);
});

test('a simulated instrument or setting of two files is refused with both places', () => {
  const simulator =
    'simulator:\n  speed: 2\n  responders: { k: { protocol: machine } }\n';
  expect(
    mistakesIn({ 'main.yaml': main('a.yaml', simulator), 'a.yaml': simulator }),
  ).toEqual([
    'a.yaml:2:3: simulator: speed stands at main.yaml:8:3 already. Keep one of the two.',
    'a.yaml:3:17: simulator: responders: k stands at main.yaml:9:17 already. Keep one of the two.',
  ]);
});

test('what belongs to the whole beamline is refused in an included file', () => {
  expect(
    mistakesIn({
      'main.yaml': main('a.yaml'),
      'a.yaml': 'name: A\nheaders: {}\ninstruments: {}\n',
    }),
  ).toEqual([
    'a.yaml:1:1: name belongs to the beamline as a whole. Write it into main.yaml, which includes this file.',
    'a.yaml:2:1: Unknown key headers. Known here: include, variables, instruments, simulator.',
    expect.stringContaining('a.yaml:3:14: instruments must be a list'),
  ]);
});

test('an included file that is no YAML is complained of alone', () => {
  expect(
    mistakesIn({
      'main.yaml': main('a.yaml', 'header: { shutter: gate }\n'),
      'a.yaml': "instruments: 'x\n",
    }),
  ).toEqual([
    'a.yaml:1:14: What begins here has no end. Close every quote and bracket.',
  ]);
  expect(
    mistakesIn({ 'main.yaml': main('a.yaml'), 'a.yaml': '- x\n' }),
  ).toEqual([
    expect.stringContaining('a.yaml:1:1: This included file is empty'),
  ]);
});

test('includes are read from the disk, relative to the file that names them', () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'beamtime-includes-'));
  try {
    mkdirSync(path.join(folder, 'parts'));
    const file = path.join(folder, 'main.yaml');
    writeFileSync(file, main('parts/a.yaml'));
    writeFileSync(
      path.join(folder, 'parts', 'a.yaml'),
      `include: b.yaml\ninstruments:\n${counter('i1')}`,
    );
    writeFileSync(
      path.join(folder, 'parts', 'b.yaml'),
      `instruments:\n${counter('i2')}`,
    );
    expect(devicesOf(loadBeamline(file, drivers))).toEqual(['i0', 'i1', 'i2']);
  } finally {
    rmSync(folder, { recursive: true });
  }
});
