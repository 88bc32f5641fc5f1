import type { Exchange } from '../../contract/devices.ts';
import type { Clock } from '../base/clock.ts';

const KEPT = 200;

interface Entry {
  /** On the monotonic clock, ms. */
  readonly at: number;
  readonly sent: string;
  readonly received: string | null;
  readonly milliseconds: number | null;
  readonly error: string | null;
}

/** The last 200 exchanges of a line. Made printable only when somebody looks. */
export class Traffic {
  readonly #entries: Entry[] = [];
  #next = 0;

  add(entry: Entry): void {
    this.#entries[this.#next] = entry;
    this.#next = (this.#next + 1) % KEPT;
  }

  /** Oldest first. */
  list(clock: Clock): Exchange[] {
    // Reading the wall clock at every exchange would cost more than doing the sum here.
    const toWall = clock.now() - clock.monotonic();
    return [
      ...this.#entries.slice(this.#next),
      ...this.#entries.slice(0, this.#next),
    ].map(({ at, ...entry }) => ({
      ...entry,
      time: at + toWall,
      sent: printable(entry.sent),
      received: entry.received === null ? null : printable(entry.received),
      milliseconds:
        entry.milliseconds === null
          ? null
          : Math.round(entry.milliseconds * 1000) / 1000,
    }));
  }
}

const NAMES: Readonly<Record<string, string>> = {
  '\r': '\\r',
  '\n': '\\n',
  '\t': '\\t',
  '\u001b': '<ESC>',
};

/** Control characters and bytes beyond ASCII as words. */
function printable(text: string): string {
  return text.replace(
    // eslint-disable-next-line no-control-regex -- control characters are what it is about
    /[\u0000-\u001f\u007f-\u00ff]/g,
    (character) =>
      NAMES[character] ??
      `<${character.charCodeAt(0).toString(16).padStart(2, '0')}>`,
  );
}
