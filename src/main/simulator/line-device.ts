import { TextPattern, type Parts } from '../base/text-pattern.ts';
import type { Clock } from '../base/clock.ts';
import { Inbox, toBytes } from './inbox.ts';
import type { LineDeviceConfig } from './line-device-config.ts';
import { parseNumber, shortNumber } from './numbers.ts';
import type { Responder } from './types.ts';

/** An instrument that answers by a table, and remembers what it was told. */
export function lineDeviceResponder(
  config: LineDeviceConfig,
  clock: Clock,
): Responder {
  const inbox = new Inbox();
  const table = config.replies.map((entry) => ({
    ...entry,
    pattern: new TextPattern(entry.request),
  }));
  const state = new Map(Object.entries(config.state));
  let followedAt = clock.monotonic();

  /** Brings what follows to where it is now. */
  function follow(): void {
    const seconds = (clock.monotonic() - followedAt) / 1000;
    followedAt = clock.monotonic();
    for (const [name, { of, perSecond }] of Object.entries(config.follows)) {
      const is = Number(state.get(name) ?? 0);
      const way = Number(state.get(of) ?? 0) - is;
      const step = Math.min(Math.abs(way), perSecond * seconds);
      state.set(name, is + Math.sign(way) * step);
    }
  }

  function remember(name: string, text: string): void {
    state.set(name, parseNumber(text) ?? text);
  }

  function fill(template: string): string {
    return template.replace(
      /\{(\w+)(?::(\d))?\}/g,
      (written, name: string, decimals: string | undefined) => {
        const value = state.get(name);
        if (typeof value !== 'number') return value ?? written;
        return decimals === undefined
          ? shortNumber(value)
          : value.toFixed(Number(decimals));
      },
    );
  }

  function answer(request: string): string | undefined {
    follow();
    for (const { pattern, reply, set } of table) {
      const parts: Parts | null = pattern.match(request);
      if (!parts) continue;
      for (const [name, text] of Object.entries(parts)) remember(name, text);
      for (const [name, text] of Object.entries(set)) {
        remember(name, fill(text));
      }
      return reply === undefined ? undefined : fill(reply);
    }
    return config.otherwise === undefined ? undefined : fill(config.otherwise);
  }

  return {
    receive(bytes, reply) {
      for (const request of inbox.take(bytes, reply)) {
        const text = answer(request);
        if (text !== undefined) reply(toBytes(`${text}${config.terminator}`));
      }
    },
    close() {},
  };
}
