import type { DeviceStatus } from '../../contract/devices.ts';

/** What the byte of `TS` says. Limit switches are true where the axis stands on them. */
export interface GalilSwitches {
  readonly isMoving: boolean;
  /** The load is further behind than `ER` allows. */
  readonly isBehind: boolean;
  readonly isPowered: boolean;
  readonly isAtUpper: boolean;
  readonly isAtLower: boolean;
  readonly isHomeHigh: boolean;
  readonly isLatchArmed: boolean;
}

/** Reads the byte of `TS`. The bits of limit switches are set where the switch is not active. */
export function readSwitches(byte: number): GalilSwitches {
  const bit = (position: number) => ((byte >>> position) & 1) === 1;
  return {
    isMoving: bit(7),
    isBehind: bit(6),
    isPowered: !bit(5),
    isAtUpper: !bit(3),
    isAtLower: !bit(2),
    isHomeHigh: bit(1),
    isLatchArmed: !bit(0),
  };
}

/** What the switches say, for the detail of an error. Bit 4 means nothing. */
export function switchesInWords(switches: GalilSwitches): readonly string[] {
  return [
    switches.isMoving ? 'in motion' : 'standing',
    switches.isPowered ? 'motor power on' : 'motor power off',
    ...(switches.isBehind ? ['position error beyond its limit'] : []),
    ...(switches.isAtUpper ? ['upper limit switch active'] : []),
    ...(switches.isAtLower ? ['lower limit switch active'] : []),
    `home input ${switches.isHomeHigh ? 'high' : 'low'}`,
    ...(switches.isLatchArmed ? [] : ['position latch not armed, or tripped']),
  ];
}

/** Ends of searches that found what they looked for. */
export const EDGE_FOUND = 9;
export const HOME_FOUND = 10;

/** Why a motion ended (`SC`), in words that follow `it was stopped by`. */
export function stopCodeInWords(code: number): string {
  return STOP_CODES[code] ?? `stop code ${code} of the controller`;
}

/** Whether a motion that ended so was broken off by something that went wrong. */
export function isFault(code: number): boolean {
  return FAULTS.has(code);
}

/** What an axis does, and what is to be done about it. */
export function conditionOf(
  switches: GalilSwitches,
  stopCode: number,
): { readonly status: DeviceStatus; readonly message: string | null } {
  const { isMoving, isPowered, isBehind, isAtLower, isAtUpper } = switches;
  if (isMoving) return { status: 'moving', message: null };
  const fault = isFault(stopCode) ? stopCodeInWords(stopCode) : null;
  if (!isPowered) {
    return {
      status: 'disabled',
      message: fault
        ? `Its motor power is off, after ${fault}. Look for the reason, then switch it on (power).`
        : 'Its motor power is off; switch it on (power).',
    };
  }
  if (isBehind) {
    return {
      status: 'error',
      message:
        'Its load is further from where it should be than the controller allows (position error). Look for what blocks it, then clear the fault: the controller counts from where it stands.',
    };
  }
  if (isAtLower && isAtUpper) {
    return {
      status: 'limit',
      message:
        'Both its limit switches are active. Look at their cables, and at their polarity (CN).',
    };
  }
  if (isAtLower || isAtUpper) {
    const side = isAtUpper ? 'upper' : 'lower';
    return {
      status: 'limit',
      message: `It stands on its ${side} limit switch; move it the other way.`,
    };
  }
  return {
    status: 'idle',
    message: fault ? `Its last motion was ended by ${fault}.` : null,
  };
}

/** Galil's codes, in our words. */
const STOP_CODES: Readonly<Record<number, string>> = {
  0: 'nothing yet: it is in motion',
  1: 'the end of its way',
  2: 'the upper limit switch or the soft limit FL',
  3: 'the lower limit switch or the soft limit BL',
  4: 'a stop command (ST)',
  6: 'the abort input of the controller',
  7: 'an abort command (AB)',
  8: 'a position error beyond its limit (off on error)',
  9: 'the edge that was looked for (FE)',
  10: 'the reference that was looked for (HM or FI)',
  11: 'its abort input',
  12: 'an encoder failure',
  15: 'a fault of its amplifier',
  16: 'a position error of the stepper motor',
  30: 'nothing yet: it runs in PVT mode',
  31: 'the end of its PVT motion',
  32: 'an empty PVT buffer',
  50: 'nothing yet: it runs a contour',
  51: 'the end of its contour',
  99: 'the controller, which waited too long for it to be in position (MC)',
  100: 'nothing yet: it runs a vector sequence',
  101: 'the end of its vector sequence',
};

const FAULTS = new Set([6, 8, 11, 12, 15, 16, 32, 99]);
