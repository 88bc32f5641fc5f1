import type { DeviceStatus } from '../../contract/devices.ts';

/** What is known of a standing axis. */
export interface GcsAxisState {
  /** Undefined = it has no servo to be switched. */
  readonly isOn: boolean | undefined;
  /** Undefined = it needs no reference. */
  readonly isReferenced: boolean | undefined;
  readonly limit: 'upper' | 'lower' | undefined;
  /** What switched the servo off or spoilt the last motion, in words. */
  readonly fault: string | undefined;
}

/** The limit switch that an axis stands on, by register 1 of `SRG?` (as that of a C-863; EPICS PI_GCS2 driver). */
export function limitInRegister(word: number): 'upper' | 'lower' | undefined {
  return word & 0x0004 ? 'upper' : word & 0x0001 ? 'lower' : undefined;
}

/** What a standing axis is, for the operator. */
export function gcsCondition(state: GcsAxisState): {
  status: DeviceStatus;
  message: string | null;
} {
  const { isOn, isReferenced, limit, fault } = state;
  if (isOn === false) {
    return {
      status: 'disabled',
      message: fault
        ? `Its servo is off: ${fault}. Look for the cause, then clear the fault.`
        : 'Its servo is off; switch its power on.',
    };
  }
  if (isReferenced === false) {
    return {
      status: limit ? 'limit' : 'idle',
      message: `${fault ? `Its last motion ended: ${fault}. ` : ''}It does not know where it is; find the reference (home).`,
    };
  }
  if (limit) {
    return {
      status: 'limit',
      message: `It stands on its ${limit} limit switch; move it the other way.`,
    };
  }
  return {
    status: 'idle',
    message: fault ? `Its last motion ended: ${fault}.` : null,
  };
}
