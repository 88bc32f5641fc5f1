import type { DeviceStatus } from '../../contract/devices.ts';

/** What an SMC100 is doing, as the last two digits of `TS` say. */
export type Smc100State =
  | 'not referenced'
  | 'configuration'
  | 'homing'
  | 'moving'
  | 'ready'
  | 'disabled'
  | 'jogging';

/** What `TS` says. */
export interface Smc100Status {
  readonly state: Smc100State;
  readonly isMoving: boolean;
  readonly isPowered: boolean;
  readonly isReferenced: boolean;
  readonly status: DeviceStatus;
  readonly message: string | null;
  /** The limit switch that ended its last motion. */
  readonly limit: 'upper' | 'lower' | undefined;
  /** What went wrong, in words that follow `it stopped:`; empty = nothing. */
  readonly faults: string;
}

/** Reads `eeeess` of `TS`: four hexadecimal digits of error bits, two of the state. Undefined = it is no status. */
export function readSmc100Status(text: string): Smc100Status | undefined {
  const match = /^([\dA-F]{4})([\dA-F]{2})$/i.exec(text);
  const [, errors = '', code = ''] = match ?? [];
  const state = STATES[code.toUpperCase()];
  if (!state) return undefined;
  const bits = Number.parseInt(errors, 16);
  const limit = bits & 2 ? 'upper' : bits & 1 ? 'lower' : undefined;
  const faults = FAULTS.filter((_, bit) => (bits >>> bit) & 1).join(', ');
  return {
    state,
    isMoving: MOVING.has(state),
    isPowered: MOVING.has(state) || state === 'ready',
    isReferenced: REFERENCED.has(state),
    limit,
    faults,
    ...condition(state, limit, faults),
  };
}

function condition(
  state: Smc100State,
  limit: 'upper' | 'lower' | undefined,
  faults: string,
): Pick<Smc100Status, 'status' | 'message'> {
  const ended = faults && `Its last motion ended: ${faults}.`;
  switch (state) {
    case 'homing':
    case 'moving':
      return { status: 'moving', message: null };
    case 'jogging':
      return { status: 'moving', message: 'It is moved from its keypad.' };
    case 'configuration':
      return {
        status: 'disabled',
        message:
          'It is being configured, and does not move until that is left (PW0).',
      };
    case 'disabled':
      return {
        status: 'disabled',
        message: faults
          ? `It switched its power off: ${faults}. Look for the cause, then clear the fault.`
          : 'Its power is off; switch it on.',
      };
    case 'not referenced':
      return {
        status: limit ? 'limit' : 'idle',
        message: sentences(
          ended,
          'It does not know where it is; find the reference (home).',
        ),
      };
    case 'ready':
      return { status: 'idle', message: ended || null };
  }
}

function sentences(...some: readonly string[]): string {
  return some.filter((one) => one !== '').join(' ');
}

const MOVING: ReadonlySet<Smc100State> = new Set([
  'homing',
  'moving',
  'jogging',
]);
const REFERENCED: ReadonlySet<Smc100State> = new Set([
  'moving',
  'ready',
  'disabled',
  'jogging',
]);

/** State codes of `TS` (Newport SMC100CC/PP user's manual). Which state it came from is of no use here. */
const STATES: Readonly<Record<string, Smc100State>> = {
  '0A': 'not referenced',
  '0B': 'not referenced',
  '0C': 'not referenced',
  '0D': 'not referenced',
  '0E': 'not referenced',
  '0F': 'not referenced',
  '10': 'not referenced',
  '11': 'not referenced',
  '14': 'configuration',
  '1E': 'homing',
  '1F': 'homing',
  '28': 'moving',
  '32': 'ready',
  '33': 'ready',
  '34': 'ready',
  '35': 'ready',
  '3C': 'disabled',
  '3D': 'disabled',
  '3E': 'disabled',
  '46': 'jogging',
  '47': 'jogging',
};

/** Error bits of `TS`, lowest first. */
const FAULTS = [
  'it ran into its lower limit switch',
  'it ran into its upper limit switch',
  'the peak current was too high',
  'the mean current was too high',
  'its output is short-circuited',
  'it did not follow (following error)',
  'finding the reference took too long',
  'the stage is not the one it was configured for',
  'its supply voltage is too low',
  'it gave more than 80 W',
  ...Array.from({ length: 6 }, (_, index) => `error bit ${index + 10}`),
] as const;
