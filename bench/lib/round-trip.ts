import type { BytePort } from '../../src/main/io/types.ts';
import { median } from './table.ts';

/** One request of a series, and the way it takes. */
export interface Request {
  readonly port: BytePort;
  readonly text: string;
}

/**
 * ms of a series of bare round trips, one after the other: the request's bytes out, the end of the reply in, nothing in
 * between. Median over `times` series.
 */
export async function bareRoundTrips(
  series: (index: number) => readonly Request[],
  times: number,
): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const requests = series(i).map(({ port, text }) => ({
      port,
      bytes: encode(text),
    }));
    const start = performance.now();
    for (const { port, bytes } of requests) await roundTrip(port, bytes);
    took.push(performance.now() - start);
  }
  return median(took);
}

const LF = 10;

function encode(text: string): Uint8Array {
  return new TextEncoder().encode(text);
}

function roundTrip(port: BytePort, bytes: Uint8Array): Promise<void> {
  return new Promise((resolve) => {
    const stop = port.onData((reply) => {
      if (reply.at(-1) !== LF) return;
      stop();
      resolve();
    });
    port.write(bytes);
  });
}
