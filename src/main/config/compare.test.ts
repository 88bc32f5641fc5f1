import { expect, test } from 'vitest';
import { compareBeamlines, type BeamlineChanges } from './compare.ts';
import { load } from './testing/files.ts';

const text = `name: Test
variables: { HOST: rack1 }
header: { shutter: i0 }
instruments:
  - driver: icepap
    line: { tcp: '\${HOST}:5000' }
    axes: { samx: { address: 1 }, samy: { address: 2 } }
  - driver: keithley
    line: { tcp: 'k:1' }
    counter: i0
  - driver: pseudo-axis
    axes: { sum: { value: samx + samy, moves: { samx: target - samy } } }
`;

/** The changes in words, after a text was replaced by another one. */
function changes(from: string | RegExp, to: string, environment = {}) {
  const before = load({ 'main.yaml': text });
  return inWords(
    compareBeamlines(
      before,
      load({ 'main.yaml': text.replace(from, to) }, environment),
    ),
  );
}

function inWords(found: BeamlineChanges) {
  const pairs = (list: BeamlineChanges['changed']) =>
    list.map(({ before, after }) =>
      before.name === after.name
        ? after.name
        : `${before.name} > ${after.name}`,
    );
  return {
    added: found.added.map(({ name }) => name),
    removed: found.removed.map(({ name }) => name),
    changed: pairs(found.changed),
    unchanged: pairs(found.unchanged),
    needsRestart: found.needsRestart,
  };
}

const same = {
  added: [],
  removed: [],
  changed: [],
  unchanged: ['samx', 'i0', 'sum'],
  needsRestart: [],
};

test('a beamline is not different from itself, however it is written', () => {
  expect(changes('name: Test', '# a comment\nname: "Test"')).toEqual(same);
  expect(changes('{ address: 1 }', '{ unit: mm, address: 1 }')).toEqual(same);
  expect(changes("'${HOST}:5000'", "'rack1:5000'")).toEqual(same);
});

test('an instrument with another key or line is changed, and no other', () => {
  const rack = { ...same, changed: ['samx'], unchanged: ['i0', 'sum'] };
  expect(changes('address: 1', 'address: 1, velocity: 2')).toEqual(rack);
  expect(changes('HOST: rack1', 'HOST: rack2')).toEqual(rack);
  expect(changes('', '', { BEAMTIME_VAR_HOST: 'rack2' })).toEqual(rack);
  expect(
    changes(
      'samy: { address: 2 }',
      'samy: { address: 2 }, samz: { address: 3 }',
    ),
  ).toEqual(rack);
  expect(
    changes(
      /samx: \{ address: 1 \}, (samy: \{ address: 2 \})/,
      '$1, samx: { address: 1 }',
    ),
  ).toEqual({ ...rack, changed: ['samx > samy'] });
});

test('an instrument of another driver is changed', () => {
  expect(
    changes(/icepap\n(.*)tcp: .*}/, 'pm600\n$1serial: /dev/ttyS0 }'),
  ).toMatchObject({
    changed: ['samx'],
  });
});

test('an instrument that comes is added, one that goes is removed', () => {
  const more =
    "  - driver: keithley\n    line: { tcp: 'k:2' }\n    counter: i1\n";
  expect(changes(/$/, more)).toEqual({ ...same, added: ['i1'] });
  expect(changes(/ {2}- driver: pseudo[^]*/, '')).toEqual({
    ...same,
    removed: ['sum'],
    unchanged: ['samx', 'i0'],
  });
});

test('an instrument elsewhere in the file is the same', () => {
  expect(
    changes(
      'instruments:\n',
      "instruments:\n  - driver: keithley\n    line: { tcp: 'k:2' }\n    counter: i1\n",
    ),
  ).toEqual({ ...same, added: ['i1'] });
});

test('a renamed instrument or device is changed, not new', () => {
  expect(
    changes('- driver: icepap', '- name: Rack\n    driver: icepap'),
  ).toEqual({
    ...same,
    changed: ['samx > Rack'],
    unchanged: ['i0', 'sum'],
  });
  expect(changes(/i0/g, 'mon')).toEqual({
    ...same,
    changed: ['i0 > mon'],
    unchanged: ['samx', 'sum'],
    needsRestart: ['header'],
  });
});

test('an instrument that is disabled is removed, with what is made of it; an axis changes its own', () => {
  expect(changes('axes: { samx', 'disabled: true\n    axes: { samx')).toEqual({
    ...same,
    removed: ['samx', 'sum'],
    unchanged: ['i0'],
  });
  expect(changes('address: 2', 'address: 2, disabled: true')).toEqual({
    ...same,
    removed: ['sum'],
    changed: ['samx'],
    unchanged: ['i0'],
  });
});

test('what counts only at a start is told', () => {
  expect(changes('name: Test', 'name: Other').needsRestart).toEqual(['name']);
  expect(changes('shutter: i0', 'ringCurrent: i0').needsRestart).toEqual([
    'header',
  ]);
  expect(
    changes('header:', 'experiment: { sample: x }\nheader:').needsRestart,
  ).toEqual(['experiment']);
  expect(changes(/$/, 'simulator: { responders: {} }\n').needsRestart).toEqual([
    'simulator',
  ]);
});
