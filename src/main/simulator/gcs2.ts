import type { Clock } from '../base/clock.ts';
import { Gcs2Axis } from './gcs2-axis.ts';
import { axisCommands, movingAxes, statusWord } from './gcs2-commands.ts';
import type { Gcs2Config } from './gcs2-config.ts';
import { gcsErrors, GcsRefusal, type GcsError } from './gcs2-errors.ts';
import { toBytes, type Reply } from './inbox.ts';
import type { Responder } from './types.ts';
import type { World } from './world.ts';

const lineFeed = 0x0a;
const carriageReturn = 0x0d;
/** Commands of one byte, which need no line end and act at once. */
const statusRequest = 4;
const motionRequest = 5;
const readyRequest = 7;
const stopAll = 24;
/** What the controller says to #7; not ASCII. */
const ready = 0xb1;
const busy = 0xb0;
const longest = 256;

/**
 * A PI controller that is not there. A set command is silent whether it is carried out or not: ERR? tells, once. A
 * query that is refused gets no reply at all.
 */
export function gcs2Responder(
  config: Gcs2Config,
  world: World,
  clock: Clock,
): Responder {
  const axes = new Map(
    Object.entries(config.axes).map(([key, axis]) => [
      key,
      new Gcs2Axis(axis, world, clock),
    ]),
  );
  const lines = new WeakMap<Reply, string>();
  let error: GcsError | 0 = 0;

  function update(): void {
    for (const axis of axes.values()) error = axis.update() ?? error;
  }

  function run(line: string): string[] {
    const [name = '', ...words] = line.trim().split(/\s+/);
    const keyword = name.toUpperCase();
    if (keyword === '') return [];
    if (keyword === 'ERR?') {
      const code = error;
      error = 0;
      return [String(code)];
    }
    if (keyword === '*IDN?') return [config.identity];
    try {
      const command =
        Object.hasOwn(axisCommands, keyword) && !config.lacks.includes(keyword)
          ? axisCommands[keyword]
          : undefined;
      if (!command) throw new GcsRefusal('unknownCommand');
      return command(words, axes);
    } catch (refusal) {
      if (!(refusal instanceof GcsRefusal)) throw refusal;
      error = refusal.code;
      return [];
    }
  }

  /** `undefined`: no command of one byte. */
  function single(byte: number): Uint8Array | undefined {
    switch (byte) {
      case statusRequest:
        return toBytes(`${statusWord(axes)}\n`);
      case motionRequest:
        return toBytes(`${movingAxes(axes)}\n`);
      case readyRequest: {
        const isBusy = [...axes.values()].some((axis) => axis.isReferencing);
        // That a line feed ends this reply too is most likely; the sources do not say.
        return Uint8Array.of(isBusy ? busy : ready, lineFeed);
      }
      case stopAll:
        for (const axis of axes.values()) axis.stop({ isAbrupt: true });
        error = gcsErrors.stopped;
        return new Uint8Array();
      default:
        return undefined;
    }
  }

  function take(byte: number, line: string, reply: Reply): string {
    update();
    const answer = single(byte);
    if (answer) {
      if (answer.length > 0) reply(answer);
      return line;
    }
    if (byte === carriageReturn) return line;
    if (byte !== lineFeed) return line + String.fromCharCode(byte);
    if (line.length > longest) {
      error = gcsErrors.tooLong;
      return '';
    }
    const answers = run(line);
    // Every line but the last of a reply has a space before its line feed.
    if (answers.length > 0) reply(toBytes(`${answers.join(' \n')}\n`));
    return '';
  }

  return {
    receive(bytes, reply) {
      let line = lines.get(reply) ?? '';
      for (const byte of bytes) {
        line = take(byte, line, reply).slice(0, longest + 1);
      }
      lines.set(reply, line);
    },
    jam(isJammed) {
      update();
      for (const { servo } of axes.values()) servo.axis.jam(isJammed);
    },
    close: () => undefined,
  };
}
