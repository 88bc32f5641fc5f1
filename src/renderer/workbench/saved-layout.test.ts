import { beforeEach, expect, it } from 'vitest';
import { forgetLayout, savedLayout } from './saved-layout.ts';

const key = 'beamtime.layout';
const dock = { panels: { plot: {} }, grid: {} };
const sound = { version: 1, upper: dock, lower: dock, lowerHeight: 200 };

beforeEach(() => localStorage.clear());

it('reads back what was kept', () => {
  localStorage.setItem(key, JSON.stringify(sound));
  expect(savedLayout()).toEqual(sound);
});

it.each([
  ['nothing', ''],
  ['no JSON', '{"version":'],
  ['null', 'null'],
  ['a list', '[]'],
  ['another version', JSON.stringify({ ...sound, version: 99 })],
  ['a dock that is missing', JSON.stringify({ ...sound, lower: undefined })],
  ['a dock that is a word', JSON.stringify({ ...sound, upper: 'x' })],
  ['a height that is none', JSON.stringify({ ...sound, lowerHeight: null })],
  [
    'widths that are words',
    JSON.stringify({ ...sound, widths: { upper: 'x', lower: {} } }),
  ],
])('falls back when %s is kept', (_what, text) => {
  localStorage.setItem(key, text);
  expect(savedLayout()).toBeNull();
});

it('forgets', () => {
  localStorage.setItem(key, JSON.stringify(sound));
  forgetLayout();
  expect(savedLayout()).toBeNull();
});
