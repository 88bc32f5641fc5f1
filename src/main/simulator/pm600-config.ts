import { z } from 'zod';
import { axesConfig } from './axis-config.ts';

/** A chain of McLennan PM600 controllers on one serial line. */
export const pm600Config = z.strictObject({
  protocol: z.literal('pm600'),
  /** `false`: as behind a terminal server that swallows the echo. */
  echo: z.boolean().default(true),
  axes: axesConfig(
    (address) => address >= 1 && address <= 99,
    'An axis of a PM600 chain has an address from 1 to 99.',
  ),
});
export type Pm600Config = z.infer<typeof pm600Config>;
