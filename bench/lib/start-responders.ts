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
  /** Calls back when a stop command has arrived; ns on the clock of `process.hrtime`. */
  onStop(listener: (index: number, atNs: bigint) => void): void;
  close(): Promise<void>;
}

/** What a child says first, as Node's events give it. */
const Started = z.tuple([z.array(z.string())]).rest(z.unknown());
const Stop = z.object({ stopOf: z.number(), atNs: z.string() });

/** Simulated instruments in another process, and the ways to them, in order. */
export async function startResponders(
  wanted: readonly Wanted[],
): Promise<Responders> {
  const program = fileURLToPath(new URL('responders.ts', import.meta.url));
  const child = fork(program, [JSON.stringify(wanted)]);
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
    onStop(listener) {
      child.on('message', (message) => {
        const stop = Stop.safeParse(message);
        if (stop.success) listener(stop.data.stopOf, BigInt(stop.data.atNs));
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
