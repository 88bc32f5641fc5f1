import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { createServer, request as httpRequest } from 'node:http';
import { createConnection } from 'node:net';
import { hostname, tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { z } from 'zod';
import { method } from '../../contract/define.ts';
import { createClient } from '../../rpc/client.ts';
import { openWebSocketPort } from '../../rpc/ports/websocket-client.ts';
import { createServer as createRpcServer } from '../../rpc/server.ts';
import { listen } from './listen.ts';
import { serveStation, type Served } from './serve.ts';

const contract = { 'who.am-i': method(z.void(), z.string()) };

let folder = '';
beforeAll(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-page-'));
  mkdirSync(path.join(folder, 'page', 'assets'), { recursive: true });
  writeFileSync(
    path.join(folder, 'page', 'index.html'),
    '<title>Beamtime</title>',
  );
  writeFileSync(
    path.join(folder, 'page', 'assets', 'main-1a2b.js'),
    'export {};',
  );
  writeFileSync(path.join(folder, 'secret.txt'), 'secret');
});
afterAll(() => rmSync(folder, { recursive: true }));

const open: { close(): unknown }[] = [];
afterEach(async () => {
  for (const each of open.splice(0).reverse()) await each.close();
});

interface Wanted {
  readonly host?: string;
  readonly port?: number;
  readonly token?: string;
  readonly pageFolder?: string;
}

async function serve({
  host = 'localhost',
  port = 0,
  token,
  pageFolder = path.join(folder, 'page'),
}: Wanted = {}): Promise<Served & { readonly port: number }> {
  const server = createRpcServer<typeof contract, { host: string }>(contract, {
    'who.am-i': (_input, { peer }) => peer.host,
  });
  open.push(server);
  const station = {
    info: { name: 'demo', version: '1.2.3' },
    server,
    isRunActive: () => false,
  };
  const listening = await listen({ host, port, token });
  open.push(listening);
  const served = serveStation({ station, listening, pageFolder });
  open.push(served);
  return { ...served, port: listening.port };
}

interface Asked {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
  readonly body: string;
}

function ask(
  port: number,
  target: string,
  headers: Record<string, string> = {},
  verb = 'GET',
) {
  return new Promise<Asked>((resolve, reject) => {
    const request = httpRequest(
      { host: '127.0.0.1', port, path: target, headers, method: verb },
      (response) => {
        let body = '';
        response.on('data', (chunk: Buffer) => (body += chunk.toString()));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body,
          }),
        );
      },
    );
    request.on('error', reject);
    request.end();
  });
}

/** Tries to open a WebSocket; answers with the HTTP status of the refusal, or the code it was closed with. */
function knock(url: string, headers: Record<string, string> = {}) {
  return new Promise<number | 'open'>((resolve, reject) => {
    const socket = new WebSocket(url, { headers });
    open.push({ close: () => socket.terminate() });
    socket.on('unexpected-response', (_request, response) =>
      resolve(response.statusCode ?? 0),
    );
    socket.on('error', reject);
    socket.on('close', (code) => resolve(code));
    socket.on('open', () => setTimeout(() => resolve('open'), 50));
  });
}

describe('the page', () => {
  it('comes with its type and a strict content security policy', async () => {
    const { port } = await serve();
    const { status, headers, body } = await ask(port, '/');
    expect(status).toBe(200);
    expect(body).toBe('<title>Beamtime</title>');
    expect(headers['content-type']).toBe('text/html; charset=utf-8');
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers['content-security-policy']).toContain("script-src 'self';");
    expect(headers['content-security-policy']).not.toContain('unsafe-eval');
    expect(
      (await ask(port, '/assets/main-1a2b.js')).headers['content-type'],
    ).toBe('text/javascript; charset=utf-8');
  });

  it.each([
    '/../secret.txt',
    '/%2e%2e/secret.txt',
    '/..%2fsecret.txt',
    '/assets/..%2f..%2fsecret.txt',
    '/..%5csecret.txt',
    '//secret.txt',
  ])('does not lead out of its folder: %s', async (target) => {
    const { port } = await serve();
    const { status, body } = await ask(port, target);
    expect(status).toBeGreaterThanOrEqual(400);
    expect(body).not.toBe('secret');
  });

  it.each(['/%', '/%00', '*'])(
    'refuses the malformed address %s',
    async (target) => {
      const { port } = await serve();
      expect((await ask(port, target)).status).toBe(400);
    },
  );

  it('says what to do when it is not built', async () => {
    const { port } = await serve({ pageFolder: path.join(folder, 'nowhere') });
    const { status, body } = await ask(port, '/');
    expect(status).toBe(404);
    expect(body).toContain("Run 'npm run build'");
  });

  it('is only read', async () => {
    const { port } = await serve();
    expect((await ask(port, '/', {}, 'POST')).status).toBe(405);
  });
});

describe('the contract', () => {
  it('is spoken on IPv4 and IPv6 loopback, on one port', async () => {
    const { port } = await serve();
    for (const host of ['127.0.0.1', '[::1]', 'localhost']) {
      const client = createClient(
        contract,
        await openWebSocketPort(`ws://${host}:${port}/rpc`),
      );
      open.push(client);
      expect(await client.call('who.am-i')).toMatch(/127\.0\.0\.1|::1/);
    }
  });

  it('tells name and version at /health', async () => {
    const { port } = await serve();
    const { headers, body } = await ask(port, '/health');
    expect(headers['content-type']).toContain('application/json');
    expect(JSON.parse(body)).toEqual({
      program: 'beamtime',
      name: 'demo',
      version: '1.2.3',
      pid: process.pid,
      isRunActive: false,
    });
  });

  it('is not spoken anywhere else', async () => {
    const { port } = await serve();
    expect(await knock(`ws://127.0.0.1:${port}/other`)).toBe(404);
  });

  it('ends with the server, and the port is free again', async () => {
    const served = await serve();
    const knocked = knock(`ws://127.0.0.1:${served.port}/rpc`);
    expect(await knocked).toBe('open');
    await served.close();
    const again = await serve({ port: served.port });
    expect(again.port).toBe(served.port);
  });
});

describe('strangers', () => {
  it.each([
    ['another name', { host: 'evil.example' }],
    ['a name that looks like ours', { host: 'localhost.evil.example' }],
    ['another origin', { origin: 'http://evil.example' }],
    ['another port of this machine', { origin: 'http://localhost:1' }],
    ['a page from nowhere', { origin: 'null' }],
  ])('are refused over HTTP and WebSocket: %s', async (_what, headers) => {
    const { port } = await serve();
    const { status, body } = await ask(port, '/health', headers);
    expect(status).toBe(403);
    expect(body).not.toContain('1.2.3');
    expect(await knock(`ws://127.0.0.1:${port}/rpc`, headers)).toBe(403);
  });

  it("let the station's own page in, also through a forwarded port", async () => {
    const { port } = await serve();
    const headers = { host: 'localhost:8080', origin: 'http://localhost:8080' };
    expect(await knock(`ws://127.0.0.1:${port}/rpc`, headers)).toBe('open');
  });

  it('need the token, and are told so', async () => {
    const { port, url } = await serve({ token: 'open sesame' });
    expect(url).toBe(`http://127.0.0.1:${port}/#token=open%20sesame`);
    expect((await ask(port, '/health')).status).toBe(401);
    const known = { authorization: 'Bearer open sesame' };
    expect((await ask(port, '/health', known)).status).toBe(200);
    expect(await knock(`ws://127.0.0.1:${port}/rpc`)).toBe(4401);
    expect(await knock(`ws://127.0.0.1:${port}/rpc?token=guess`)).toBe(4401);
    expect(await knock(`ws://127.0.0.1:${port}/rpc?token=open%20sesame`)).toBe(
      'open',
    );
    const client = createClient(
      contract,
      await openWebSocketPort(`ws://127.0.0.1:${port}/rpc`),
    );
    await expect(client.call('who.am-i')).rejects.toThrow(
      'The token is missing or wrong.',
    );
  });

  it('on other machines are told the name of this one', () => {
    const server = createRpcServer<typeof contract, { host: string }>(
      contract,
      {
        'who.am-i': (_input, { peer }) => peer.host,
      },
    );
    const station = {
      info: { name: 'demo', version: '1' },
      server,
      isRunActive: () => false,
    };
    const listening = {
      host: '0.0.0.0',
      port: 4280,
      token: 'open sesame',
      servers: [],
      close: () => Promise.resolve(),
    };
    const { address, url } = serveStation({
      station,
      listening,
      pageFolder: folder,
    });
    expect(address).toBe('http://127.0.0.1:4280/');
    expect(url).toBe(`http://${hostname()}:4280/#token=open%20sesame`);
    server.close();
  });

  it('cannot be let in from other machines without a token', async () => {
    await expect(serve({ host: '0.0.0.0' })).rejects.toThrow(
      'add --token SECRET',
    );
  });

  it('that send garbage end nothing but their own connection', async () => {
    const { port } = await serve();
    const gone = new Promise((resolve) => {
      const socket = createConnection(port, '127.0.0.1');
      socket.on('close', resolve);
      socket.on('error', () => undefined);
      socket.resume();
      socket.end('\0\0 nonsense\r\n\r\n');
    });
    await gone;
    expect((await ask(port, '/health')).status).toBe(200);
  });
});

describe('too much', () => {
  it('of a message ends that connection and no other', async () => {
    const { port } = await serve();
    const socket = new WebSocket(`ws://127.0.0.1:${port}/rpc`);
    const closed = new Promise((resolve) => socket.once('close', resolve));
    socket.once('open', () => socket.send(new Uint8Array(17_000_000)));
    expect(await closed).toBe(1009);
    expect((await ask(port, '/health')).status).toBe(200);
  });

  it('of clients turns the next one away, until one leaves', async () => {
    const { port } = await serve();
    const url = `ws://127.0.0.1:${port}/rpc`;
    const sockets = Array.from({ length: 64 }, () => new WebSocket(url));
    open.push({ close: () => sockets.forEach((socket) => socket.terminate()) });
    await Promise.all(
      sockets.map(
        (socket) => new Promise((resolve) => socket.once('open', resolve)),
      ),
    );
    expect(await knock(url)).toBe(503);
    sockets[0]?.close();
    await expect.poll(() => knock(url)).toBe('open');
  });
});

describe('a port', () => {
  it('in use is refused with what to do', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
    open.push(other);
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const refusal = serve({ port });
    await expect(refusal).rejects.toMatchObject({ code: 'port-in-use' });
    await expect(refusal).rejects.toThrow('choose another port with --port');
  });

  it('in use on IPv6 alone is in use', async () => {
    const other = createServer();
    await new Promise<void>((resolve) => other.listen(0, '::1', resolve));
    open.push(other);
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    await expect(serve({ port })).rejects.toMatchObject({
      code: 'port-in-use',
    });
    // What was opened on IPv4 before must have been given back.
    other.close();
    expect((await serve({ port })).port).toBe(port);
  });

  it('on an address this machine does not have is refused', async () => {
    await expect(
      serve({ host: '203.0.113.7', token: 'open sesame' }),
    ).rejects.toMatchObject({
      code: 'bad-input',
    });
  });
});
