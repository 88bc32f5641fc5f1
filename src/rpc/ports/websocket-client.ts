import { BeamtimeError } from '../../contract/errors.ts';
import type { Port } from '../types.ts';
import { pack, unpack } from './pack.ts';
import { PortBase } from './port-base.ts';

/**
 * Opens a port to a station over the WebSocket that browsers and Node both have.
 *
 * @throws BeamtimeError `port-closed` when nobody answers, `timeout` when nobody does so in time
 */
export function openWebSocketPort(
  url: string,
  { timeoutMs = 5000 }: { readonly timeoutMs?: number } = {},
): Promise<Port> {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    socket.binaryType = 'arraybuffer';
    const port = new WebSocketPort(socket);
    const timer = setTimeout(() => {
      reject(
        new BeamtimeError(
          'timeout',
          `The station did not answer within ${timeoutMs / 1000} s. Is it running?`,
        ),
      );
      socket.close();
    }, timeoutMs);
    socket.addEventListener('open', () => {
      clearTimeout(timer);
      resolve(port);
    });
    port.onClosed((reason) => {
      clearTimeout(timer);
      reject(new BeamtimeError('port-closed', reason));
    });
  });
}

class WebSocketPort extends PortBase {
  readonly #socket: WebSocket;
  #wasOpen = false;

  constructor(socket: WebSocket) {
    super();
    this.#socket = socket;
    socket.addEventListener('open', () => (this.#wasOpen = true));
    socket.addEventListener('message', ({ data }) => this.#receive(data));
    socket.addEventListener('close', ({ reason }) =>
      this.ended(
        !this.#wasOpen
          ? 'The station cannot be reached. Is it running?'
          : reason || 'The connection to the station was lost.',
      ),
    );
  }

  post(message: unknown): void {
    if (this.isClosed || this.#socket.readyState !== WebSocket.OPEN) return;
    this.#socket.send(pack(message));
  }

  close(): void {
    if (this.ended('The connection was closed on this side.'))
      this.#socket.close();
  }

  override bufferedBytes(): number {
    return this.#socket.bufferedAmount;
  }

  #receive(data: unknown): void {
    if (!(data instanceof ArrayBuffer)) return;
    let message: unknown;
    try {
      message = unpack(new Uint8Array(data));
    } catch {
      this.ended('The station sent bytes that are no message.');
      this.#socket.close();
      return;
    }
    this.deliver(message);
  }
}
