import { z } from 'zod';
import { event, method } from './define.ts';
import { DeviceName, DeviceStatus, Exchange } from './devices.ts';

/**
 * Which instrument: its name (`name:`, or its first device's; of several the one that is not disabled), or its place in
 * `instruments`, counted from 0 over all files.
 */
export const InstrumentRef = z.union([
  z.string().min(1),
  z.number().int().min(0),
]);
export type InstrumentRef = z.infer<typeof InstrumentRef>;

/** A key of an instrument and what it shall be; without `value` the key is removed. */
export const KeyChange = z.object({
  /** From the instrument's entry: `['line', 'tcp']`, `['axes', 'samx', 'velocity']`. */
  path: z.array(z.union([z.string(), z.number()])).min(1),
  value: z.unknown().exactOptional(),
});

export type KeyChange = z.infer<typeof KeyChange>;

/** A change of the beamline file. */
export const BeamlineEdit = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('add'),
    /** The entry as it stands in the file, `driver` included. */
    entry: z.record(z.string(), z.unknown()),
    /** Behind this one, in its file; at the end of the beamline's own file where left out. */
    after: InstrumentRef.exactOptional(),
  }),
  z.object({
    kind: z.literal('set'),
    instrument: InstrumentRef,
    changes: z.array(KeyChange).min(1),
  }),
  z.object({
    kind: z.literal('duplicate'),
    instrument: InstrumentRef,
    /** What the devices of the copy are called, by the names of those copied. All of them, or they would be there twice. */
    devices: z.record(z.string(), DeviceName),
    /** What the copy is called; its first device where left out. */
    name: z.string().exactOptional(),
    /** What else is different in the copy, by the new names: its line, addresses. */
    changes: z.array(KeyChange).exactOptional(),
  }),
  z.object({
    kind: z.enum(['disable', 'enable', 'remove']),
    instrument: InstrumentRef,
    /** Only this device of it, which has an entry of its own in a table (`axes`, `parameters`). */
    device: DeviceName.exactOptional(),
  }),
  /** Gives an instrument another `name`. Its devices stay what they are called. */
  z.object({
    kind: z.literal('rename'),
    instrument: InstrumentRef,
    name: z.string().min(1),
  }),
  /** Gives a device another name, here and wherever the file names it: formulas, moves, header. */
  z.object({
    kind: z.literal('rename-device'),
    device: DeviceName,
    name: DeviceName,
  }),
]);
export type BeamlineEdit = z.infer<typeof BeamlineEdit>;

/** A hardware family that can be added. */
export const DriverInfo = z.object({
  name: z.string(),
  title: z.string(),
  needsLine: z.boolean(),
  /** JSON schema (draft-07) of an entry of it: what a form is drawn from. */
  schema: z.record(z.string(), z.unknown()),
});
export type DriverInfo = z.infer<typeof DriverInfo>;

/** An instrument as it stands in the beamline file. */
export const BeamlineEntry = z.object({
  name: z.string(),
  index: z.number().int(),
  driver: z.string(),
  isDisabled: z.boolean(),
  /** Where it stands: `demo.yaml:24`. */
  place: z.string(),
  devices: z.array(z.object({ name: z.string(), isActive: z.boolean() })),
  /** The entry, variables filled in. */
  entry: z.record(z.string(), z.unknown()),
});
export type BeamlineEntry = z.infer<typeof BeamlineEntry>;

/** The beamline file as it was read last. */
export const BeamlineState = z.object({
  file: z.string(),
  entries: z.array(BeamlineEntry),
  /** Parts of the file that have changed and count only after a restart. */
  needsRestart: z.array(z.string()),
});
export type BeamlineState = z.infer<typeof BeamlineState>;

/** What an edit would do. */
export const BeamlinePlan = z.object({
  /** A unified diff of the files; empty = the edit changes nothing. */
  diff: z.string(),
  /** What tells this difference, and the files that it was made from, from any other. */
  version: z.string(),
  /** Instruments by name. */
  added: z.array(z.string()),
  removed: z.array(z.string()),
  replaced: z.array(z.string()),
  /** Devices that are interrupted for it; the others go on. */
  interrupts: z.array(z.string()),
  needsRestart: z.array(z.string()),
  /** What else to know before it is done, in sentences: what follows a new name, and what does not. */
  notes: z.array(z.string()),
  /** Why it cannot be done now, in a sentence; null = it can. */
  whyNot: z.string().nullable(),
});
export type BeamlinePlan = z.infer<typeof BeamlinePlan>;

/** What came of trying a connection. */
export const ConnectionTrial = z.object({
  isThere: z.boolean(),
  /** What it came to, in a sentence. */
  message: z.string(),
  seconds: z.number(),
  devices: z.array(
    z.object({
      name: z.string(),
      status: DeviceStatus,
      message: z.string().nullable(),
      value: z.union([z.number(), z.string()]).nullable(),
      unit: z.string(),
    }),
  ),
  exchanges: z.array(Exchange),
});
export type ConnectionTrial = z.infer<typeof ConnectionTrial>;

export const beamline = {
  'beamline.get': method(z.void(), BeamlineState),
  'beamline.drivers': method(z.void(), z.array(DriverInfo)),
  /** What an edit would do. Nothing is written. Mistakes are refused with code `config`, line and column. */
  'beamline.plan': method(z.object({ edit: BeamlineEdit }), BeamlinePlan),
  /**
   * Connects for a moment to the instrument that an edit adds or changes, or to one as it stands in the file, and says
   * what it answered. One that runs is asked over the line that it has. Nothing is written and nothing moves; velocities
   * are set as at every connection.
   */
  'beamline.test': method(
    z.union([
      z.object({ edit: BeamlineEdit }),
      z.object({ instrument: InstrumentRef }),
    ]),
    ConnectionTrial,
  ),
  /** Writes the edit, if it is the one that was planned and all files still say what they said then, and brings it into force. */
  'beamline.apply': method(
    z.object({ edit: BeamlineEdit, version: z.string() }),
    BeamlinePlan,
  ),
  /** Reads the file again, after somebody changed it by hand, and brings it into force. */
  'beamline.reload': method(
    z.void(),
    BeamlinePlan.omit({ diff: true, version: true }),
  ),
  'beamline.changed': event(BeamlineState),
};
