import { afterEach, expect, it } from 'vitest';
import type { PageBridge } from '../rpc/ports/electron-frames.ts';
import { openPagePort, stationAddress } from './connect.ts';

const at = { protocol: 'http:', host: '127.0.0.1:4280', search: '', hash: '' };

it.each([
  ['where the page came from', {}, 'ws://127.0.0.1:4280/rpc'],
  [
    'encrypted if the page is',
    { protocol: 'https:' },
    'wss://127.0.0.1:4280/rpc',
  ],
  [
    'with the token of the fragment',
    { hash: '#token=a%20b' },
    'ws://127.0.0.1:4280/rpc?token=a%20b',
  ],
  [
    'with the token of the query',
    { search: '?token=x%26y' },
    'ws://127.0.0.1:4280/rpc?token=x%26y',
  ],
])('finds the station %s', (_what, more, address) => {
  expect(stationAddress({ ...at, ...more })).toBe(address);
});

afterEach(() => {
  Reflect.deleteProperty(window, 'beamtimePort');
});

it('takes the bridge of the desktop window where there is one', async () => {
  const posted: unknown[] = [];
  let listener: (frame: unknown) => void = () => undefined;
  const bridge: PageBridge = {
    post: (frame) => {
      posted.push(frame);
      if (typeof frame !== 'object' || frame === null) return;
      listener({ ...frame, kind: 'opened' });
    },
    listen: (heard) => {
      listener = heard;
      return () => undefined;
    },
  };
  Reflect.set(window, 'beamtimePort', bridge);
  const port = await openPagePort();
  port.post('hello');
  expect(posted).toMatchObject([
    { kind: 'open' },
    { kind: 'message', body: 'hello' },
  ]);
});
