import { afterEach, expect, it, vi } from 'vitest';
import { z } from 'zod';
import { method } from '../contract/define.ts';
import { BeamtimeError } from '../contract/errors.ts';
import { keepConnected } from './reconnect.ts';
import { createServer } from './server.ts';
import { memoryPorts } from './ports/memory.ts';
import type { Client, Port } from './types.ts';

const contract = { hello: method(z.void(), z.number()) };

let stop: (() => void) | undefined;
afterEach(() => stop?.());

function station() {
  const farPorts: Port[] = [];
  let calls = 0;
  const server = createServer<typeof contract, null>(contract, {
    hello: () => {
      calls += 1;
      if (calls === 2) throw new BeamtimeError('token', 'Who are you?');
      return calls;
    },
  });
  return {
    farPorts,
    connect: () => {
      const [near, far] = memoryPorts();
      farPorts.push(far);
      server.accept(far, null);
      return Promise.resolve(near);
    },
  };
}

function keep(connect: () => Promise<Port>) {
  const story: unknown[] = [];
  const kept = keepConnected({
    contract,
    connect,
    onOpen: async (client: Client<typeof contract>) => {
      story.push(await client.call('hello'));
    },
    onLost: (reason) => story.push(reason),
    firstPauseMs: 5,
    longestPauseMs: 20,
  });
  stop = kept.stop;
  return story;
}

it('connects again when the port dies, and when the first call is refused', async () => {
  const { connect, farPorts } = station();
  const story = keep(connect);
  await vi.waitFor(() => expect(story).toEqual([1]));
  farPorts[0]?.close();
  await vi.waitFor(() =>
    expect(story).toEqual([
      1,
      'The other side closed the connection.',
      'Who are you?',
      3,
    ]),
  );
});

it('goes on trying while nobody answers, and tells why', async () => {
  const { connect } = station();
  let attempts = 0;
  const story = keep(() =>
    ++attempts < 3 ? Promise.reject(new Error('Nobody there.')) : connect(),
  );
  await vi.waitFor(() =>
    expect(story).toEqual(['Nobody there.', 'Nobody there.', 1]),
  );
});

it('closes the port and tries no more once it is stopped', async () => {
  const { connect, farPorts } = station();
  const story = keep(connect);
  await vi.waitFor(() => expect(story).toEqual([1]));
  const closed = new Promise((resolve) => farPorts[0]?.onClosed(resolve));
  stop?.();
  await closed;
  expect(story).toEqual([1]);
  expect(farPorts).toHaveLength(1);
});
