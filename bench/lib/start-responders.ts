import { fork } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { openerFor } from '../../src/main/io/open.ts';
import type { PortOpener } from '../../src/main/io/types.ts';
import type { responderConfig } from '../../src/main/simulator/config.ts';

/** An instrument that is to run elsewhere. */
export interface Wanted {
  readonly line: 'tcp' | 'pty';
  readonly config: z.input<typeof responderConfig>;
}

/** Instruments that run elsewhere, in the order in which they were asked for. */
export interface Responders {
  readonly openers: readonly PortOpener[];
  /** Makes one hear nothing, or all hear again. */
  deafen(index: number | null): void;
  /** Calls back when a request that is to be told has arrived; ns on the clock of `process.hrtime`. */
  onHeard(listener: (index: number, atNs: bigint, text: string) => void): void;
  close(): Promise<void>;
}

/** How simulated instruments run. */
export interface RespondersOptions {
  /** How much faster than real their time runs; left out: so fast that a motion is over at once. */
  readonly speed?: number;
  /** Which requests are told. Left out: none. */
  readonly tells?: RegExp;
}

const INSTANT = 100_000;

/** What a child says first, as Node's events give it. */
const Started = z.tuple([z.array(z.string())]).rest(z.unknown());
const Heard = z.object({
  of: z.number(),
  text: z.string(),
  atNs: z.string(),
});

/** Simulated instruments in another process, and the ways to them, in order. */
export async function startResponders(
  wanted: readonly Wanted[],
  { speed = INSTANT, tells }: RespondersOptions = {},
): Promise<Responders> {
  const program = fileURLToPath(new URL('responders.ts', import.meta.url));
  const child = fork(program, [
    JSON.stringify(wanted),
    JSON.stringify({ speed, tells: tells?.source ?? null }),
  ]);
  const message: unknown = await Promise.race([
    once(child, 'message', { signal: AbortSignal.timeout(20_000) }),
    once(child, 'exit').then(() => {
      throw new Error('The simulated instruments did not start.');
    }),
  ]);
  const [addresses] = Started.parse(message);
  return {
    openers: addresses.map((address, index) =>
      wanted[index]?.line === 'tcp'
        ? openerFor({ tcp: address })
        : openerFor({
            serial: address,
            baudRate: 115_200,
            dataBits: 8,
            parity: 'none',
            stopBits: 1,
            flow: 'none',
          }),
    ),
    deafen(index) {
      child.send({ deaf: index });
    },
    onHeard(listener) {
      child.on('message', (message) => {
        const { data } = Heard.safeParse(message);
        if (data) listener(data.of, BigInt(data.atNs), data.text);
      });
    },
    async close() {
      if (child.exitCode !== null) return;
      const ended = once(child, 'exit');
      child.disconnect();
      await ended;
    },
  };
}
