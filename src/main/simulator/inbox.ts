/** Sends bytes back to whoever asked. */
export type Reply = (bytes: Uint8Array) => void;

/** Longest line a terminal could mean; anything longer is noise. */
const longest = 4096;

/**
 * Gathers lines from bytes that come split anywhere, one line per terminator (CR, LF, either or both),
 * apart for each connection, so that what a lost one left behind does not spoil the next one's first line.
 */
export class Inbox {
  readonly #rests = new WeakMap<Reply, string>();

  /** Whole lines that these bytes complete; empty lines are dropped. */
  take(bytes: Uint8Array, reply: Reply): string[] {
    const text = (this.#rests.get(reply) ?? '') + latin.decode(bytes);
    const lines = text.split(/[\r\n]/);
    const rest = lines.pop() ?? '';
    this.#rests.set(reply, rest.length > longest ? '' : rest);
    return lines.filter((line) => line.trim() !== '');
  }

  /** Forgets a line that was begun. */
  clear(reply: Reply): void {
    this.#rests.delete(reply);
  }
}

const latin = new TextDecoder('latin1');
const utf = new TextEncoder();

/** Text as it goes on a line. */
export function toBytes(text: string): Uint8Array {
  return utf.encode(text);
}
