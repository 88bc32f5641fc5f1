import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv } from 'ajv';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { drivers } from '../drivers/index.ts';
import { responderConfig } from '../simulator/config.ts';
import { beamlineJsonSchema } from './beamline-json-schema.ts';
import { asList, asRecord, schemaAt, valueAt } from './json-schema.ts';
import { load, mistakesIn } from './testing/files.ts';
import {
  file,
  mark,
  mistakeCases,
  rack,
  type MistakeCase,
} from './testing/mistake-cases.ts';
import { commonCases } from './testing/common-cases.ts';
import { simulatorCases } from './testing/simulator-cases.ts';

const schema = beamlineJsonSchema(drivers);
const ajv = new Ajv({
  strict: true,
  strictRequired: false,
  strictTypes: false,
  allowUnionTypes: true,
  allErrors: true,
});
const isGood = ajv.compile(schema);
const isGoodPart = ajv.compile(
  beamlineJsonSchema(drivers, { isIncluded: true }),
);

/** What the schema does not like, place by place. */
function refusals(text: string): string[] {
  isGood(parse(text));
  return (isGood.errors ?? []).map(
    ({ instancePath, message }) => `${instancePath} ${message ?? ''}`,
  );
}

const shipped = readdirSync('resources/beamlines').filter((name) =>
  name.endsWith('.yaml'),
);

test.each(shipped)(
  '%s, which is shipped, is good for the schema as for the loader',
  (name) => {
    const text = readFileSync(path.join('resources/beamlines', name), 'utf8');
    expect(
      load({ [`resources/beamlines/${name}`]: text }).instruments.length,
    ).toBeGreaterThan(0);
    expect(refusals(text)).toEqual([]);
  },
);

test('the examples of the documentation are good for the schema', () => {
  const text = readFileSync('docs/beamline-file.md', 'utf8');
  const examples = [...text.matchAll(/```yaml\n([^`]*)```/g)].map(
    ([, example = '']) => example,
  );
  const whole = examples.filter((example) => example.startsWith('name:'));
  expect(whole.length).toBeGreaterThan(0);
  for (const example of whole) expect(refusals(example)).toEqual([]);
  for (const entry of examples.filter((example) =>
    example.startsWith('- driver:'),
  )) {
    expect(refusals(`name: Test\ninstruments:\n${entry}`)).toEqual([]);
  }
});

/** Mistakes that are none of one value by itself: only the loader sees them. */
const beyond = [
  // Places and names in relation to each other.
  /^(one|two (names|counters|simulated)|limits|switches|an address that cannot|a serial line (in|with two)|a pseudo axis|an instrument with the name)/,
  /^(a header that names|a simulated (line without|instrument nobody|instrument of another|counter of)|a world with)/,
  // Variables and units are words like others; a formula is text.
  /^(an unknown variable|a variable (without|that makes|made)|a unit nobody|a formula|a mistake in a disabled axis)/,
  // A name of blanks, and a rule for numbers that are keys.
  /^(an empty name|a simulated board)/,
];

/** Not YAML at all, or not to be read. */
const unreadable =
  /^(a tab|a quote|a bracket|a key twice|an alias|aliases|two documents)/;

describe('What the loader refuses', () => {
  const cases = [...mistakeCases, ...commonCases, ...simulatorCases].filter(
    ([what]) => !unreadable.test(what),
  );
  const isBeyond = ([what]: MistakeCase) =>
    beyond.some((pattern) => pattern.test(what));
  const seen = cases.filter((one) => !isBeyond(one));

  test.each(cases.filter(isBeyond))(
    '%s is left to the loader by the schema',
    (_, text) => {
      expect(refusals(text.replaceAll(mark, ''))).toEqual([]);
    },
  );

  test.each(seen)('%s is refused by the schema', (_, text) => {
    expect(refusals(text.replaceAll(mark, ''))).not.toEqual([]);
  });
});

test.each([
  [
    file(
      rack.replace(
        'address: 1',
        "address: '${A}', unit: '${U}', sign: '${A}', limits: ['${A}', 5]",
      ),
    ),
    { A: 1, U: 'mm' },
  ],
  [file(rack.replace("'rack1:5000'", "'${H}:${P}'")), { H: 'h', P: 1 }],
  [
    file(rack.replace("tcp: 'rack1:5000'", "serial: /dev/x, parity: '${E}'")),
    { E: 'even' },
  ],
] as const)(
  'variables are good for the schema where they are for the loader',
  (text, variables) => {
    const whole = `${text}variables: ${JSON.stringify(variables)}\n`;
    expect(mistakesIn({ 'main.yaml': whole })).toEqual([]);
    expect(refusals(whole)).toEqual([]);
  },
);

test('disabled is known at an instrument and at the entries of its tables', () => {
  expect(
    refusals(
      file(
        rack
          .replace('address: 1', 'address: 1, disabled: true')
          .replace('axes:', 'disabled: true\n    axes:'),
      ),
    ),
  ).toEqual([]);
});

test('the instruments may stand in included files, which have a schema of their own', () => {
  expect(refusals('name: Test\ninclude: a.yaml\n')).toEqual([]);
  expect(refusals('name: Test\n')).not.toEqual([]);
  expect(isGoodPart(parse(`instruments:${rack}`))).toBe(true);
  expect(isGoodPart(parse(`name: Test\ninstruments:${rack}`))).toBe(false);
});

describe('For editors, the schema has', () => {
  test.each(drivers.map((driver) => [driver.name, driver] as const))(
    'a branch for %s with a description of every key',
    (name, driver) => {
      const branch = asRecord(asRecord(schema.definitions)[name]);
      expect(valueAt(branch, ['properties', 'driver', 'const'])).toBe(name);
      expect(asList(branch.required).includes('line')).toBe(driver.needsLine);
      expect(undescribed(branch, [])).toEqual([]);
    },
  );

  test('the defaults', () => {
    const axes = schemaAt(
      asRecord(asRecord(schema.definitions).icepap),
      ['axes', 'samx', 'velocity'],
      {},
    );
    expect(axes[0]).toMatchObject({
      default: 1,
      description: expect.stringContaining('units per second'),
    });
  });

  test('every protocol of simulated instruments', () => {
    const text = JSON.stringify(asRecord(schema.properties).simulator);
    for (const one of responderConfig.options) {
      expect(text).toContain(`"const":"${one.shape.protocol.value}"`);
    }
  });
});

/** The ways to properties without a description. */
function undescribed(branch: unknown, way: readonly string[]): string[] {
  const { properties, additionalProperties } = asRecord(branch);
  return [
    ...Object.entries(asRecord(properties)).flatMap(([key, property]) => [
      ...(asRecord(property).description === undefined
        ? [[...way, key].join('.')]
        : []),
      ...undescribed(property, [...way, key]),
    ]),
    ...(additionalProperties
      ? undescribed(additionalProperties, [...way, '*'])
      : []),
  ];
}
