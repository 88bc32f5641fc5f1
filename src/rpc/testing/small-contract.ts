import { z } from 'zod';
import { event, method } from '../../contract/define.ts';

/** A contract with one of everything that a wire has to carry. */
export const contract = {
  'axis.move': method(
    z.object({ name: z.string().min(1), target: z.number() }),
    z.number(),
  ),
  'axis.wait': method(z.void(), z.void()),
  'axis.lie': method(z.void(), z.number()),
  'axis.break': method(z.void(), z.void()),
  'frame.sum': method(
    z.object({ pixels: z.instanceof(Uint16Array) }),
    z.object({ sum: z.number(), doubled: z.instanceof(Float64Array) }),
  ),
  'picture.get': method(
    z.void(),
    z.object({ revision: z.number(), count: z.number() }),
  ),
  'axis.changed': event(
    z.object({ name: z.string(), trace: z.instanceof(Float64Array) }),
  ),
  'count.changed': event(z.number()),
};
export type Contract = typeof contract;

export interface Peer {
  readonly host: string;
}
