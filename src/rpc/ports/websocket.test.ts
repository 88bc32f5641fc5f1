import { createServer } from 'node:net';
import { afterEach, expect, it, vi } from 'vitest';
import { WebSocket, WebSocketServer } from 'ws';
import { z } from 'zod';
import { event } from '../../contract/define.ts';
import { createServer as createRpcServer } from '../server.ts';
import { unpack } from './pack.ts';
import type { Port } from '../types.ts';
import { openWebSocketPort } from './websocket-client.ts';
import { webSocketServerPort } from './websocket-server.ts';

let server: WebSocketServer | undefined;
afterEach(() => {
  for (const socket of server?.clients ?? []) socket.terminate();
  server?.close();
});

async function listen(pingEveryMs = 10_000) {
  const listening = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  server = listening;
  await new Promise((resolve) => listening.once('listening', resolve));
  const address = listening.address();
  if (typeof address !== 'object' || address === null)
    throw new Error('no port');
  const accepted = new Promise<Port>((resolve) => {
    listening.on('connection', (socket) =>
      resolve(webSocketServerPort(socket, { pingEveryMs })),
    );
  });
  return { url: `ws://127.0.0.1:${address.port}/`, accepted };
}

function closedReason(port: Port): Promise<string> {
  return new Promise((resolve) => port.onClosed(resolve));
}

it('cuts off a client that answers no ping', async () => {
  const { url, accepted } = await listen(20);
  const socket = new WebSocket(url, { autoPong: false });
  const gone = new Promise((resolve) => socket.once('close', resolve));
  expect(await closedReason(await accepted)).toBe(
    'The client no longer answers.',
  );
  await gone;
});

it.each([
  ['text', 'hello', 'The client sent text instead of a message.'],
  [
    'broken bytes',
    Buffer.from([0xdf, 1, 2]),
    'The client sent broken bytes instead of a message.',
  ],
])('closes on %s', async (_what, data, reason) => {
  const { url, accepted } = await listen();
  const socket = new WebSocket(url);
  socket.once('open', () => socket.send(data));
  expect(await closedReason(await accepted)).toBe(reason);
});

it('says that nobody can be reached', async () => {
  const { url } = await listen();
  server?.close();
  await expect(openWebSocketPort(url)).rejects.toMatchObject({
    code: 'port-closed',
    message: 'The station cannot be reached. Is it running?',
  });
});

it('gives up on a station that never completes the handshake', async () => {
  const mute = createServer();
  await new Promise<void>((resolve) => mute.listen(0, '127.0.0.1', resolve));
  const address = mute.address();
  if (typeof address !== 'object' || address === null)
    throw new Error('no port');
  await expect(
    openWebSocketPort(`ws://127.0.0.1:${address.port}/`, { timeoutMs: 50 }),
  ).rejects.toMatchObject({ code: 'timeout' });
  mute.close();
});

it('keeps memory bounded while a client takes nothing, and tells it afterwards that it missed events', async () => {
  const { url, accepted } = await listen();
  const socket = new WebSocket(url);
  const contract = { frame: event(z.instanceof(Float64Array)) };
  const port = await accepted;
  const rpc = createRpcServer<typeof contract, null>(
    contract,
    {},
    { backlogBytes: 4e6, heartbeatMs: 20 },
  );
  rpc.accept(port, null);
  await new Promise((resolve) => socket.once('open', resolve));
  socket.pause();
  const frame = new Float64Array(125_000);
  let most = 0;
  for (let i = 0; i < 200; i += 1) {
    rpc.emit('frame', frame);
    most = Math.max(most, port.bufferedBytes());
    await new Promise(setImmediate);
  }
  // One event more than the bound may be on its way.
  expect(most).toBeGreaterThan(3e6);
  expect(most).toBeLessThan(6e6);
  const heard: unknown[] = [];
  socket.on('message', (data: Buffer) => heard.push(unpack(data)));
  socket.resume();
  await vi.waitFor(() =>
    expect(heard).toContainEqual({ type: 'revision', revision: 200 }),
  );
  expect(heard.length).toBeLessThan(50);
  rpc.close();
});

it('tells what the other side has not taken yet', async () => {
  const { url, accepted } = await listen();
  const client = await openWebSocketPort(url);
  const port = await accepted;
  port.post(new Uint8Array(50_000_000));
  expect(port.bufferedBytes()).toBeGreaterThan(1_000_000);
  client.close();
});
