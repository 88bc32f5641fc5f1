import {
  chmodSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  lstatSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { drivers } from '../drivers/index.ts';
import { planEdit } from './edit.ts';
import type { BeamlineEdit } from '../../contract/beamline.ts';
import { loadBeamline } from './load.ts';
import { backupOf, saveEdit } from './save.ts';

const text = `name: Test # the name
include: a.yaml
instruments:
  - driver: keithley
    line: { tcp: 'k:1' } # there
    counter: i0
`;
const part = `instruments:\n  - driver: keithley\n    line: { tcp: 'k:2' }\n    counter: i1\n`;
const disable: BeamlineEdit = { kind: 'disable', instrument: 'i0' };

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-edit-'));
  file = path.join(folder, 'main.yaml');
  writeFileSync(file, text);
  writeFileSync(path.join(folder, 'a.yaml'), part);
});
afterEach(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('what was planned is written; the previous version stays beside it, and nothing else', () => {
  chmodSync(file, 0o640);
  const plan = planEdit(file, disable, drivers);
  expect(readFileSync(file, 'utf8')).toBe(text);
  saveEdit(plan);
  expect(readFileSync(file, 'utf8')).toBe(plan.files[0]?.after);
  expect(readFileSync(backupOf(file), 'utf8')).toBe(text);
  expect(statSync(file).mode & 0o777).toBe(0o640);
  expect(readdirSync(folder).sort()).toEqual([
    'a.yaml',
    'main.yaml',
    'main.yaml.bak',
  ]);
  expect(loadBeamline(file, drivers)).toEqual(plan.after);
});

test('an edit of an included file is written there', () => {
  saveEdit(planEdit(file, { kind: 'disable', instrument: 'i1' }, drivers));
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(readFileSync(path.join(folder, 'a.yaml'), 'utf8')).toContain(
    'disabled: true',
  );
});

test('a file that was changed on the disk meanwhile is left alone', () => {
  const plan = planEdit(file, disable, drivers);
  writeFileSync(file, `${text}# by hand\n`);
  expect(() => saveEdit(plan)).toThrow(
    'main.yaml was changed on the disk meanwhile. Nothing was written; look at it as it is now, and make your change again.',
  );
  expect(readFileSync(file, 'utf8')).toBe(`${text}# by hand\n`);
  expect(readdirSync(folder)).toHaveLength(2);
});

test('of several files none is written when one was changed or is gone', () => {
  writeFileSync(file, `${text}header: { shutter: i1 }\n`);
  const plan = planEdit(
    file,
    { kind: 'rename-device', device: 'i1', name: 'i2' },
    drivers,
  );
  expect(plan.files).toHaveLength(2);
  rmSync(path.join(folder, 'a.yaml'));
  expect(() => saveEdit(plan)).toThrow('a.yaml was changed on the disk');
  expect(readFileSync(file, 'utf8')).toContain('shutter: i1');
});

test('a link stays one; the file behind it is changed', () => {
  const link = path.join(folder, 'link.yaml');
  symlinkSync(file, link);
  saveEdit(planEdit(link, disable, drivers));
  expect(lstatSync(link).isSymbolicLink()).toBe(true);
  expect(readFileSync(file, 'utf8')).toContain('disabled: true');
});

test('where the backup cannot be written the file stays, and nothing is left behind', () => {
  const plan = planEdit(file, disable, drivers);
  mkdirSync(backupOf(file));
  expect(() => saveEdit(plan)).toThrow(
    /main\.yaml\.bak could not be written: .* It is what it was/,
  );
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(readdirSync(folder).filter((name) => name.endsWith('.part'))).toEqual(
    [],
  );
});

test('a file that may only be read is left alone, though its folder may be written', () => {
  const plan = planEdit(file, disable, drivers);
  chmodSync(file, 0o444);
  expect(() => {
    saveEdit(plan);
  }).toThrow(
    'main.yaml may only be read, so nothing was written. Give leave to write to it first.',
  );
  expect(readFileSync(file, 'utf8')).toBe(text);
  expect(readdirSync(folder).sort()).toEqual(['a.yaml', 'main.yaml']);
});
