import { z } from 'zod';

/** A Keithley 6485 picoammeter. */
export const keithleyConfig = z.strictObject({
  protocol: z.literal('keithley'),
  /** Which signal of the world it sees. */
  signal: z.string(),
  lineHz: z.union([z.literal(50), z.literal(60)]).default(50),
  /** Ends its replies. */
  terminator: z.enum(['lf', 'cr', 'crlf']).default('lf'),
  serialNumber: z.string().default('1234567'),
});
export type KeithleyConfig = z.infer<typeof keithleyConfig>;
