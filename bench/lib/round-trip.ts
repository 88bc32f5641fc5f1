import { setTimeout as pause } from 'node:timers/promises';
import type { BytePort } from '../../src/main/io/types.ts';
import { median } from './table.ts';

/** That all series of a measurement may take together. */
const PATIENCE_MS = 30_000;

/** One request of a series, and the way it takes. */
export interface Request {
  readonly port: BytePort;
  readonly text: string;
  /** What ends a reply; left out: LF. */
  readonly end?: string;
  /** How many such ends come back; 0 = it is silent, and nothing is awaited. Left out: 1. */
  readonly ends?: number;
  /** Rest that the instrument asks for before it, ms. */
  readonly restMs?: number;
}

/**
 * ms of a series of bare round trips, one after the other: the request's bytes out, the end of the reply in, nothing in
 * between but the rests that the protocol imposes. Median over `times` series.
 */
export async function bareRoundTrips(
  series: (index: number) => readonly Request[],
  times: number,
): Promise<number> {
  const { promise: late, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(
    () => reject(new Error('An instrument did not answer a bare request.')),
    PATIENCE_MS,
  );
  try {
    return await Promise.race([late, medianOf(series, times)]);
  } finally {
    clearTimeout(timer);
  }
}

async function medianOf(
  series: (index: number) => readonly Request[],
  times: number,
): Promise<number> {
  const took: number[] = [];
  for (let i = 0; i < times; i += 1) {
    const requests = series(i).map((request) => ({
      ...request,
      bytes: new TextEncoder().encode(request.text),
    }));
    const start = performance.now();
    for (const request of requests) {
      if (request.restMs !== undefined) await pause(request.restMs);
      await roundTrip(request, request.bytes);
    }
    took.push(performance.now() - start);
  }
  return median(took);
}

function roundTrip(
  { port, end = '\n', ends = 1 }: Request,
  bytes: Uint8Array,
): Promise<void> {
  const last = end.charCodeAt(0);
  let missing = ends;
  return new Promise((resolve) => {
    const stop = port.onData((reply) => {
      for (const byte of reply) if (byte === last) missing -= 1;
      if (missing > 0) return;
      stop();
      resolve();
    });
    port.write(bytes);
    if (missing > 0) return;
    stop();
    resolve();
  });
}
