import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { claimSession, sessionId } from './session.ts';

beforeEach(() => sessionStorage.clear());
afterEach(() => vi.unstubAllGlobals());

/** Locks of a browser: a name is held by whoever asks first, until the page is gone. */
function browserLocks() {
  const held = new Set<string>();
  return {
    request: (
      name: string,
      { signal }: { signal: AbortSignal },
      callback: () => unknown,
    ) => {
      if (!held.has(name)) {
        held.add(name);
        return Promise.resolve(callback());
      }
      return new Promise((_resolve, reject) => {
        signal.addEventListener('abort', () => {
          reject(new Error('AbortError'));
        });
      });
    },
  };
}

it('is the same after a reload', async () => {
  const before = sessionId();
  vi.stubGlobal('navigator', { locks: browserLocks() });
  await claimSession();
  expect(sessionId()).toBe(before);
  expect(before.length).toBeGreaterThanOrEqual(8);
});

it('is a new one in a duplicated tab', async () => {
  vi.stubGlobal('navigator', { locks: browserLocks() });
  await claimSession();
  const first = sessionId();
  await claimSession();
  expect(sessionId()).not.toBe(first);
});

it('does without locks where the browser has none', async () => {
  vi.stubGlobal('navigator', {});
  const before = sessionId();
  await claimSession();
  expect(sessionId()).toBe(before);
});
