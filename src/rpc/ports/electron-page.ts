import { BeamtimeError } from '../../contract/errors.ts';
import type { Port } from '../types.ts';
import {
  type Frame,
  isFrame,
  messagesPerReceipt,
  type PageBridge,
} from './electron-frames.ts';
import { PortBase } from './port-base.ts';

/**
 * Opens the page's port over the preload's bridge.
 *
 * @throws BeamtimeError `timeout` when the main process does not take it in time, `port-closed` when it refuses
 */
export function openElectronPort(
  bridge: PageBridge,
  { timeoutMs = 5000 }: { readonly timeoutMs?: number } = {},
): Promise<Port> {
  return new Promise((resolve, reject) => {
    const port = new ElectronPagePort(bridge, () => {
      clearTimeout(timer);
      resolve(port);
    });
    const timer = setTimeout(() => {
      reject(
        new BeamtimeError(
          'timeout',
          `The program's main process did not answer within ${timeoutMs / 1000} s.`,
        ),
      );
      port.close();
    }, timeoutMs);
    port.onClosed((reason) => {
      clearTimeout(timer);
      reject(new BeamtimeError('port-closed', reason));
    });
    port.open();
  });
}

class ElectronPagePort extends PortBase {
  readonly #bridge: PageBridge;
  readonly #connection = crypto.randomUUID();
  readonly #stopListening: () => void;
  #taken = 0;

  constructor(bridge: PageBridge, onOpened: () => void) {
    super();
    this.#bridge = bridge;
    this.#stopListening = bridge.listen((frame) => {
      if (!isFrame(frame) || frame.connection !== this.#connection) return;
      if (frame.kind === 'opened') onOpened();
      else if (frame.kind === 'message') this.#take(frame.body);
      else if (frame.kind === 'close') this.#end(String(frame.body));
    });
  }

  open(): void {
    this.#send({ connection: this.#connection, kind: 'open' });
  }

  post(message: unknown): void {
    if (this.isClosed) return;
    this.#send({
      connection: this.#connection,
      kind: 'message',
      body: message,
    });
  }

  close(): void {
    if (!this.#end('The connection was closed on this side.')) return;
    this.#send({ connection: this.#connection, kind: 'close' });
  }

  #take(message: unknown): void {
    this.#taken += 1;
    if (this.#taken % messagesPerReceipt === 0) {
      this.#send({
        connection: this.#connection,
        kind: 'taken',
        body: this.#taken,
      });
    }
    this.deliver(message);
  }

  #send(frame: Frame): void {
    this.#bridge.post(frame);
  }

  #end(reason: string): boolean {
    this.#stopListening();
    return this.ended(reason);
  }
}
