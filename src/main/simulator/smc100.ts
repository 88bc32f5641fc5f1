import type { Clock } from '../base/clock.ts';
import { Inbox, toBytes } from './inbox.ts';
import { Smc100Axis } from './smc100-axis.ts';
import { runSmc100 } from './smc100-commands.ts';
import type { Smc100Config } from './smc100-config.ts';
import type { Responder } from './types.ts';
import type { World } from './world.ts';

/** `1PA10.5`, `1VA?`, `ST`: address, command, value. Three letters are the current limits'. */
const grammar = /^\s*(\d*)\s*(QI[LRT]|[A-Z]{2})\s*(.*?)\s*$/i;
const anything = /^\s*(\d+)/;
/** Commands that go to every box of the chain, without an address. */
const broadcasts = ['ST', 'MM'];

/**
 * A chain of SMC100 controllers that is not there. Writes are silent, and so are refusals: they are remembered for
 * TE. A box that nobody has is silent too.
 */
export function smc100Responder(
  config: Smc100Config,
  world: World,
  clock: Clock,
): Responder {
  const inbox = new Inbox();
  const axes = new Map(
    Object.entries(config.axes).map(([address, axis]) => [
      Number(address),
      new Smc100Axis(axis, world, clock),
    ]),
  );

  function answer(line: string): string[] {
    const match = grammar.exec(line);
    if (!match) {
      axes.get(Number(anything.exec(line)?.[1]))?.refuse('A');
      return [];
    }
    const [, digits = '', letters = '', argument = ''] = match;
    const address = Number(digits);
    const name = letters.toUpperCase();
    if (address === 0) {
      for (const [number, axis] of axes) {
        if (broadcasts.includes(name)) runSmc100(number, axis, name, argument);
        else axis.refuse('B');
      }
      return [];
    }
    const axis = axes.get(address);
    return axis ? runSmc100(address, axis, name, argument) : [];
  }

  return {
    receive(bytes, reply) {
      for (const line of inbox.take(bytes, reply)) {
        const lines = answer(line);
        if (lines.length > 0) reply(toBytes(`${lines.join('\r\n')}\r\n`));
      }
    },
    jam(isJammed) {
      for (const axis of axes.values()) {
        axis.update();
        axis.servo.axis.jam(isJammed);
      }
    },
    close: () => undefined,
  };
}
