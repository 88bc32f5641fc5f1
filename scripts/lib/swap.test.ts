import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { swapIn } from './swap.ts';

let folder: string;
let place: string;

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-swap-'));
  place = path.join(folder, 'out');
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

/** A folder with a page in a folder of its own. */
function make(name: string, text: string): string {
  const made = path.join(folder, name);
  mkdirSync(path.join(made, 'renderer'), { recursive: true });
  writeFileSync(path.join(made, 'renderer', `${text}.html`), text);
  return made;
}

test('a finished build takes the place of the one before, whole', () => {
  make('out', 'before');
  swapIn(make('out.new', 'after'), place);
  expect(readdirSync(path.join(place, 'renderer'))).toEqual(['after.html']);
  expect(readdirSync(folder)).toEqual(['out']);
});

test('the first build needs nothing in its place, and what a kill left is cleared', () => {
  make('out.old', 'left');
  swapIn(make('out.new', 'first'), place);
  expect(readdirSync(folder)).toEqual(['out']);
});

test('when the finished build is not there, the one before stays', () => {
  make('out', 'before');
  expect(() => swapIn(path.join(folder, 'out.new'), place)).toThrow(/ENOENT/);
  const page = path.join(place, 'renderer', 'before.html');
  expect(existsSync(page) && readFileSync(page, 'utf8')).toBe('before');
});
