import type { WebSocket } from 'ws';
import type { Port } from '../types.ts';
import { pack, unpack } from './pack.ts';
import { PortBase } from './port-base.ts';

export interface WebSocketServerPortOptions {
  /** How often the peer must answer a ping; it is cut off when it did not between two. Default 10 000. */
  readonly pingEveryMs?: number;
}

/** The station's end of a WebSocket connection (library `ws`). */
export function webSocketServerPort(
  socket: WebSocket,
  { pingEveryMs = 10_000 }: WebSocketServerPortOptions = {},
): Port {
  return new WebSocketServerPort(socket, pingEveryMs);
}

class WebSocketServerPort extends PortBase {
  readonly #socket: WebSocket;
  readonly #pinger: NodeJS.Timeout;
  #hasAnswered = true;

  constructor(socket: WebSocket, pingEveryMs: number) {
    super();
    this.#socket = socket;
    this.#pinger = setInterval(() => this.#ping(), pingEveryMs);
    this.#pinger.unref();
    socket.on('pong', () => (this.#hasAnswered = true));
    socket.on('message', (data, isBinary) => this.#receive(data, isBinary));
    socket.on('error', (error) =>
      this.#end(`The connection broke: ${error.message}.`),
    );
    socket.on('close', () =>
      this.#end('The client closed the connection or was lost.'),
    );
  }

  post(message: unknown): void {
    if (this.isClosed || this.#socket.readyState !== this.#socket.OPEN) return;
    this.#socket.send(pack(message));
  }

  close(): void {
    if (!this.#end('The station closed the connection.')) return;
    this.#hangUp(1001, 'The station closed the connection.');
  }

  override bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  #ping(): void {
    if (!this.#hasAnswered) {
      this.#end('The client no longer answers.');
      this.#socket.terminate();
      return;
    }
    this.#hasAnswered = false;
    this.#socket.ping();
  }

  #receive(data: unknown, isBinary: boolean): void {
    if (!isBinary || !(data instanceof Uint8Array)) {
      this.#refuse('text');
      return;
    }
    let message: unknown;
    try {
      message = unpack(data);
    } catch {
      this.#refuse('broken bytes');
      return;
    }
    this.deliver(message);
  }

  /** A peer that does not speak MessagePack has no call that could be answered. */
  #refuse(what: string): void {
    this.#end(`The client sent ${what} instead of a message.`);
    this.#hangUp(1003, 'Not a message.');
  }

  /** A peer that does not answer the closing handshake must not keep the station open. */
  #hangUp(code: number, reason: string): void {
    this.#socket.close(code, reason);
    const timer = setTimeout(() => this.#socket.terminate(), 1000);
    timer.unref();
    this.#socket.once('close', () => clearTimeout(timer));
  }

  #end(reason: string): boolean {
    clearInterval(this.#pinger);
    return this.ended(reason);
  }
}
