import { afterEach, expect, test } from 'vitest';
import { serialOpener } from '../io/serial.ts';
import { tcpOpener } from '../io/tcp.ts';
import type { BytePort, PortOpener } from '../io/types.ts';
import { Inbox, toBytes, type Reply } from './inbox.ts';
import { servePty } from './serve-pty.ts';
import { serveSerial } from './serve-serial.ts';
import { serveTcp, type Served } from './serve-tcp.ts';
import type { Responder } from './types.ts';

const ends: (() => unknown)[] = [];

afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end();
});

/** Answers every line with the same line. */
function parrot(): Responder {
  const inbox = new Inbox();
  return {
    receive(bytes, reply: Reply) {
      for (const line of inbox.take(bytes, reply)) reply(toBytes(`${line}\n`));
    },
    close: () => undefined,
  };
}

async function overTcp(): Promise<[Served, PortOpener]> {
  const served = await serveTcp(parrot());
  return [served, tcpOpener(served.host, served.port)];
}

async function overMockSerial(): Promise<[Served, PortOpener]> {
  const served = serveSerial(parrot(), 'parrot');
  return [served, served.opener];
}

async function overPty(): Promise<[Served, PortOpener]> {
  const served = await servePty(parrot());
  const opener = serialOpener({
    path: served.address,
    baudRate: 9600,
    dataBits: 8,
    parity: 'none',
    stopBits: 1,
  });
  return [served, opener];
}

/** Collects what comes until it ends with `text`. */
function until(port: BytePort, text: string): Promise<string> {
  return new Promise((resolve) => {
    let all = '';
    const stop = port.onData((bytes) => {
      all += Buffer.from(bytes).toString();
      if (all.endsWith(text)) {
        stop();
        resolve(all);
      }
    });
  });
}

const closed = (port: BytePort) =>
  new Promise<string>((resolve) => void port.onClosed(resolve));

const ways = [
  ['TCP', overTcp],
  ['the mock binding', overMockSerial],
  ['a pseudo terminal', overPty],
] as const;

test.each(ways)('a responder is reached over %s', async (_, serve) => {
  const [served, opener] = await serve();
  ends.push(() => served.close());
  const port = await opener.open();
  ends.push(() => port.close());
  const answer = until(port, 'two\n');
  port.write(toBytes('on'));
  port.write(toBytes('e\ntwo\n'));
  expect(await answer).toBe('one\ntwo\n');
});

test.each(ways.slice(0, 2))(
  'a cut line over %s is noticed and can be opened again',
  async (_, serve) => {
    const [served, opener] = await serve();
    ends.push(() => served.close());
    const first = await opener.open();
    const end = closed(first);
    const heard = until(first, 'x\n');
    first.write(toBytes('x\n'));
    await heard;
    served.drop();
    expect(await end).not.toBe('');
    const second = await opener.open();
    ends.push(() => second.close());
    const answer = until(second, 'again\n');
    second.write(toBytes('again\n'));
    expect(await answer).toBe('again\n');
  },
);

test('a line that was begun on a lost connection does not spoil the next one', async () => {
  const [served, opener] = await overTcp();
  ends.push(() => served.close());
  const first = await opener.open();
  first.write(toBytes('half a l'));
  first.close();
  const second = await opener.open();
  ends.push(() => second.close());
  const answer = until(second, '\n');
  second.write(toBytes('whole\n'));
  expect(await answer).toBe('whole\n');
});
