import { z } from 'zod';
import { event, method } from './define.ts';
import { ErrorCode } from './errors.ts';

/** A device's name: starts with a letter; `/` is allowed for ratios such as `i1/i0`. */
export const DeviceName = z
  .string()
  .regex(
    /^[A-Za-z][\w./:-]{0,63}$/,
    'A device name starts with a letter and has letters, digits and _ . / : - only.',
  );

/** Lower and upper end in the device's unit; null = open on that side. */
export const Limits = z.object({
  lower: z.number().nullable(),
  upper: z.number().nullable(),
});
export type Limits = z.infer<typeof Limits>;

/** What a device is doing, in one word. */
export const DeviceStatus = z.enum([
  'idle',
  'moving',
  'counting',
  'limit',
  'disabled',
  'offline',
  'error',
]);
export type DeviceStatus = z.infer<typeof DeviceStatus>;

/** Who locked something, why, since when (ms since the epoch). */
export const Lock = z.object({
  who: z.string(),
  why: z.string(),
  since: z.number(),
  isPermanent: z.boolean(),
});
export type Lock = z.infer<typeof Lock>;

/** What a stop, and STOP ALL, does to a device as its beamline file says: sentences for before and after. */
export const OnStop = z.object({
  isLeftAlone: z.boolean(),
  does: z.string(),
  done: z.string(),
});
export type OnStop = z.infer<typeof OnStop>;

/** What does not change while the station runs. */
export const DeviceInfo = z.object({
  name: DeviceName,
  group: z.string(),
  driver: z.string(),
  unit: z.string(),
  /** Decimals shown, so that values do not dance. */
  decimals: z.number().int().min(0).max(12),
  /** What it can do. */
  can: z.object({
    move: z.boolean(),
    count: z.boolean(),
    set: z.boolean(),
    stop: z.boolean(),
  }),
  /** For a selection: its closed list. */
  options: z.array(z.string()).nullable(),
  /** First jog step, in `unit`. */
  step: z.number().nullable(),
  isSimulated: z.boolean(),
  /** What it is made of, for pseudo axes and calculated counters. */
  inputs: z.array(z.string()),
  /** null: it only tells a value, there is nothing to stop. */
  onStop: OnStop.nullable(),
});
export type DeviceInfo = z.infer<typeof DeviceInfo>;

/** What does change. `message` says in words why it is offline, at a limit or in error. */
export const DeviceReading = z.object({
  name: DeviceName,
  value: z.union([z.number(), z.string()]).nullable(),
  target: z.union([z.number(), z.string()]).nullable(),
  /** When the value was read, ms since the epoch. */
  time: z.number(),
  isStale: z.boolean(),
  status: DeviceStatus,
  message: z.string().nullable(),
  /** The tighter of the next two, side by side: what counts. */
  limits: Limits.nullable(),
  /** Those which people set. */
  userLimits: Limits.nullable(),
  /** Those of the device itself, from the beamline file; nobody can widen them. */
  deviceLimits: Limits.nullable(),
  lock: Lock.nullable(),
});
export type DeviceReading = z.infer<typeof DeviceReading>;

export const DeviceState = z.object({
  ...DeviceInfo.shape,
  ...DeviceReading.shape,
});
export type DeviceState = z.infer<typeof DeviceState>;

/** A number in the device's unit, or text with a unit such as `0.5 cm`. */
export const QuantityInput = z.union([z.number(), z.string()]);

/** Limits as somebody gives them; null opens a side. */
export const LimitsInput = z.object({
  lower: QuantityInput.nullable(),
  upper: QuantityInput.nullable(),
});
export type LimitsInput = z.infer<typeof LimitsInput>;

/** What STOP ALL did to one device. */
export const StopResult = z.object({
  name: z.string(),
  /** What its beamline file says of a stop is done; `message` says what it was, or what went wrong. */
  isStopped: z.boolean(),
  code: ErrorCode.nullable(),
  message: z.string(),
  milliseconds: z.number(),
});
export type StopResult = z.infer<typeof StopResult>;

/** The latch of STOP ALL: nothing moves until it is reset. */
export const StopState = z.object({
  isLatched: z.boolean(),
  who: z.string().nullable(),
  time: z.number().nullable(),
  results: z.array(StopResult),
});
export type StopState = z.infer<typeof StopState>;

/** One request and its reply on a line, printable. */
export const Exchange = z.object({
  time: z.number(),
  sent: z.string(),
  received: z.string().nullable(),
  milliseconds: z.number().nullable(),
  error: z.string().nullable(),
});
export type Exchange = z.infer<typeof Exchange>;

export const devices = {
  'devices.list': method(z.void(), z.array(DeviceState)),
  /** Moves and answers with the position reached; cancelling the call stops the axis. */
  'devices.move': method(
    z.object({ name: DeviceName, target: QuantityInput }),
    z.number(),
  ),
  /** Moves by a step from where it stands or is going; ends at the limit instead of being refused. */
  'devices.jog': method(
    z.object({ name: DeviceName, by: z.number() }),
    z.number(),
  ),
  /** Sets a parameter or selection (a shutter, a temperature setpoint). */
  'devices.set': method(
    z.object({ name: DeviceName, value: QuantityInput }),
    z.void(),
  ),
  /** A number, perhaps with a unit, as a number in the device's unit; nothing moves. `unit` when it does not fit. */
  'devices.toUnit': method(
    z.object({ name: DeviceName, value: QuantityInput }),
    z.number(),
  ),
  /** Reads now, from the hardware. */
  'devices.read': method(z.object({ name: DeviceName }), DeviceReading),
  /** Sets the user limits. They are kept for the next start, too; `database` when only that failed. */
  'devices.setLimits': method(
    z.object({ name: DeviceName, limits: LimitsInput }),
    z.void(),
  ),
  /** Locks the whole device: every parameter, its limits and its methods. A permanent lock lasts until the station ends. */
  'devices.lock': method(
    z.object({
      name: DeviceName,
      why: z.string().min(1).max(200),
      isPermanent: z.boolean().optional(),
    }),
    z.void(),
  ),
  /** Somebody else's lock is only unlocked with `force`. */
  'devices.unlock': method(
    z.object({ name: DeviceName, force: z.boolean().optional() }),
    z.void(),
  ),
  /** Stops these, or every moving device. Needs no control. */
  'devices.stop': method(
    z.object({ names: z.array(DeviceName).optional() }),
    z.void(),
  ),
  /** STOP ALL: every device as its beamline file says, at once, latched. Needs no control. */
  'devices.stopAll': method(z.void(), StopState),
  'devices.resetStop': method(z.void(), z.void()),
  /** The last exchanges on the line of a device, oldest first. */
  'devices.traffic': method(z.object({ name: DeviceName }), z.array(Exchange)),
  'devices.changed': event(z.array(DeviceReading)),
  /** Devices came, went or are others now: all of them, in order. */
  'devices.listChanged': event(z.array(DeviceState)),
  'devices.stopChanged': event(StopState),
};
