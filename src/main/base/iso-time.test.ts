import { afterEach, describe, expect, it, vi } from 'vitest';
import { isoTime } from './iso-time.ts';

afterEach(() => {
  vi.unstubAllEnvs();
});

describe('A time in words of ISO 8601', () => {
  it.each([
    ['UTC', '2026-11-20T13:05:09.123+00:00'],
    ['Europe/Berlin', '2026-11-20T14:05:09.123+01:00'],
    ['America/St_Johns', '2026-11-20T09:35:09.123-03:30'],
    ['Asia/Kolkata', '2026-11-20T18:35:09.123+05:30'],
  ])('is local, with its offset, in %s', (name, text) => {
    vi.stubEnv('TZ', name);
    const ms = Date.UTC(2026, 10, 20, 13, 5, 9, 123);
    expect(isoTime(ms)).toBe(text);
    expect(new Date(text).getTime()).toBe(ms);
  });
});
