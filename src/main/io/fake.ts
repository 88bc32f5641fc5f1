import { BeamtimeError } from '../../contract/errors.ts';
import type { BytePort, PortOpener } from './types.ts';

/** The far end of a fake line: what was sent, and ways to answer, fail and come back. */
export interface FakeLine extends PortOpener {
  /** Everything written since the start, over all connections, one entry per write. */
  readonly written: readonly string[];
  /** Times it was opened. */
  readonly openings: number;
  readonly isOpen: boolean;
  /** Called with every write; answer with `say`, now or later. */
  onWrite: (text: string) => void;
  /** Bytes arrive, just as given. */
  say(text: string): void;
  /** The other side goes away; opening fails until `plugIn`. */
  unplug(reason?: string): void;
  plugIn(): void;
}

/** A line whose far end is in the hands of a test. Latin-1, so that any byte can be said. */
export function fakeLine(
  address = 'fake',
  options: { keepsBytes?: boolean } = {},
): FakeLine {
  const written: string[] = [];
  let port: FakePort | undefined;
  let isUnplugged = false;
  let openings = 0;
  const line: FakeLine = {
    address,
    keepsBytes: options.keepsBytes ?? false,
    written,
    get openings() {
      return openings;
    },
    get isOpen() {
      return port !== undefined;
    },
    onWrite: () => {},
    open() {
      if (isUnplugged) {
        return Promise.reject(
          new BeamtimeError(
            'disconnected',
            `No connection to ${address}: unplugged.`,
          ),
        );
      }
      openings += 1;
      const opened = new FakePort(
        (text) => {
          written.push(text);
          line.onWrite(text);
        },
        () => {
          if (port === opened) port = undefined;
        },
      );
      port = opened;
      return Promise.resolve(opened);
    },
    say(text) {
      port?.receive(text);
    },
    unplug(reason = 'the cable was pulled') {
      isUnplugged = true;
      port?.lose(reason);
    },
    plugIn() {
      isUnplugged = false;
    },
  };
  return line;
}

class FakePort implements BytePort {
  readonly #data = new Set<(bytes: Uint8Array) => void>();
  readonly #closed = new Set<(reason: string) => void>();
  readonly #onWrite: (text: string) => void;
  readonly #onGone: () => void;
  #isOpen = true;

  constructor(onWrite: (text: string) => void, onGone: () => void) {
    this.#onWrite = onWrite;
    this.#onGone = onGone;
  }

  write(bytes: Uint8Array): void {
    if (this.#isOpen) this.#onWrite(Buffer.from(bytes).toString('latin1'));
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#data.add(listener);
    return () => this.#data.delete(listener);
  }

  onClosed(listener: (reason: string) => void): () => void {
    this.#closed.add(listener);
    return () => this.#closed.delete(listener);
  }

  close(): void {
    this.lose('closed here');
  }

  receive(text: string): void {
    if (!this.#isOpen) return;
    for (const listener of this.#data) listener(Buffer.from(text, 'latin1'));
  }

  lose(reason: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#onGone();
    for (const listener of this.#closed) listener(reason);
  }
}
