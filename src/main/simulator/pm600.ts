import type { Clock } from '../base/clock.ts';
import { createAxis } from './axis-config.ts';
import { toBytes, type Reply } from './inbox.ts';
import { Pm600Axis } from './pm600-axis.ts';
import { runPm600 } from './pm600-commands.ts';
import type { Pm600Config } from './pm600-config.ts';
import type { Responder } from './types.ts';
import type { World } from './world.ts';

/** Halt characters: they act at once, in the middle of whatever is being written. */
const hardStop = 0x03;
const softStop = 0x1b;
const carriageReturn = 0x0d;
const lineFeed = 0x0a;

const longest = 256;

/**
 * A chain of PM600 controllers that is not there. What is written comes back, character by character, up to and
 * including CR; then the addressed controller replies. An address that nobody has stays silent but for the echo
 * of the first in the chain.
 */
export function pm600Responder(
  config: Pm600Config,
  world: World,
  clock: Clock,
): Responder {
  const axes = new Map(
    Object.entries(config.axes).map(([address, axis]) => [
      Number(address),
      new Pm600Axis(createAxis(axis, world, clock)),
    ]),
  );
  const lines = new WeakMap<Reply, string>();

  function take(byte: number, line: string, out: string[]): string {
    if (byte === hardStop || byte === softStop) {
      for (const { axis } of axes.values()) {
        if (byte === hardStop) axis.abort();
        else axis.stop();
      }
      if (config.echo) out.push(String.fromCharCode(byte));
      return '';
    }
    if (config.echo) out.push(String.fromCharCode(byte));
    if (byte === lineFeed) return line;
    if (byte !== carriageReturn) {
      return (line + String.fromCharCode(byte)).slice(-longest);
    }
    const reply = answer(line, axes);
    if (reply !== undefined) out.push(`${reply}\r\n`);
    return '';
  }

  return {
    receive(bytes, reply) {
      const out: string[] = [];
      let line = lines.get(reply) ?? '';
      for (const byte of bytes) line = take(byte, line, out);
      lines.set(reply, line);
      if (out.length > 0) reply(toBytes(out.join('')));
    },
    close: () => undefined,
  };
}

function answer(
  line: string,
  axes: ReadonlyMap<number, Pm600Axis>,
): string | undefined {
  const match = /^\s*(\d{1,2})\s*([A-Za-z]{2})\s*(.*?)\s*$/.exec(line);
  if (!match) return undefined;
  const [, address, name, argument] = match;
  const axis = axes.get(Number(address));
  return axis
    ? runPm600(
        Number(address),
        axis,
        (name ?? '').toUpperCase(),
        argument ?? '',
      )
    : undefined;
}
