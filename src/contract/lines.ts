import { z } from 'zod';
import { event, method } from './define.ts';
import { DeviceName, Exchange } from './devices.ts';

/** Which line: its address, with a number behind it where two instruments have the same one. */
const LineName = z.string().min(1).max(200);

/** A line to hardware and how it does. */
export const LineState = z.object({
  name: LineName,
  /** `rack1:5000`, `/dev/ttyUSB0`. */
  address: z.string(),
  devices: z.array(DeviceName),
  state: z.enum(['connecting', 'connected', 'lost', 'closed']),
  /** Why it is not connected, in whole sentences. */
  reason: z.string().nullable(),
  /** When the state became what it is, ms since the epoch. */
  since: z.number(),
  /** Requests and other entries of its traffic since the station started. */
  exchanges: z.number().int(),
  /** Of the last answered ones, at most 200, ms; null = nothing was answered yet. */
  roundTrip: z
    .object({
      count: z.number().int(),
      min: z.number(),
      median: z.number(),
      max: z.number(),
    })
    .nullable(),
  /** Requests without an answer in time, since the station started. */
  timeouts: z.number().int(),
  /** Times it was opened again, after a loss or to bring it in order. */
  reconnects: z.number().int(),
});
export type LineState = z.infer<typeof LineState>;

/** An exchange with its number on its line, counted since the station started. */
export const LineExchange = Exchange.extend({ id: z.number().int() });
export type LineExchange = z.infer<typeof LineExchange>;

/** What was said on a line, oldest first. */
export const LineTraffic = z.object({
  name: LineName,
  exchanges: z.array(LineExchange),
});
export type LineTraffic = z.infer<typeof LineTraffic>;

/** What a command sent by hand brought back. */
export const LineReply = z.object({
  /** Printable; null = none was waited for. */
  reply: z.string().nullable(),
  milliseconds: z.number(),
});
export type LineReply = z.infer<typeof LineReply>;

export const lines = {
  'lines.list': method(z.void(), z.array(LineState)),
  /**
   * Announces changes of all lines, and what is said on one of them, until `lines.unwatch`; answers with what was said
   * on it last. Another call replaces the one before.
   */
  'lines.watch': method(
    z.object({ name: LineName.nullable() }),
    z.object({ lines: z.array(LineState), traffic: LineTraffic.nullable() }),
  ),
  'lines.unwatch': method(z.void(), z.void()),
  /**
   * Sends one command by hand. Its end is added; control characters are written as the traffic shows them: `\t`, `<1b>`.
   * Refused while a run uses a device of the line, while one of them is locked, and after STOP ALL.
   */
  'lines.send': method(
    z.object({
      name: LineName,
      text: z.string().min(1).max(500),
      /** `false`: nothing is answered. Left out = true. */
      hasReply: z.boolean().optional(),
    }),
    LineReply,
  ),
  /** All lines, when anything about one has changed. */
  'lines.changed': event(z.array(LineState)),
  'lines.said': event(LineTraffic),
};
