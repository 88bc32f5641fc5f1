import type {
  LineExchange,
  LineState,
  LineTraffic,
} from '../../contract/lines.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { within } from '../base/wait.ts';
import type { Device } from '../device/types.ts';
import type { Instrument } from '../drivers/types.ts';
import type { Exchange } from '../io/exchange.ts';
import type { Peer } from './peer.ts';

/** Lines are looked at this often, and only while a client looks at them: they have nothing to do for it. */
const LOOK_MS = 500;
/** Exchanges told at a time: on a fast line there are more than anybody reads, and a page has other things to draw. */
const MOST = 50;
/** Who sends by hand waits at most so long. */
const PATIENCE_MS = 10_000;

/** A line and whose it is. */
export interface Line {
  readonly name: string;
  readonly exchange: Exchange;
  readonly devices: readonly Device[];
}

/** Where what was seen goes to. */
export interface LineNews {
  readonly changed: (states: readonly LineState[]) => void;
  readonly said: (traffic: LineTraffic) => void;
}

/** The lines of a station, and who looks at them: at all of them, and closely at one. */
export class LineWatch {
  readonly #instruments: () => readonly Instrument[];
  readonly #clock: Clock;
  readonly #news: LineNews;
  readonly #peers = new Map<Peer, string | null>();
  /** What was told last. */
  #told = '';
  /** How many exchanges of each line were told. */
  readonly #said = new Map<string, number>();
  #cancel: (() => void) | undefined;

  constructor(
    instruments: () => readonly Instrument[],
    clock: Clock,
    news: LineNews,
  ) {
    this.#instruments = instruments;
    this.#clock = clock;
    this.#news = news;
  }

  get #lines(): readonly Line[] {
    return named(this.#instruments());
  }

  /** @throws BeamtimeError `bad-input` */
  get(name: string): Line {
    const line = this.#lines.find((one) => one.name === name);
    if (line) return line;
    throw new BeamtimeError(
      'bad-input',
      `There is no line ${name}; there are ${this.#lines.map((one) => one.name).join(', ')}.`,
    );
  }

  states(): LineState[] {
    return this.#lines.map(stateOf);
  }

  traffic(name: string): LineTraffic {
    const { exchange } = this.get(name);
    return { name, exchanges: numbered(exchange) };
  }

  /**
   * Says one command on a line.
   *
   * @throws BeamtimeError `timeout` when it is not answered, or does not get its turn
   */
  async say(
    { exchange, name }: Line,
    command: string,
    hasReply: boolean,
    signal: AbortSignal,
  ): Promise<{ reply: string; milliseconds: number }> {
    const clock = this.#clock;
    const start = clock.monotonic();
    const ended = new AbortController();
    try {
      const request = exchange.request(command, {
        hasReply,
        signal: AbortSignal.any([signal, ended.signal]),
      });
      const reply = await within(request, {
        clock,
        timeoutMs: PATIENCE_MS,
        what: `the turn of "${command}" on ${name}`,
      });
      return { reply, milliseconds: clock.monotonic() - start };
    } finally {
      // One that still waits must not go out when nobody thinks of it any more.
      ended.abort();
    }
  }

  watch(peer: Peer, name: string | null): void {
    if (name !== null && ![...this.#peers.values()].includes(name)) {
      this.#said.set(name, this.get(name).exchange.count);
    }
    this.#peers.set(peer, name);
    this.#cancel ??= this.#clock.after(LOOK_MS, () => this.#look());
  }

  leave(peer: Peer): void {
    this.#peers.delete(peer);
    if (this.#peers.size === 0) this.close();
  }

  close(): void {
    this.#cancel?.();
    this.#cancel = undefined;
    this.#told = '';
  }

  #look(): void {
    this.#cancel = this.#clock.after(LOOK_MS, () => this.#look());
    const lines = this.#lines;
    const states = lines.map(stateOf);
    const text = JSON.stringify(states);
    if (text !== this.#told) this.#news.changed(states);
    this.#told = text;
    const watched = new Set(this.#peers.values());
    for (const line of lines) if (watched.has(line.name)) this.#tell(line);
  }

  #tell({ name, exchange }: Line): void {
    const said = this.#said.get(name) ?? 0;
    // An instrument that was put in anew counts anew.
    const from = said > exchange.count ? 0 : said;
    this.#said.set(name, exchange.count);
    if (exchange.count === from) return;
    this.#news.said({
      name,
      exchanges: numbered(exchange)
        .filter(({ id }) => id >= from)
        .slice(-MOST),
    });
  }
}

function numbered(exchange: Exchange): LineExchange[] {
  const traffic = exchange.traffic();
  const first = exchange.count - traffic.length;
  return traffic.map((entry, index) => ({ ...entry, id: first + index }));
}

function stateOf({ name, exchange, devices }: Line): LineState {
  return {
    name,
    address: exchange.address,
    devices: devices.map(({ info }) => info.name),
    ...exchange.health(),
  };
}

/** Two instruments at one address are a mistake of the beamline file, but not one to hide a line for. */
function named(instruments: readonly Instrument[]): readonly Line[] {
  const seen = new Map<string, number>();
  return instruments.flatMap(({ exchange, devices }) => {
    if (!exchange) return [];
    const { address } = exchange;
    const count = (seen.get(address) ?? 0) + 1;
    seen.set(address, count);
    const name = count === 1 ? address : `${address} (${String(count)})`;
    return [{ name, exchange, devices }];
  });
}
