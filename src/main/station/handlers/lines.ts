import { BeamtimeError, toReport } from '../../../contract/errors.ts';
import type { Devices } from '../../device/types.ts';
import { printable, unprintable } from '../../io/printable.ts';
import type { Line, LineWatch } from '../line-watch.ts';
import type { Logger } from '../logger.ts';
import { nameOf } from '../peer.ts';
import type { RunService } from '../run-service.ts';
import type { StationHandlers } from './types.ts';

interface Parts {
  readonly lines: LineWatch;
  readonly devices: Devices;
  readonly runs: RunService;
  readonly logger: Logger;
}

/** The lines to the hardware: how they do, what is said on them, and a word said by hand. */
export function lineHandlers({ lines, devices, runs, logger }: Parts) {
  /** What a command does is not known here: it is refused wherever a move would be. */
  function assertFree(line: Line): void {
    const { isLatched, who } = devices.latch.state;
    if (isLatched) {
      throw new BeamtimeError(
        'stopped',
        `Nothing is sent by hand after STOP ALL, which was pressed by ${who ?? 'somebody'}. Reset the stop first.`,
      );
    }
    runs.assertUnused(line.devices.map(({ info }) => info.name));
    for (const { locking } of line.devices) locking.assertFree();
  }

  return {
    'lines.list': () => lines.states(),

    'lines.watch': ({ name }, { peer }) => {
      const traffic = name === null ? null : lines.traffic(name);
      lines.watch(peer, name);
      return { lines: lines.states(), traffic };
    },

    'lines.unwatch': (_input, { peer }) => {
      lines.leave(peer);
    },

    'lines.send': async ({ name, text, hasReply = true }, { peer, signal }) => {
      const line = lines.get(name);
      assertFree(line);
      const command = oneCommand(text);
      const who = nameOf(peer);
      const sent = `Sent "${printable(command)}" on ${name} by hand`;
      try {
        const { reply, milliseconds } = await lines.say(
          line,
          command,
          hasReply,
          signal,
        );
        const shown = hasReply ? printable(reply) : null;
        logger.add(
          'info',
          who,
          shown === null ? `${sent}.` : `${sent}; it answered "${shown}".`,
        );
        return { reply: shown, milliseconds };
      } catch (error) {
        const { code, message } = toReport(error);
        logger.add('error', who, `${sent}: ${message}`, { code });
        throw error;
      }
    },
  } satisfies Partial<StationHandlers>;
}

/** @throws BeamtimeError `bad-input` */
function oneCommand(text: string): string {
  const command = unprintable(text);
  if (/[\r\n]/.test(command)) {
    throw new BeamtimeError(
      'bad-input',
      'Send one command at a time and leave its end out: it is added.',
    );
  }
  const strange = Array.from(command).find((one) => one > '\u00ff');
  if (strange !== undefined) {
    throw new BeamtimeError(
      'bad-input',
      `"${strange}" is no byte that a line can carry. Write bytes beyond ASCII as they are shown, such as <b5>.`,
    );
  }
  return command;
}
