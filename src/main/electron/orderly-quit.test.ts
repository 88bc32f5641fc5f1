import { expect, it } from 'vitest';
import { orderlyQuit } from './orderly-quit.ts';

function program({ isRunActive = true, closing = Promise.resolve() } = {}) {
  const story: string[] = [];
  let answer: (isAgreed: boolean) => void = () => undefined;
  const quitting = orderlyQuit({
    isRunActive: () => isRunActive,
    askToAbort: () => {
      story.push('ask');
      return new Promise((resolve) => (answer = resolve));
    },
    quit: () => {
      story.push(tryToQuit() ? 'quit' : 'kept');
    },
    close: () => {
      story.push('close');
      return closing;
    },
    exit: (code) => story.push(`exit ${code}`),
    report: (error) => story.push(String(error)),
  });
  function tryToQuit(): boolean {
    let isPrevented = false;
    quitting.mayQuit({ preventDefault: () => (isPrevented = true) });
    return !isPrevented;
  }
  const reply = async (isAgreed: boolean) => {
    answer(isAgreed);
    await new Promise(setImmediate);
  };
  return { story, quitting, tryToQuit, reply };
}

it('lets a program quit in which nothing runs', () => {
  const { story, tryToQuit } = program({ isRunActive: false });
  expect(tryToQuit()).toBe(true);
  expect(story).toEqual([]);
});

it('asks once, however often the operator tries, and stays when told to', async () => {
  const { story, tryToQuit, reply } = program();
  expect([tryToQuit(), tryToQuit()]).toEqual([false, false]);
  await reply(false);
  expect(story).toEqual(['ask']);
  expect(tryToQuit()).toBe(false);
  expect(story).toEqual(['ask', 'ask']);
});

it('quits when the operator agrees, and does not ask again on the way', async () => {
  const { story, tryToQuit, reply } = program();
  tryToQuit();
  await reply(true);
  expect(story).toEqual(['ask', 'quit']);
});

it('exits only when the station is closed', async () => {
  let close: () => void = () => undefined;
  const closing = new Promise<void>((resolve) => (close = resolve));
  const { story, quitting } = program({ closing });
  let isPrevented = false;
  quitting.willQuit({ preventDefault: () => (isPrevented = true) });
  await new Promise(setImmediate);
  expect(story).toEqual(['close']);
  expect(isPrevented).toBe(true);
  close();
  await new Promise(setImmediate);
  expect(story).toEqual(['close', 'exit 0']);
});

it('exits with 1 when the station could not be closed', async () => {
  const closing = Promise.reject(new Error('disk full'));
  const { story, quitting } = program({ closing });
  quitting.willQuit({ preventDefault: () => undefined });
  await new Promise(setImmediate);
  expect(story).toEqual(['close', 'Error: disk full', 'exit 1']);
});
