import { afterEach, describe, expect, test } from 'vitest';
import { systemClock } from '../base/clock.ts';
import { RecorderThread } from './recorder-thread.ts';

let thread: RecorderThread;

afterEach(async () => {
  await thread.close();
});

/** A recorder thread that runs this instead. */
function threadOf(program: string): RecorderThread {
  const url = `data:text/javascript,${encodeURIComponent(program)}`;
  return new RecorderThread(systemClock, new URL(url));
}

function ask(timeoutMs: number): Promise<string | null> {
  const call = { call: 'abandon', key: 'none' } as const;
  return thread.ask(call, timeoutMs, 'an answer');
}

describe('the recorder thread', () => {
  test('answers', async () => {
    thread = new RecorderThread(systemClock);
    expect(await ask(15_000)).toBeNull();
  });

  test('that dies refuses what waits for it, at once', async () => {
    thread = threadOf('process.exit(3)');
    await expect(ask(60_000)).rejects.toMatchObject({
      code: 'recorder',
      message: 'The recorder thread ended: exit code 3.',
    });
  });

  test('that throws refuses with what was thrown', async () => {
    thread = threadOf('throw new Error("no HDF5 here")');
    await expect(ask(60_000)).rejects.toThrow(/ended: no HDF5 here/);
  });

  test('that does not answer is given up after the time', async () => {
    thread = threadOf('setInterval(() => {}, 1000)');
    await expect(ask(20)).rejects.toThrow('Waited 0.02 s for an answer.');
  });

  test('refuses everything once it is closed', async () => {
    thread = threadOf('setInterval(() => {}, 1000)');
    const waiting = ask(60_000);
    const refused = expect(waiting).rejects.toThrow('The recorder was closed.');
    await thread.close();
    await refused;
    await expect(ask(60_000)).rejects.toThrow('The recorder was closed.');
  });
});
