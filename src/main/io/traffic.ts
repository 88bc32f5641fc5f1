import type { Exchange } from '../../contract/devices.ts';
import type { LineState } from '../../contract/lines.ts';
import type { Clock } from '../base/clock.ts';
import { printable } from './printable.ts';

const KEPT = 200;
/** Characters kept of what was received. */
const LONGEST = 2_000;
const STRAY = 'Not an answer to anything that was asked.';

interface Entry {
  /** On the monotonic clock, ms. */
  readonly at: number;
  readonly sent: string;
  received: string | null;
  readonly milliseconds: number | null;
  readonly error: string | null;
}

/** The last 200 exchanges of a line. Made printable only when somebody looks. */
export class Traffic {
  readonly #entries: Entry[] = [];
  #next = 0;
  #count = 0;

  /** How many there were since the start; the number of the one that comes next. */
  get count(): number {
    return this.#count;
  }

  add(entry: Entry): void {
    const { received } = entry;
    this.#entries[this.#next] =
      received !== null && received.length > LONGEST
        ? { ...entry, received: cut(received) }
        : entry;
    this.#next = (this.#next + 1) % KEPT;
    this.#count += 1;
  }

  /** Bytes that answer nothing. Those that follow each other are one entry: a flood does not wash the others away. */
  addStray(at: number, received: string): void {
    const last = this.#entries.at((this.#next || this.#entries.length) - 1);
    if (last?.error === STRAY) {
      last.received = cut(`${last.received ?? ''}${received}`);
      return;
    }
    this.add({ at, sent: '', received, milliseconds: null, error: STRAY });
  }

  /** Oldest first. */
  list(clock: Clock): Exchange[] {
    // Reading the wall clock at every exchange would cost more than doing the sum here.
    const toWall = clock.now() - clock.monotonic();
    return this.#inOrder().map(({ at, ...entry }) => ({
      ...entry,
      time: at + toWall,
      sent: printable(entry.sent),
      received: entry.received === null ? null : printable(entry.received),
      milliseconds: inMicroseconds(entry.milliseconds),
    }));
  }

  /** How long the last exchanges took that were answered, ms; null = none was. */
  roundTrip(): LineState['roundTrip'] {
    const times = this.#entries
      .filter(({ error, received }) => error === null && received !== null)
      .flatMap(({ milliseconds }) => milliseconds ?? [])
      .sort((one, other) => one - other);
    const min = inMicroseconds(times[0] ?? null);
    const median = inMicroseconds(times[times.length >> 1] ?? null);
    const max = inMicroseconds(times.at(-1) ?? null);
    if (min === null || median === null || max === null) return null;
    return { count: times.length, min, median, max };
  }

  #inOrder(): readonly Entry[] {
    return [
      ...this.#entries.slice(this.#next),
      ...this.#entries.slice(0, this.#next),
    ];
  }
}

function inMicroseconds(milliseconds: number | null): number | null {
  return milliseconds === null ? null : Math.round(milliseconds * 1000) / 1000;
}

/** The beginning of a long text, copied: a slice would keep all of it in memory. */
function cut(text: string): string {
  if (text.length <= LONGEST) return text;
  const start = Buffer.from(text.slice(0, LONGEST), 'latin1');
  return start.toString('latin1');
}
