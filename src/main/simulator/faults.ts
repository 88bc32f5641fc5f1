import type { Clock } from '../base/clock.ts';
import { Listeners } from '../base/listeners.ts';
import { toBytes, type Reply } from './inbox.ts';
import type { Responder } from './types.ts';

/** What is wrong with an instrument or its line; tests switch it on and off at any time. */
export interface Faults {
  /** Requests reach nobody: nothing happens, nothing comes back. */
  isDeaf: boolean;
  /** Requests are carried out, replies get lost. */
  isMute: boolean;
  /** Every reply comes this much later. */
  delayMs: number;
  /** Replies come in pieces of so many bytes with pauses between them. */
  split: { readonly bytes: number; readonly pauseMs: number } | null;
  /** So many replies are held back and come together with the one after them. */
  glue: number;
  /** Comes before the next reply, once. */
  garbage: string | null;
  /** The loads of its motors are stuck: what a controller with an encoder calls a following error. */
  isJammed: boolean;
}

/** A responder with faults, whose line can be cut. */
export interface FaultyResponder extends Responder {
  readonly faults: Faults;
  /** Cuts every connection to it; they may come back at once. */
  drop(): void;
  /** For whoever serves it. */
  onDrop(listener: () => void): () => void;
  /** Hears every piece of a request, before any fault. */
  onReceived(listener: (bytes: Uint8Array) => void): () => void;
}

interface Piece {
  readonly bytes: Uint8Array;
  readonly reply: Reply;
  readonly at: number;
}

/** Puts faults, at first none, between a responder and its line. Pieces keep their order whatever the delays. */
export function withFaults(
  responder: Responder,
  clock: Clock,
): FaultyResponder {
  let isJammed = false;
  const faults: Faults = {
    isDeaf: false,
    isMute: false,
    delayMs: 0,
    split: null,
    glue: 0,
    garbage: null,
    get isJammed() {
      return isJammed;
    },
    set isJammed(isStuck) {
      if (isStuck !== isJammed) responder.jam?.(isStuck);
      isJammed = isStuck;
    },
  };
  const drops = new Listeners<void>();
  const received = new Listeners<Uint8Array>();
  const wrapped = new WeakMap<Reply, Reply>();
  const pieces: Piece[] = [];
  let held: Uint8Array[] = [];
  let cancel: (() => void) | undefined;

  function send(bytes: Uint8Array, reply: Reply): void {
    if (faults.isMute) return;
    if (faults.garbage !== null) {
      const garbage = toBytes(faults.garbage);
      faults.garbage = null;
      bytes = join([garbage, bytes]);
    }
    if (held.length < faults.glue) {
      held.push(bytes);
      return;
    }
    const whole = join([...held, bytes]);
    held = [];
    const now = clock.monotonic();
    let at = Math.max(now + faults.delayMs, pieces.at(-1)?.at ?? 0);
    const size = faults.split?.bytes ?? whole.length;
    for (let from = 0; from < whole.length; from += size) {
      if (from > 0) at += faults.split?.pauseMs ?? 0;
      pieces.push({ bytes: whole.subarray(from, from + size), reply, at });
    }
    deliver();
  }

  function deliver(): void {
    cancel?.();
    cancel = undefined;
    for (let piece = pieces[0]; piece; piece = pieces[0]) {
      const wait = piece.at - clock.monotonic();
      if (wait > 0) {
        cancel = clock.after(wait, deliver);
        return;
      }
      pieces.shift();
      piece.reply(piece.bytes);
    }
  }

  function lossy(reply: Reply): Reply {
    const known = wrapped.get(reply);
    if (known) return known;
    const made: Reply = (bytes) => send(bytes, reply);
    wrapped.set(reply, made);
    return made;
  }

  function forget(): void {
    cancel?.();
    pieces.length = 0;
    held = [];
  }

  return {
    faults,
    receive(bytes, reply) {
      received.emit(bytes);
      if (!faults.isDeaf) responder.receive(bytes, lossy(reply));
    },
    close() {
      forget();
      responder.close();
    },
    drop() {
      forget();
      drops.emit();
    },
    onDrop: (listener) => drops.add(listener),
    onReceived: (listener) => received.add(listener),
  };
}

function join(parts: readonly Uint8Array[]): Uint8Array {
  return parts.length === 1 && parts[0] ? parts[0] : Buffer.concat(parts);
}
