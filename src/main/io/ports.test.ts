import { createServer, type Server, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { refusal } from '../device/testing/until.ts';
import { lineConfig, openerFor } from './open.ts';
import { serialOpener, type LibrarySettings } from './serial.ts';
import { tcpOpener } from './tcp.ts';
import type { BytePort } from './types.ts';

const servers: Server[] = [];

/** A server on loopback; answers with its port and with what connects. */
async function serve(onSocket: (socket: Socket) => void): Promise<number> {
  const server = createServer(onSocket).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  const address = server.address();
  if (address === null || typeof address === 'string')
    throw new Error('No port.');
  return address.port;
}

afterEach(async () => {
  await Promise.all(
    servers
      .splice(0)
      .map((server) => new Promise((resolve) => server.close(resolve))),
  );
});

function next<T>(
  subscribe: (listener: (value: T) => void) => () => void,
): Promise<T> {
  return new Promise((resolve) => {
    const off = subscribe((value) => {
      off();
      resolve(value);
    });
  });
}

const closing = (port: BytePort) =>
  next<string>((listener) => port.onClosed(listener));

describe('A TCP port', () => {
  it('carries bytes both ways', async () => {
    const number = await serve((socket) => socket.pipe(socket));
    const port = await tcpOpener('127.0.0.1', number).open();
    const back = next<Uint8Array>((listener) => port.onData(listener));
    port.write(Uint8Array.of(0, 13, 255));
    expect([...(await back)]).toEqual([0, 13, 255]);
    const closed = closing(port);
    port.close();
    expect(await closed).toBe('closed here');
  });

  it('says when the other side closes', async () => {
    const number = await serve((socket) => socket.end());
    const port = await tcpOpener('127.0.0.1', number).open();
    const closed = closing(port);
    port.onData(() => {});
    expect(await closed).toBe('the other side closed the connection');
  });

  it('says when the other side breaks off', async () => {
    const number = await serve((socket) => {
      socket.once('data', () => socket.resetAndDestroy());
    });
    const port = await tcpOpener('127.0.0.1', number).open();
    const closed = closing(port);
    port.onData(() => {});
    port.write(Uint8Array.of(1));
    expect(await closed).toBe('the other side reset the connection');
  });

  it('names the address of a connection that is refused', async () => {
    const number = await serve(() => {});
    await new Promise((resolve) => servers.pop()?.close(resolve));
    const refused = await refusal(tcpOpener('127.0.0.1', number).open());
    expect(refused.code).toBe('disconnected');
    expect(refused.message).toContain(
      `No connection to 127.0.0.1:${number}: connection refused.`,
    );
  });

  it('is not opened when the signal is aborted', async () => {
    const number = await serve(() => {});
    const opening = tcpOpener('127.0.0.1', number).open(AbortSignal.abort());
    expect((await refusal(opening)).code).toBe('aborted');
  });
});

describe('A serial port', () => {
  it('that is not there is said to be so', async () => {
    const settings = {
      path: '/dev/ttyNONE',
      baudRate: 9600,
      dataBits: 8,
      parity: 'none',
      stopBits: 1,
    } as const;
    const refused = await refusal(serialOpener(settings).open());
    expect(refused.code).toBe('disconnected');
    expect(refused.message).toContain(
      '/dev/ttyNONE could not be opened: there is no such line.',
    );
  });
});

describe('The flow control of a serial port', () => {
  it.each([
    ['none', { xon: false, xoff: false, rtscts: false }],
    ['software', { xon: true, xoff: true, rtscts: false }],
    ['hardware', { xon: false, xoff: false, rtscts: true }],
  ] as const)('%s is asked of the library as %j', async (flow, asked) => {
    const settings: LibrarySettings[] = [];
    const opener = serialOpener(
      {
        path: 'p',
        baudRate: 57600,
        dataBits: 8,
        parity: 'none',
        stopBits: 1,
        flow,
      },
      (given) => {
        settings.push(given);
        throw new Error('seen enough');
      },
    );
    await refusal(opener.open());
    expect(settings).toMatchObject([{ baudRate: 57600, ...asked }]);
    expect(settings[0]).not.toHaveProperty('flow');
  });
});

describe('The line of an instrument', () => {
  it('is a host and a port, or a serial line with its settings', () => {
    expect(openerFor(lineConfig.parse({ tcp: 'rack1:5000' })).address).toBe(
      'rack1:5000',
    );
    expect(openerFor(lineConfig.parse({ tcp: '[::1]:5000' })).address).toBe(
      '[::1]:5000',
    );
    const serial = lineConfig.parse({
      serial: '/dev/ttyS0',
      parity: 'even',
      dataBits: 7,
    });
    expect(serial).toMatchObject({ baudRate: 9600, stopBits: 1 });
    expect(openerFor(serial)).toMatchObject({
      address: '/dev/ttyS0',
      keepsBytes: true,
    });
  });

  it.each([
    { tcp: 'rack1' },
    { tcp: 'rack1:99999' },
    { tcp: 'a b:1' },
    { serial: '' },
    { serial: '/dev/ttyS0', parity: 'maybe' },
    { serial: '/dev/ttyS0', flow: 'xon' },
    { serial: '/dev/ttyS0', tcp: 'rack1:5000' },
    {},
  ])('is refused as %j', (config) => {
    expect(lineConfig.safeParse(config).success).toBe(false);
  });
});
