import { expect, test } from 'vitest';
import { load, mistakesIn } from './testing/files.ts';

const file = (line: string, variables: string) =>
  `name: Test\nvariables: ${variables}\ninstruments:\n  - driver: icepap\n    line: ${line}\n    axes: { samx: { address: '\${BOARD}', group: 'on \${HOST}, $\${HOST}' } }\n`;
const variables = '{ HOST: rack1, PORT: 5000, BOARD: 11 }';
const good = { 'main.yaml': file("{ tcp: '${HOST}:${PORT}' }", variables) };

test('variables stand in for parts of texts and for whole values, numbers included', () => {
  expect(load(good).instruments[0]).toMatchObject({
    line: { tcp: 'rack1:5000' },
    config: { axes: { samx: { address: 11 } } },
  });
});

test('a second $ keeps ${ as it is', () => {
  expect(load(good).instruments[0]).toMatchObject({
    config: { axes: { samx: { group: 'on rack1, ${HOST}' } } },
  });
});

test('the environment overrides variables; what is a number stays one', () => {
  const environment = {
    BEAMTIME_VAR_HOST: 'localhost',
    BEAMTIME_VAR_BOARD: '12',
    BEAMTIME_VAR_PORT: '',
    HOST: 'not me',
  };
  expect(load(good, environment).instruments[0]).toMatchObject({
    line: { tcp: 'localhost:5000' },
    config: { axes: { samx: { address: 12 } } },
  });
});

test('a number that the environment overrides with a word is refused', () => {
  expect(mistakesIn(good, { BEAMTIME_VAR_BOARD: 'x' })).toEqual([
    'main.yaml:2:46: BEAMTIME_VAR_BOARD in the environment is "x", and BOARD is a number. Give a number.',
    expect.stringContaining('main.yaml:6:30: address must be a number'),
  ]);
});

test('a variable without a value takes that of the environment', () => {
  const text = file("{ tcp: '${HOST}:5000' }", '{ HOST: null, BOARD: 11 }');
  expect(
    load({ 'main.yaml': text }, { BEAMTIME_VAR_HOST: 'a' }).instruments[0]
      ?.line,
  ).toEqual({ tcp: 'a:5000' });
});

test('variables of a file count in those it includes, and override theirs', () => {
  const beamline = load({
    'main.yaml': 'name: Test\ninclude: a.yaml\nvariables: { HOST: outer }\n',
    'a.yaml': file("{ tcp: '${HOST}:${PORT}' }", variables).replace(
      'name: Test\n',
      '',
    ),
  });
  expect(beamline.instruments[0]?.line).toEqual({ tcp: 'outer:5000' });
});

test('a variable of two files that do not include each other is refused with both places', () => {
  expect(
    mistakesIn({
      'main.yaml': `name: Test\ninclude: [a.yaml, b.yaml]\n${file('{ tcp: a:1 }', '{ BOARD: 1, HOST: h }').replace('name: Test\n', '')}`,
      'a.yaml': 'variables: { X: 1 }\n',
      'b.yaml': 'variables: { X: 2 }\n',
    }),
  ).toEqual([
    'b.yaml:1:14: variables: X stands at a.yaml:1:14 already. Keep one of the two.',
  ]);
});

test('a name that is none is refused with the way to write the letters as they are', () => {
  expect(
    mistakesIn({ 'main.yaml': file("{ tcp: '${my host}:1' }", variables) }),
  ).toContain(
    'main.yaml:5:18: ${my host} names no variable: a name has letters, digits and _. Write $${ where ${ is meant as it is.',
  );
});
