import { z } from 'zod';

/** A Keithley picoammeter or electrometer as an ammeter. */
export const keithleyConfig = z.strictObject({
  protocol: z.literal('keithley'),
  model: z.enum(['6485', '6487', '6514']).default('6485'),
  /** Which signal of the world it sees. */
  signal: z.string(),
  lineHz: z.union([z.literal(50), z.literal(60)]).default(50),
  /** Ends its replies. */
  terminator: z.enum(['lf', 'cr', 'crlf']).default('lf'),
  serialNumber: z.string().default('1234567'),
});
export type KeithleyConfig = z.infer<typeof keithleyConfig>;

/** A Keithley 2400 source-meter with a resistor between its terminals. */
export const keithley2400Config = z.strictObject({
  protocol: z.literal('keithley-2400'),
  /** What is connected to it. */
  ohms: z.number().positive().default(1e6),
  lineHz: z.union([z.literal(50), z.literal(60)]).default(50),
  /** Ends its replies. */
  terminator: z.enum(['lf', 'cr', 'crlf']).default('lf'),
  serialNumber: z.string().default('1234567'),
});
export type Keithley2400Config = z.infer<typeof keithley2400Config>;
