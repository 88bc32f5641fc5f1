import type { Clock } from '../base/clock.ts';
import { GalilAxis } from './galil-axis.ts';
import { runGalil, withSign } from './galil-commands.ts';
import type { GalilConfig } from './galil-config.ts';
import { galilErrors, GalilRefusal, type GalilError } from './galil-errors.ts';
import { toBytes, type Reply } from './inbox.ts';
import type { Responder } from './types.ts';
import type { World } from './world.ts';

/** Characters that a command may have before it ends. */
const longest = 80;
/** Asks for the revision. */
const revisionRequest = '\x12\x16';
const revision = 'DMC4080 Rev 1.3a';

/**
 * A Galil DMC controller that is not there. CR or `;` ends a command; each is answered by itself, with `:`, with its
 * value and `:`, or with `?` and a code that waits for TC. One that is refused does not keep the rest of its line
 * from being carried out.
 */
export function galilResponder(
  config: GalilConfig,
  world: World,
  clock: Clock,
): Responder {
  const axes = new Map(
    Object.entries(config.axes)
      .sort(([one], [other]) => one.localeCompare(other))
      .map(([letter, axis]) => [letter, new GalilAxis(axis, world, clock)]),
  );
  const lines = new WeakMap<Reply, string>();
  let echoes = config.echo ?? config.line === 'serial';
  let error: GalilError | 0 = 0;

  function run(line: string): string {
    const text = line.trim().toUpperCase();
    if (text === '') return ':';
    if (text === revisionRequest) return `${revision}\r\n:`;
    try {
      if (text.length > longest) throw new GalilRefusal(5);
      const match = /^([A-Z]{2})\s*(.*)$/.exec(text);
      if (!match) throw new GalilRefusal(1);
      const [, name = '', argument = ''] = match;
      const answer = own(name, argument) ?? runGalil(name, argument, axes);
      return answer === undefined || answer === '' ? ':' : `${answer}\r\n:`;
    } catch (refusal) {
      if (!(refusal instanceof GalilRefusal)) throw refusal;
      error = refusal.code;
      return '?';
    }
  }

  /** Commands of the controller itself; `undefined` = not one of them. */
  function own(name: string, argument: string): string | undefined {
    if (name === 'EO') {
      if (argument !== '0' && argument !== '1') throw new GalilRefusal(6);
      echoes = argument === '1';
      return '';
    }
    if (name !== 'TC') return undefined;
    const code = error;
    error = 0;
    return argument === '1' && code !== 0
      ? `${code} ${galilErrors[code]}`
      : withSign(code);
  }

  return {
    receive(bytes, reply) {
      const out: string[] = [];
      let line = lines.get(reply) ?? '';
      for (const byte of bytes) {
        const character = String.fromCharCode(byte);
        if (echoes) out.push(character);
        if (character === '\r' || character === ';') {
          out.push(run(line));
          line = '';
        } else if (character !== '\n') {
          line = (line + character).slice(0, longest + 1);
        }
      }
      lines.set(reply, line);
      if (out.length > 0) reply(toBytes(out.join('')));
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
