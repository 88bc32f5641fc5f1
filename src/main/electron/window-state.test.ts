import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { readWindowState, writeWindowState } from './window-state.ts';

const screens = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 2560, height: 1440 },
];
const usual = { width: 1440, height: 900, position: null, isMaximized: false };

let folder = '';
let file = '';
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-window-'));
  file = path.join(folder, 'deep', 'window.json');
});
afterEach(() => rmSync(folder, { recursive: true }));

it('reads back what it wrote, and leaves nothing else behind', () => {
  const state = {
    width: 1200,
    height: 800,
    position: { x: 2000, y: 50 },
    isMaximized: true,
  };
  writeWindowState(file, state);
  expect(readWindowState(file, screens)).toEqual(state);
  expect(readdirSync(path.dirname(file))).toEqual(['window.json']);
});

it.each([
  ['no file', undefined],
  ['half a file', '{"width": 12'],
  ['another thing', '[1, 2]'],
  [
    'a window too small to use',
    '{"width":10,"height":10,"position":null,"isMaximized":false}',
  ],
  [
    'words for numbers',
    '{"width":"wide","height":900,"position":null,"isMaximized":false}',
  ],
])('takes the usual size when there is %s', (_what, text) => {
  file = path.join(folder, 'window.json');
  if (text !== undefined) writeFileSync(file, text);
  expect(readWindowState(file, screens)).toEqual(usual);
});

it.each([
  ['right of all screens', { x: 9000, y: 10 }],
  ['above them', { x: 10, y: -300 }],
  ['below them', { x: 10, y: 1070 }],
])('puts a window that would be %s into the middle', (_where, position) => {
  writeWindowState(file, { ...usual, position });
  expect(readWindowState(file, screens)).toEqual(usual);
});

it('does not fail where nothing can be written', () => {
  const notFolder = path.join(folder, 'file');
  writeFileSync(notFolder, '');
  expect(() =>
    writeWindowState(path.join(notFolder, 'window.json'), usual),
  ).not.toThrow();
});
