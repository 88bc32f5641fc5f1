import { z } from 'zod';
import { event, method } from './define.ts';
import { DeviceName } from './devices.ts';

/** What people call a set of positions: `sample change`. */
export const PositionsName = z
  .string()
  .trim()
  .min(1, 'Give it a name.')
  .max(64, 'A name has at most 64 characters.');

/** Where one axis stood. */
export const SavedPosition = z.object({
  axis: DeviceName,
  /** As people saw it. */
  position: z.number(),
  /** Where it physically was; left out for an axis that is a formula over others. */
  dial: z.number().optional(),
  unit: z.string(),
});
export type SavedPosition = z.infer<typeof SavedPosition>;

/** Positions of some axes under a name, in the order in which they are restored. */
export const NamedPositions = z.object({
  name: PositionsName,
  /** ms since the epoch */
  savedAt: z.number(),
  savedBy: z.string(),
  positions: z.array(SavedPosition),
});
export type NamedPositions = z.infer<typeof NamedPositions>;

/** One axis of a named set, and where it is now. */
export const PositionDifference = z.object({
  axis: DeviceName,
  unit: z.string(),
  decimals: z.number().int(),
  /** Where it would go, as positions are counted now. */
  target: z.number(),
  /** null = not known. */
  now: z.number().nullable(),
  /** `target` - `now` */
  difference: z.number().nullable(),
  /** Its position was redefined since: the same place is called something else. */
  isRedefined: z.boolean(),
  /** Why it cannot go there now, in a sentence; null = it can. */
  whyNot: z.string().nullable(),
});
export type PositionDifference = z.infer<typeof PositionDifference>;

const OneSet = z.object({ name: PositionsName });

export const positions = {
  'positions.list': method(z.void(), z.array(NamedPositions)),
  /** Saves where these axes stand, or all that have a place of their own; the order given is the order of restoring. */
  'positions.save': method(
    OneSet.extend({
      axes: z.array(DeviceName).min(1).optional(),
      /** Without it, a name that is taken is refused. */
      isReplacing: z.boolean().optional(),
    }),
    NamedPositions,
  ),
  'positions.remove': method(OneSet, z.void()),
  'positions.compare': method(OneSet, z.array(PositionDifference)),
  /**
   * Moves the axes back, one after the other in this order or in that of saving, or all together. All are checked
   * before the first one moves; the first that fails ends it.
   */
  'positions.restore': method(
    OneSet.extend({
      axes: z.array(DeviceName).min(1).optional(),
      isTogether: z.boolean().optional(),
    }),
    z.void(),
  ),
  'positions.changed': event(z.array(NamedPositions)),
};
