import type { IncomingMessage, ServerResponse } from 'node:http';
import { hostname } from 'node:os';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { webSocketServerPort } from '../../rpc/ports/websocket-server.ts';
import { createDoorkeeper, type Doorkeeper } from './doorkeeper.ts';
import type { Listening } from './listen.ts';
import { readPageFile, safetyHeaders } from './page-files.ts';
import type { StationHost } from './station-host.ts';

export interface ServeOptions {
  readonly station: Pick<StationHost, 'info' | 'server' | 'isRunActive'>;
  /** Where it listens already: see `listen`. */
  readonly listening: Listening;
  /** The built page. */
  readonly pageFolder: string;
}

export interface Served {
  /** Where programs on this machine find the station, without the token. */
  readonly address: string;
  /** Where a browser finds the page, also on other machines if those can connect; with the token if there is one. */
  readonly url: string;
  close(): Promise<void>;
}

/** Larger messages end the connection: no call of the contract comes near over this wire. */
const messageBytesAtMost = 16_000_000;
const clientsAtMost = 64;

/** Gives a station its face on the network: the page over HTTP, the contract over WebSocket at `/rpc`. */
export function serveStation(options: ServeOptions): Served {
  const { host, port, token, servers } = options.listening;
  const door = createDoorkeeper({ host, token });
  const sockets = new WebSocketServer({
    noServer: true,
    maxPayload: messageBytesAtMost,
    perMessageDeflate: false,
  });
  for (const server of servers) {
    server.maxConnections = 4 * clientsAtMost;
    server.on('request', (request, response) => {
      void answer(request, response, door, options);
    });
    server.on('upgrade', (request, socket, head) => {
      upgrade({ request, socket, head }, sockets, door, options.station);
    });
  }
  const address = `http://${nearName(host)}:${port}/`;
  const fragment =
    token === undefined ? '' : `#token=${encodeURIComponent(token)}`;
  return {
    address,
    url: `http://${farName(host)}:${port}/${fragment}`,
    async close() {
      for (const socket of sockets.clients) socket.terminate();
      sockets.close();
      await options.listening.close();
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  door: Doorkeeper,
  { station, pageFolder }: ServeOptions,
): Promise<void> {
  const refusal = door.refusal(request);
  if (refusal !== undefined) {
    send(response, 403, refusal);
    return;
  }
  if (request.method !== 'GET' && request.method !== 'HEAD') {
    send(response, 405, 'Only GET is understood here.');
    return;
  }
  const url = addressOf(request);
  if (url?.pathname === '/health') {
    if (door.hasToken(request, url))
      send(response, 200, health(station), 'application/json');
    else send(response, 401, 'The token is missing or wrong.');
    return;
  }
  const file = await readPageFile(pageFolder, url?.pathname ?? '\0');
  response.writeHead(file.status, {
    ...file.headers,
    'Content-Length': file.body.length,
  });
  response.end(request.method === 'HEAD' ? undefined : file.body);
}

interface Upgrade {
  readonly request: IncomingMessage;
  readonly socket: Duplex;
  readonly head: Buffer;
}

function upgrade(
  { request, socket, head }: Upgrade,
  sockets: WebSocketServer,
  door: Doorkeeper,
  station: ServeOptions['station'],
): void {
  socket.on('error', () => socket.destroy());
  const url = addressOf(request);
  const refusal = door.refusal(request);
  if (refusal !== undefined) {
    turnAway(socket, '403 Forbidden', refusal);
  } else if (url?.pathname !== '/rpc') {
    turnAway(socket, '404 Not Found', 'The contract is spoken at /rpc.');
  } else if (sockets.clients.size >= clientsAtMost) {
    turnAway(
      socket,
      '503 Service Unavailable',
      `${clientsAtMost} clients are connected; there is no room for more.`,
    );
  } else {
    sockets.handleUpgrade(request, socket, head, (client) => {
      if (door.hasToken(request, url)) {
        const peer = {
          host: request.socket.remoteAddress ?? 'unknown',
          client: null,
        };
        station.server.accept(webSocketServerPort(client), peer);
      } else {
        // Only a connection that was opened can tell a page why it was closed.
        client.on('error', () => client.terminate());
        client.close(
          4401,
          'The token is missing or wrong. Use the address the station printed.',
        );
      }
    });
  }
}

function health(station: ServeOptions['station']): string {
  const { name, version } = station.info;
  return JSON.stringify({
    program: 'beamtime',
    name,
    version,
    pid: process.pid,
    isRunActive: station.isRunActive(),
  });
}

function turnAway(socket: Duplex, status: string, sentence: string): void {
  socket.end(
    `HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Type: text/plain; charset=utf-8\r\n` +
      `Content-Length: ${Buffer.byteLength(sentence)}\r\n\r\n${sentence}`,
  );
}

function send(
  response: ServerResponse,
  status: number,
  body: string,
  type = 'text/plain',
): void {
  response.writeHead(status, {
    ...safetyHeaders,
    'Content-Type': `${type}; charset=utf-8`,
    'Cache-Control': 'no-store',
  });
  response.end(body);
}

function addressOf(request: IncomingMessage): URL | undefined {
  const address = `http://station${request.url ?? ''}`;
  return request.url?.startsWith('/') && URL.canParse(address)
    ? new URL(address)
    : undefined;
}

/** A name for programs on this machine. */
function nearName(host: string): string {
  if (host === 'localhost' || host === '0.0.0.0') return '127.0.0.1';
  if (host === '::') return '[::1]';
  return host.includes(':') ? `[${host}]` : host;
}

/** A name for people, who may sit at another machine if those can connect. */
function farName(host: string): string {
  return host === '0.0.0.0' || host === '::' ? hostname() : nearName(host);
}
