import type { z } from 'zod';

/** A call a client can make: what goes in, what comes out. */
export interface Method<
  I extends z.ZodType = z.ZodType,
  O extends z.ZodType = z.ZodType,
> {
  readonly kind: 'method';
  readonly input: I;
  readonly output: O;
}

/** A fact the station announces; the payload is validated where it leaves the process. */
export interface Event<P extends z.ZodType = z.ZodType> {
  readonly kind: 'event';
  readonly payload: P;
}

/** A contract is a flat table `area.verb` -> method or event. */
export type Contract = Record<string, Method | Event>;

/** Declares a call. */
export function method<I extends z.ZodType, O extends z.ZodType>(
  input: I,
  output: O,
): Method<I, O> {
  return { kind: 'method', input, output };
}

/** Declares an announcement. */
export function event<P extends z.ZodType>(payload: P): Event<P> {
  return { kind: 'event', payload };
}
