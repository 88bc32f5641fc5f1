import type { Random } from '../../simulator/random.ts';
import type { Clock } from '../../base/clock.ts';
import { BeamtimeError } from '../../../contract/errors.ts';
import type { BytePort, PortOpener } from '../types.ts';

/** How ill a line and the instrument at its end are: chances per request, 0 to 1. */
export interface Illness {
  /** No reply at all. */
  readonly lost: number;
  /** A reply that comes up to `latestMs` late. */
  readonly late: number;
  readonly latestMs: number;
  /** A reply in pieces, with pauses. */
  readonly split: number;
  /** A reply that waits for the one after it and comes in one piece with it, or alone a little later. */
  readonly glued: number;
  /** Bytes that mean nothing, before or behind a reply. */
  readonly noise: number;
  /** The line breaks instead of a reply, sometimes in the middle of one. */
  readonly broken: number;
  /** The line cannot be opened when it is tried. */
  readonly refused: number;
}

/** What stands at the end of the line. */
export interface HostileOptions {
  readonly clock: Clock;
  readonly random: Random;
  readonly illness: Illness;
  /** Bytes that are on their way outlive the connection: serial lines, terminal servers. */
  readonly keepsBytes: boolean;
  /** The opener says so; a terminal server looks like a socket. */
  readonly isSerial: boolean;
  readonly echoes: boolean;
  /** What a healthy instrument answers. */
  readonly answer: (request: string) => string | null;
}

interface Piece {
  readonly bytes: Buffer;
  readonly at: number;
  /** The connection it was meant for. */
  readonly port: HostilePort | undefined;
}

/**
 * An instrument that works its requests off in order and answers each truly, at the end of a line that loses, delays,
 * tears, glues, soils and breaks. Only what is impossible to tell from an answer is left out: noise has no digits.
 */
export class HostileLine implements PortOpener {
  readonly address = 'hostile:1';
  readonly keepsBytes: boolean;
  readonly #options: HostileOptions;
  readonly #pieces: Piece[] = [];
  #port: HostilePort | undefined;
  #received = '';
  #held = '';
  #cancel: (() => void) | undefined;
  #isWell = false;

  constructor(options: HostileOptions) {
    this.#options = options;
    this.keepsBytes = options.isSerial;
  }

  /** From now on it behaves. */
  heal(): void {
    this.#isWell = true;
  }

  open(): Promise<BytePort> {
    if (this.#chance('refused')) {
      return Promise.reject(
        new BeamtimeError(
          'disconnected',
          'No connection to hostile:1: refused.',
        ),
      );
    }
    if (!this.#options.keepsBytes) {
      this.#received = '';
      this.#held = '';
      this.#pieces.length = 0;
    }
    this.#port = new HostilePort((bytes) => this.#take(bytes));
    return Promise.resolve(this.#port);
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#pieces.length = 0;
  }

  #chance(
    what: 'lost' | 'late' | 'split' | 'glued' | 'noise' | 'broken' | 'refused',
  ) {
    const { random, illness } = this.#options;
    return random.next() < illness[what] && !this.#isWell;
  }

  #below(limit: number): number {
    return Math.floor(this.#options.random.next() * limit);
  }

  #take(bytes: string): void {
    this.#received += bytes;
    for (;;) {
      const end = this.#received.indexOf('\r');
      if (end < 0) return;
      const request = this.#received.slice(0, end);
      this.#received = this.#received.slice(end + 1);
      this.#reply(request);
    }
  }

  #reply(request: string): void {
    const { answer, echoes, illness } = this.#options;
    const echo = echoes ? `${request}\r` : '';
    const said = answer(request);
    if (said === null) {
      if (echo) this.#send(echo, 0);
      return;
    }
    if (this.#chance('broken')) {
      const part = `${echo}${said}\r\n`;
      this.#send(part.slice(0, this.#below(part.length)), 0);
      this.#port?.lose('the cable was pulled');
      return;
    }
    if (this.#chance('lost')) return;
    let text = `${echo}${said}\r\n`;
    if (this.#chance('noise')) {
      text = this.#below(2) ? this.#noise() + text : text + this.#noise();
    }
    const afterMs = this.#chance('late') ? this.#below(illness.latestMs) : 0;
    if (this.#chance('glued')) {
      this.#held += text;
      // It comes at last, if nothing comes after it.
      this.#options.clock.after(this.#below(illness.latestMs), () =>
        this.#send('', 0),
      );
      return;
    }
    this.#send(text, afterMs);
  }

  /** Any byte but digits: what nobody can tell from an answer cannot be told. */
  #noise(): string {
    let noise = '';
    for (let count = 1 + this.#below(8); count > 0; count -= 1) {
      const byte = this.#below(256);
      noise += byte >= 0x30 && byte <= 0x39 ? '\r' : String.fromCharCode(byte);
    }
    return noise;
  }

  #send(text: string, afterMs: number): void {
    const { clock } = this.#options;
    const whole = this.#held + text;
    this.#held = '';
    if (whole === '') return;
    const size = this.#chance('split') ? 1 + this.#below(4) : whole.length;
    let at = Math.max(
      clock.monotonic() + afterMs,
      this.#pieces.at(-1)?.at ?? 0,
    );
    for (let from = 0; from < whole.length; from += size) {
      if (from > 0) at += this.#below(20);
      const bytes = Buffer.from(whole.slice(from, from + size), 'latin1');
      this.#pieces.push({ bytes, at, port: this.#port });
    }
    this.#deliver();
  }

  #deliver(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    const { clock, keepsBytes } = this.#options;
    for (let piece = this.#pieces[0]; piece; piece = this.#pieces[0]) {
      const waitMs = piece.at - clock.monotonic();
      if (waitMs > 0) {
        this.#cancel = clock.after(waitMs, () => this.#deliver());
        return;
      }
      this.#pieces.shift();
      (keepsBytes ? this.#port : piece.port)?.receive(piece.bytes);
    }
  }
}

class HostilePort implements BytePort {
  readonly #onWrite: (text: string) => void;
  #onData: (bytes: Uint8Array) => void = () => {};
  #onClosed: (reason: string) => void = () => {};
  #isOpen = true;

  constructor(onWrite: (text: string) => void) {
    this.#onWrite = onWrite;
  }

  write(bytes: Uint8Array): void {
    const text = Buffer.from(bytes).toString('latin1');
    // As on a real line, nothing comes back within the call that sends.
    queueMicrotask(() => {
      if (this.#isOpen) this.#onWrite(text);
    });
  }

  onData(listener: (bytes: Uint8Array) => void): () => void {
    this.#onData = listener;
    return () => (this.#onData = () => {});
  }

  onClosed(listener: (reason: string) => void): () => void {
    this.#onClosed = listener;
    return () => (this.#onClosed = () => {});
  }

  close(): void {
    this.lose('closed here');
  }

  receive(bytes: Buffer): void {
    if (this.#isOpen) this.#onData(bytes);
  }

  lose(reason: string): void {
    if (!this.#isOpen) return;
    this.#isOpen = false;
    this.#onClosed(reason);
  }
}
