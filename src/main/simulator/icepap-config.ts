import { z } from 'zod';
import { axesConfig } from './axis-config.ts';

/** Whether an IcePAP system can have a board of this number: rack x 10 + slot, slots 1 to 8. */
export function isBoardNumber(address: number): boolean {
  const slot = address % 10;
  return address >= 1 && address <= 158 && slot >= 1 && slot <= 8;
}

/** An IcePAP rack and its boards. */
export const icepapConfig = z.strictObject({
  protocol: z.literal('icepap'),
  axes: axesConfig(
    isBoardNumber,
    'A board is rack x 10 + slot, slots 1 to 8: 1...8, 11...18, up to 158.',
  ),
});
export type IcepapConfig = z.infer<typeof icepapConfig>;
