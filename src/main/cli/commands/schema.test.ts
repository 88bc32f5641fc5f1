import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { drivers } from '../../drivers/index.ts';
import { beamlineJsonSchema } from '../../config/beamline-json-schema.ts';
import { runProgram } from '../program.ts';
import { recordingTerminal } from '../testing/recording-terminal.ts';

let folder: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-schema-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

async function run(...args: string[]) {
  const { terminal, printed, said } = recordingTerminal();
  const code = await runProgram(args, terminal);
  return { code, out: printed.join('\n'), err: said.join('\n') };
}

test('beamtime schema prints the schema of the beamline file', async () => {
  const { code, out } = await run('schema');
  expect(code).toBe(0);
  expect(JSON.parse(out)).toEqual(beamlineJsonSchema(drivers));
});

test('beamtime schema --out writes it to a file, and says how an editor finds it', async () => {
  const file = path.join(folder, 'beamline.schema.json');
  const { code, out, err } = await run('schema', '--out', file);
  expect(code).toBe(0);
  expect(out).toBe('');
  expect(err).toContain(`# yaml-language-server: $schema=${file}`);
  expect(JSON.parse(readFileSync(file, 'utf8'))).toEqual(
    beamlineJsonSchema(drivers),
  );
});

test('beamtime schema --included is about files that a beamline file includes', async () => {
  expect(JSON.parse((await run('schema', '--included')).out)).toEqual(
    beamlineJsonSchema(drivers, { isIncluded: true }),
  );
});

test('a schema that cannot be written is said to be so', async () => {
  const { code, err } = await run('schema', '--out', folder);
  expect(code).toBe(1);
  expect(err).toMatch(/could not be written .* Name a file in a folder/);
});

test('beamtime check says what is not created, and why', async () => {
  const file = path.join(folder, 'some.yaml');
  writeFileSync(
    file,
    `name: Some\ninstruments:\n  - driver: icepap\n    line: { tcp: 'r:1' }\n    axes: { a: { address: 1 }, b: { address: 2, disabled: true } }\n  - driver: pseudo-axis\n    axes: { p: { value: a + b, moves: { a: target } } }\n`,
  );
  const { code, out } = await run('check', file);
  expect(code).toBe(0);
  expect(out.split('\n')).toEqual([
    `${file}: good. It describes Some.`,
    'Not created: b, p.',
    `${file}:7:25: p is left out: it is made of b, which is disabled (${file}:5:32).`,
  ]);
  const json: unknown = JSON.parse((await run('check', '--json', file)).out);
  expect(json).toMatchObject({
    problems: [],
    disabled: ['b', 'p'],
    notices: [{ file, line: 7, column: 25 }],
  });
});
