import { spawn } from 'node:child_process';
import path from 'node:path';
import { expect, it } from 'vitest';

const module = path.join(import.meta.dirname, 'end-in-order.ts');

/** A process whose host takes `closeMs` to close, and which does `then` once it is up. */
function start(closeMs: number, then = '') {
  const script = `
    import { endInOrder } from ${JSON.stringify(module)};
    endInOrder({
      close: async () => {
        console.log('closing');
        await new Promise((resolve) => setTimeout(resolve, ${closeMs}));
        console.log('closed');
      },
    });
    setInterval(() => undefined, 1000);
    console.log('up');
    ${then}`;
  const child = spawn(
    process.execPath,
    ['--input-type=module-typescript', '-e', script],
    {
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  let text = '';
  const said = (word: string) =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (!text.includes(word)) return;
        child.stdout.off('data', look);
        resolve();
      };
      child.stdout.on('data', look);
      look();
    });
  child.stdout.on('data', (chunk: Buffer) => (text += chunk.toString()));
  child.stderr.on('data', (chunk: Buffer) => (text += chunk.toString()));
  const ended = new Promise<{ code: number | null; text: string }>((resolve) =>
    child.once('close', (code) => resolve({ code, text })),
  );
  return { child, said, ended };
}

it.each(['SIGINT', 'SIGTERM', 'SIGHUP'] as const)(
  'closes, then exits with 0, on %s',
  async (signal) => {
    const { child, said, ended } = start(10);
    await said('up');
    child.kill(signal);
    expect(await ended).toEqual({ code: 0, text: 'up\nclosing\nclosed\n' });
  },
);

it('exits at once on the second request', async () => {
  const { child, said, ended } = start(60_000);
  await said('up');
  child.kill('SIGINT');
  await said('closing');
  child.kill('SIGINT');
  expect(await ended).toEqual({ code: 130, text: 'up\nclosing\n' });
});

it('closes, then exits with 1, when nobody caught an error', async () => {
  const { ended } = start(
    10,
    "setTimeout(() => { throw new Error('oh'); }, 10);",
  );
  const { code, text } = await ended;
  expect(code).toBe(1);
  expect(text).toContain('Error: oh');
  expect(text).toContain('closed');
});
