import { afterEach, describe, expect, it, vi } from 'vitest';
import { BeamtimeError } from '../contract/errors.ts';
import { createClient, type ClientOptions } from './client.ts';
import { createServer, type RpcServer, type ServerOptions } from './server.ts';
import {
  contract,
  type Contract,
  type Peer,
} from './testing/small-contract.ts';
import { wires } from './testing/wires.ts';
import type { Client, Handlers, Port } from './types.ts';

const cleanUps: (() => unknown)[] = [];
afterEach(async () => {
  for (const cleanUp of cleanUps.splice(0).reverse()) await cleanUp();
});

describe.each(Object.entries(wires))('over %s', (_name, openWire) => {
  async function start(
    serverOptions: ServerOptions<Peer> = {},
    clientOptions: ClientOptions = {},
  ) {
    const seen = {
      signals: [] as AbortSignal[],
      count: 0,
      faults: [] as unknown[],
    };
    const farPorts: Port[] = [];
    const server: RpcServer<Contract, Peer> = createServer<Contract, Peer>(
      contract,
      {
        'axis.move': ({ target }) => {
          if (target > 100) {
            throw new BeamtimeError('limit', 'samx would leave its limits.', {
              problems: [
                { path: ['target'], code: 'limit', message: 'Too far.' },
              ],
              detail: { upper: 100 },
            });
          }
          return Promise.resolve(target);
        },
        'axis.wait': (_input, { signal }) => {
          seen.signals.push(signal);
          return new Promise((_resolve, reject) => {
            signal.addEventListener('abort', () =>
              reject(new BeamtimeError('aborted', 'The axis was stopped.')),
            );
          });
        },
        // @ts-expect-error a handler that breaks its promise must be caught while running as well
        'axis.lie': () => 'not a number',
        'axis.break': () => {
          throw new TypeError('undefined is not a motor');
        },
        'frame.sum': ({ pixels }) => ({
          sum: pixels.reduce((sum, pixel) => sum + pixel, 0),
          doubled: Float64Array.from(pixels, (pixel) => pixel * 2),
        }),
        'picture.get': () => ({ revision: server.revision, count: seen.count }),
      },
      { onFault: (error) => seen.faults.push(error), ...serverOptions },
    );
    const wire = await openWire((port) => {
      farPorts.push(port);
      server.accept(port, { host: 'here' });
    });
    const connect = async (
      options = clientOptions,
    ): Promise<Client<Contract>> => {
      const client = createClient(contract, await wire.connect(), options);
      cleanUps.push(() => client.close());
      return client;
    };
    cleanUps.push(() => wire.close());
    cleanUps.push(() => server.close());
    const count = () => server.emit('count.changed', ++seen.count);
    return {
      client: await connect(),
      connect,
      server,
      seen,
      wire,
      farPorts,
      count,
    };
  }

  it('answers a call', async () => {
    const { client } = await start();
    expect(await client.call('axis.move', { name: 'samx', target: 1.5 })).toBe(
      1.5,
    );
  });

  it('refuses with code, sentence, problems and detail', async () => {
    const { client } = await start();
    const refusal = client.call('axis.move', { name: 'samx', target: 101 });
    await expect(refusal).rejects.toBeInstanceOf(BeamtimeError);
    await expect(refusal).rejects.toMatchObject({
      code: 'limit',
      message: 'samx would leave its limits.',
      problems: [{ path: ['target'], code: 'limit', message: 'Too far.' }],
      detail: { upper: 100 },
    });
  });

  it('refuses bad input with a problem for every field, before the handler sees it', async () => {
    const { client, seen } = await start();
    const input = { name: '', target: 'far' } as never;
    await expect(client.call('axis.move', input)).rejects.toMatchObject({
      code: 'bad-input',
      problems: [
        { path: ['name'], message: "'name' must not be empty." },
        {
          path: ['target'],
          message: '\'target\' must be a number, but "far" came.',
        },
      ],
    });
    expect(seen.faults).toEqual([]);
  });

  it('refuses NaN as a number', async () => {
    const { client } = await start();
    await expect(
      client.call('axis.move', { name: 'samx', target: NaN }),
    ).rejects.toMatchObject({
      code: 'bad-input',
      problems: [
        {
          path: ['target'],
          message: "'target' must be a number, but NaN came.",
        },
      ],
    });
  });

  it('refuses a method nobody declared', async () => {
    const { client } = await start();
    await expect(client.call('toString' as never)).rejects.toMatchObject({
      code: 'unknown-method',
    });
  });

  it('refuses a call that the peer may not make, without looking at its input', async () => {
    const { client } = await start({
      authorise: (name, { host }) => {
        if (name === 'axis.move' && host === 'here') {
          throw new BeamtimeError('not-in-control', 'You only watch.');
        }
      },
    });
    const call = client.call('axis.move', {} as never);
    await expect(call).rejects.toMatchObject({ code: 'not-in-control' });
  });

  it('keeps an answer against the contract from the caller and reports it', async () => {
    const { client, seen } = await start();
    await expect(client.call('axis.lie')).rejects.toMatchObject({
      code: 'internal',
    });
    expect(seen.faults).toHaveLength(1);
  });

  it('turns an unforeseen error into a refusal and reports it', async () => {
    const { client, seen } = await start();
    await expect(client.call('axis.break')).rejects.toMatchObject({
      code: 'internal',
      message: 'undefined is not a motor',
    });
    expect(seen.faults).toMatchObject([{ name: 'TypeError' }]);
  });

  it('carries typed arrays both ways', async () => {
    const { client } = await start();
    const { sum, doubled } = await client.call('frame.sum', {
      pixels: Uint16Array.of(1, 2, 65535),
    });
    expect(sum).toBe(65538);
    expect(doubled).toEqual(Float64Array.of(2, 4, 131070));
  });

  it('announces events with rising revisions to every peer', async () => {
    const { client, connect, server } = await start();
    const second = await connect();
    await second.call('picture.get');
    const heard: unknown[] = [];
    const secondHeard: unknown[] = [];
    client.on('axis.changed', (payload, revision) =>
      heard.push([payload.trace, revision]),
    );
    second.on('axis.changed', ({ name }) => secondHeard.push(name));
    server.emit('axis.changed', {
      name: 'samx',
      trace: Float64Array.of(1, NaN),
    });
    server.emit('axis.changed', { name: 'samy', trace: Float64Array.of() });
    await vi.waitFor(() => expect(secondHeard).toEqual(['samx', 'samy']));
    await vi.waitFor(() =>
      expect(heard).toEqual([
        [Float64Array.of(1, NaN), 1],
        [Float64Array.of(), 2],
      ]),
    );
  });

  it('does not tell a listener that has stopped listening', async () => {
    const { client, count } = await start();
    const heard: number[] = [];
    const stop = client.on('count.changed', (value) => heard.push(value));
    count();
    await client.call('picture.get');
    stop();
    count();
    await client.call('picture.get');
    expect(heard).toEqual([1]);
  });

  it('reports an event against the contract instead of sending it', async () => {
    const { client, server, seen } = await start();
    const heard: unknown[] = [];
    client.on('count.changed', (value) => heard.push(value));
    server.emit('count.changed', 'many' as never);
    await client.call('picture.get');
    expect(heard).toEqual([]);
    expect(seen.faults).toMatchObject([{ code: 'internal' }]);
  });

  it("aborts the handler's signal when the caller cancels", async () => {
    const { client, seen } = await start();
    const cancel = new AbortController();
    const call = client.call('axis.wait', undefined, { signal: cancel.signal });
    await vi.waitFor(() => expect(seen.signals).toHaveLength(1));
    cancel.abort();
    await expect(call).rejects.toMatchObject({ code: 'aborted' });
    await vi.waitFor(() =>
      expect(seen.signals[0]?.reason).toMatchObject({ code: 'aborted' }),
    );
  });

  it('gives up a call after its timeout, with a sentence', async () => {
    const { client } = await start();
    await expect(
      client.call('axis.wait', undefined, { timeoutMs: 30 }),
    ).rejects.toMatchObject({
      code: 'timeout',
      message:
        'Waited 0.03 s for the station to answer axis.wait. It may still be busy with it.',
    });
  });

  it('rejects every pending call when the port dies, and later ones at once', async () => {
    const { client, seen, wire, server } = await start();
    const pending = [client.call('axis.wait'), client.call('axis.wait')];
    await vi.waitFor(() => expect(seen.signals).toHaveLength(2));
    const closed = new Promise((resolve) => client.onClosed(resolve));
    server.close();
    await wire.close();
    for (const call of pending) {
      await expect(call).rejects.toMatchObject({ code: 'port-closed' });
    }
    expect(await closed).toMatch(/station|other side/);
    await expect(client.call('axis.wait')).rejects.toMatchObject({
      code: 'port-closed',
    });
  });

  it("aborts a peer's calls and forgets the peer when its port dies", async () => {
    const gone: string[] = [];
    const { client, seen, server } = await start({
      onPeerGone: ({ host }) => gone.push(host),
    });
    const call = client.call('axis.wait');
    call.catch(() => undefined);
    await vi.waitFor(() => expect(seen.signals).toHaveLength(1));
    client.close();
    await vi.waitFor(() => expect(gone).toEqual(['here']));
    expect(seen.signals[0]?.reason).toMatchObject({ code: 'port-closed' });
    expect(server.peers).toEqual([]);
  });

  it('survives malformed messages', async () => {
    const { client, wire } = await start();
    const port = await wire.connect();
    cleanUps.push(() => port.close());
    const answers: unknown[] = [];
    port.listen((message) => answers.push(message));
    const bad = [
      null,
      7,
      'x',
      [],
      {},
      { id: -1 },
      { id: 1.5, type: 'call' },
      { id: 1 },
      { id: 2, type: 'call' },
    ];
    for (const message of bad) port.post(message);
    await vi.waitFor(() =>
      expect(answers).toMatchObject([
        { type: 'refusal', id: 1, error: { code: 'bad-input' } },
        { type: 'refusal', id: 2, error: { code: 'bad-input' } },
      ]),
    );
    expect(await client.call('axis.move', { name: 'samx', target: 1 })).toBe(1);
  });

  it('lets a peer have so many calls at once and no more', async () => {
    const { client } = await start({ callsAtOnce: 2 });
    client.call('axis.wait').catch(() => undefined);
    client.call('axis.wait').catch(() => undefined);
    await expect(client.call('axis.wait')).rejects.toMatchObject({
      code: 'busy',
    });
  });

  it('follows: a snapshot, then exactly the events after it', async () => {
    const { client, count } = await start();
    count();
    count();
    const picture: number[] = [];
    client.on('count.changed', (value) => picture.push(value));
    await client.follow({
      first: async () => {
        count();
        const snapshot = await client.call('picture.get');
        count();
        return snapshot;
      },
      again: () => client.call('picture.get'),
      apply: ({ count: value }) => picture.push(value),
      onError: () => undefined,
    });
    count();
    await vi.waitFor(() => expect(picture).toEqual([3, 4, 5]));
  });

  it('fetches a new snapshot after a slow client missed events', async () => {
    const { client, count, farPorts } = await start({
      backlogBytes: 1000,
      heartbeatMs: 20,
    });
    const picture: number[] = [];
    let gaps = 0;
    client.on('count.changed', (value) => picture.push(value));
    client.onGap(() => (gaps += 1));
    await client.follow({
      first: () => client.call('picture.get'),
      again: () => client.call('picture.get'),
      apply: ({ count: value }) => picture.push(value),
      onError: () => undefined,
    });
    const slow = vi.spyOn(farPorts[0]!, 'bufferedBytes').mockReturnValue(1001);
    for (let i = 0; i < 5; i += 1) count();
    slow.mockReturnValue(0);
    await vi.waitFor(() => expect(picture).toEqual([0, 5]));
    count();
    await vi.waitFor(() => expect(picture).toEqual([0, 5, 6]));
    expect(gaps).toBe(1);
  });

  it('closes a port whose server fell silent', async () => {
    const { connect } = await start({ heartbeatMs: 1_000_000 });
    const client = await connect({ silenceMs: 40 });
    const reason = await new Promise((resolve) => client.onClosed(resolve));
    expect(reason).toBe('The station has been silent for 0.04 s.');
    await expect(client.call('picture.get')).rejects.toThrow(
      'silent for 0.04 s',
    );
  });
});

it('does not compile without a handler for every call', () => {
  const handlers = { 'axis.move': () => 1 };
  // @ts-expect-error the other methods of the contract are missing
  const all: Handlers<Contract, Peer> = handlers;
  expect(Object.keys(all)).toEqual(['axis.move']);
});
