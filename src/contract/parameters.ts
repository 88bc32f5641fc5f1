import { z } from 'zod';
import { event, method } from './define.ts';
import {
  DeviceName,
  Limits,
  LimitsInput,
  Lock,
  QuantityInput,
} from './devices.ts';

/** Name of a parameter within its device: `velocity`. */
export const ParameterName = z.string().min(1).max(64);

/** A parameter of a device and how it stands. */
export const ParameterState = z.object({
  name: ParameterName,
  kind: z.enum(['quantity', 'selection', 'state', 'text']),
  help: z.string(),
  /** `''` where it has none. */
  unit: z.string(),
  decimals: z.number().int(),
  /** The closed list of a selection or a state, else null. */
  options: z.array(z.string()).nullable(),
  isReadable: z.boolean(),
  isWritable: z.boolean(),
  /** null = not known yet. */
  value: z.union([z.number(), z.string()]).nullable(),
  target: z.union([z.number(), z.string()]).nullable(),
  /** When the value was read, ms since the epoch; null = never. */
  time: z.number().nullable(),
  isStale: z.boolean(),
  /** Of a quantity: the tighter of the next two, side by side. */
  limits: Limits.nullable(),
  userLimits: Limits.nullable(),
  deviceLimits: Limits.nullable(),
  lock: Lock.nullable(),
  /** Of a quantity: refuses every change of its limits, clearing too. */
  limitLock: Lock.nullable(),
  /** How many values are put aside. */
  stashed: z.number().int(),
  /** The one put aside last, which comes back first; null = none. */
  stashedValue: z.union([z.number(), z.string()]).nullable(),
  /** Why it cannot be set now; null = it can. */
  whyNot: z.string().nullable(),
});
export type ParameterState = z.infer<typeof ParameterState>;

/** Something that a device does when told to. */
export const MethodState = z.object({
  name: z.string(),
  /** What the button says. */
  title: z.string(),
  help: z.string(),
  /** Why it cannot be called now; null = it can. */
  whyNot: z.string().nullable(),
});
export type MethodState = z.infer<typeof MethodState>;

/** All of a device, for whoever looks at it closely. */
export const DeviceDetail = z.object({
  name: DeviceName,
  parameters: z.array(ParameterState),
  methods: z.array(MethodState),
  /** Whether it can be told what the place is called where it stands: `devices.redefine`. */
  canRedefine: z.boolean(),
  lock: Lock.nullable(),
});
export type DeviceDetail = z.infer<typeof DeviceDetail>;

/** Where the user position was counted from, and is now. */
export const Redefinition = z.object({
  unit: z.string(),
  position: z.object({ before: z.number(), after: z.number() }),
  offset: z.object({ before: z.number(), after: z.number() }),
});
export type Redefinition = z.infer<typeof Redefinition>;

const Why = z.string().min(1).max(200);
const OneParameter = z.object({ name: DeviceName, parameter: ParameterName });
/** Without a parameter: the whole device. */
const SomeParameters = z.object({
  name: DeviceName,
  parameter: ParameterName.optional(),
});

export const parameters = {
  /** Answers with all of a device, and announces its changes from now on until `devices.unwatch`. */
  'devices.watch': method(z.object({ name: DeviceName }), DeviceDetail),
  'devices.unwatch': method(z.object({ name: DeviceName }), z.void()),
  /** Reads one parameter now, from the hardware. */
  'devices.readParameter': method(OneParameter, ParameterState),
  /** A quantity in its unit or with a fitting one; answers when it has been reached. */
  'devices.setParameter': method(
    OneParameter.extend({ value: QuantityInput }),
    z.void(),
  ),
  /** Those of the device's own value are kept for the next start, as `devices.setLimits` does. */
  'devices.setParameterLimits': method(
    OneParameter.extend({ limits: LimitsInput }),
    z.void(),
  ),
  /** `limits`: locks its limits instead of its value. A permanent lock lasts until the station ends. */
  'devices.lockParameter': method(
    OneParameter.extend({
      why: Why,
      isPermanent: z.boolean().optional(),
      limits: z.boolean().optional(),
    }),
    z.void(),
  ),
  /** Somebody else's lock is only unlocked with `force`. */
  'devices.unlockParameter': method(
    OneParameter.extend({
      limits: z.boolean().optional(),
      force: z.boolean().optional(),
    }),
    z.void(),
  ),
  /** Puts values aside, on top of those put aside before. */
  'devices.stash': method(SomeParameters, z.void()),
  /** Brings the values back that were put aside last. */
  'devices.restore': method(SomeParameters, z.void()),
  'devices.call': method(
    z.object({ name: DeviceName, method: z.string() }),
    z.void(),
  ),
  /**
   * Says what the position of a motor is called where it stands ("call this 0"). Nothing moves; limits stay where they
   * physically are. With `isTrial` nothing is changed: it only says what would be.
   */
  'devices.redefine': method(
    z.object({
      name: DeviceName,
      position: QuantityInput,
      isTrial: z.boolean().optional(),
    }),
    Redefinition,
  ),
  'devices.detailChanged': event(z.array(DeviceDetail)),
};
