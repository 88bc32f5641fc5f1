import { z } from 'zod';

/** The machine's own small instrument: ring current and shutter. */
export const machineConfig = z.strictObject({
  protocol: z.literal('machine'),
});
export type MachineConfig = z.infer<typeof machineConfig>;
