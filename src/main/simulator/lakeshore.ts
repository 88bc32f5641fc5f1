import type { Clock } from '../base/clock.ts';
import { Inbox, toBytes } from './inbox.ts';
import { LakeshoreRefusal, runLakeshore } from './lakeshore-commands.ts';
import type { LakeshoreConfig } from './lakeshore-config.ts';
import { LakeshoreCryostat } from './lakeshore-cryostat.ts';
import type { Responder } from './types.ts';

/**
 * A Lake Shore 336 that is not there. Commands say nothing; answers of questions that are joined with `;` come in one
 * line, joined likewise. What it does not understand has no answer and sets a bit of *ESR. What comes too soon after
 * the last line is lost.
 */
export function lakeshoreResponder(
  config: LakeshoreConfig,
  clock: Clock,
): Responder {
  const cryostat = new LakeshoreCryostat(config, clock);
  const inbox = new Inbox();
  let events = 0;
  let readyAt = -Infinity;

  function run(command: string): string | undefined {
    const match = /^\s*(\S+)\s*(.*?)\s*$/.exec(command);
    const [, word = '', rest = ''] = match ?? [];
    const name = word.toUpperCase();
    if (name === '*ESR?') {
      const said = String(events).padStart(3, '0');
      events = 0;
      return said;
    }
    if (name === '*CLS') {
      events = 0;
      return undefined;
    }
    try {
      const words = rest.split(',').map((part) => part.trim());
      return runLakeshore(name, words, cryostat);
    } catch (refusal) {
      if (!(refusal instanceof LakeshoreRefusal)) throw refusal;
      events |= refusal.bit;
      return undefined;
    }
  }

  return {
    receive(bytes, reply) {
      for (const line of inbox.take(bytes, reply)) {
        if (clock.monotonic() < readyAt) continue;
        const answers = line
          .split(';')
          .map(run)
          .filter((answer) => answer !== undefined);
        if (answers.length > 0) reply(toBytes(`${answers.join(';')}\r\n`));
        readyAt = clock.monotonic() + config.restMs;
      }
    },
    close: () => undefined,
  };
}
