import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { drivers } from '../drivers/index.ts';
import { lineConfig } from '../io/open.ts';
import { asList, asRecord, isRecord } from './json-schema.ts';
import { parseBeamline } from './load.ts';
import { beamlineSchema } from './schema.ts';

const text = readFileSync('docs/beamline-file.md', 'utf8');

/** Every key that a schema knows, however deep. */
function keysOf(schema: unknown): string[] {
  const json = asRecord(schema);
  const inner = ['items', 'additionalProperties'].map((key) => json[key]);
  const branches = ['anyOf', 'oneOf', 'allOf'].flatMap((key) =>
    asList(json[key]),
  );
  const properties = asRecord(json.properties);
  return [
    ...Object.keys(properties),
    ...[...Object.values(properties), ...inner, ...branches]
      .filter(isRecord)
      .flatMap(keysOf),
  ];
}

const schemas = [
  ['the file', beamlineSchema],
  ['line', lineConfig],
  ...drivers.map((driver) => [driver.name, driver.config] as const),
] as const;

test.each(schemas)(
  'docs/beamline-file.md names every key of %s',
  (_, schema) => {
    const json = z.toJSONSchema(schema, {
      io: 'input',
      unrepresentable: 'any',
    });
    const keys = [...new Set(keysOf(json))];
    expect(keys.length).toBeGreaterThan(0);
    expect(keys.filter((key) => !text.includes(`\`${key}\``))).toEqual([]);
  },
);

test('docs/beamline-file.md names every driver', () => {
  const missing = drivers.filter(({ name }) => !text.includes(`| \`${name}\``));
  expect(missing).toEqual([]);
});

test('docs/beamline-file.md says for which driver each simulated instrument is', () => {
  const table = /\n\| `protocol`[^]*?\n\n/.exec(text)?.[0] ?? '';
  const rows = [...table.matchAll(/^\| `([^`]+)` *\|([^|]*)\|/gm)].slice(1);
  expect(rows.length).toBeGreaterThan(5);
  const known = drivers.map(({ name }) => `\`${name}\``);
  const wrong = rows.filter(([, , cell = '']) => !known.includes(cell.trim()));
  expect(wrong.map(([, protocol]) => protocol)).toEqual([]);
});

test('the small example of docs/beamline-file.md is a good file', () => {
  const example = /```yaml\n(name: Test bench[^`]*)```/.exec(text)?.[1] ?? '';
  expect(parseBeamline(example, 'example', drivers).instruments).toHaveLength(
    2,
  );
});

const examples = [
  ...readFileSync('docs/drivers.md', 'utf8').matchAll(
    /```yaml\n(- driver[^`]*)```/g,
  ),
].map(([, example = '']) => `name: Example\ninstruments:\n${example}`);

test.each(examples)(
  'an example of docs/drivers.md is a good file: %s',
  (text) => {
    expect(parseBeamline(text, 'example', drivers).instruments).not.toEqual([]);
  },
);

test('docs/drivers.md has an example of every driver', () => {
  const shown = examples.join('\n');
  const missing = drivers.filter(
    ({ name }) => !shown.includes(`- driver: ${name}\n`),
  );
  expect(missing).toEqual([]);
});
