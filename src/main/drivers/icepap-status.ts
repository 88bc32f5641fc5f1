import type { DeviceStatus } from '../../contract/devices.ts';

/** What an IcePAP status word says. */
export interface IcepapStatus {
  readonly isMoving: boolean;
  readonly isPowered: boolean;
  readonly status: DeviceStatus;
  readonly message: string | null;
  /** Why the last motion ended; 0 = as it should. */
  readonly stopCode: number;
}

/** Reads the 32 bits of `?FSTATUS`. */
export function readStatusWord(word: number): IcepapStatus {
  const stopCode = bits(word, 14, 4);
  // SETTLING counts as moving: the position still drifts into place.
  const isMoving = bit(word, 10) || bit(word, 11);
  const isPowered = bit(word, 23);
  return {
    stopCode,
    isMoving,
    isPowered,
    ...condition(word, isMoving, stopCode),
  };
}

/** Why a motion ended, in words that follow `it was stopped:`. */
export function stopCodeInWords(code: number): string {
  return STOP_CODES[code] ?? `stop code ${code} of the controller`;
}

function condition(
  word: number,
  isMoving: boolean,
  stopCode: number,
): Pick<IcepapStatus, 'status' | 'message'> {
  const disabled = bits(word, 4, 3);
  if (!bit(word, 0))
    return { status: 'error', message: 'Its board is not in the rack.' };
  if (!bit(word, 1))
    return { status: 'error', message: 'Its board does not answer the rack.' };
  if (bits(word, 2, 2) === 3) {
    return {
      status: 'error',
      message: 'Its board has failed; look at the rack.',
    };
  }
  if (isMoving) return { status: 'moving', message: null };
  if (disabled !== 0) {
    return {
      status: 'disabled',
      message: DISABLED[disabled] ?? 'It is disabled.',
    };
  }
  if (!bit(word, 23)) {
    return {
      status: 'disabled',
      message: 'Its motor power is off; switch it on at the rack.',
    };
  }
  if (bit(word, 18) || bit(word, 19)) {
    const side = bit(word, 18) ? 'upper' : 'lower';
    return {
      status: 'limit',
      message: `It stands on its ${side} limit switch; move it the other way.`,
    };
  }
  return {
    status: 'idle',
    message: FAULTS.has(stopCode)
      ? `Its last motion ended: ${stopCodeInWords(stopCode)}.`
      : null,
  };
}

const DISABLED: Readonly<Record<number, string>> = {
  1: 'Its board is not active; configure it first.',
  2: 'A hardware alarm has switched its power off; look at the rack.',
  3: 'The disable input of the rack is active.',
  4: 'The disable switch of the rack is on.',
  5: 'The disable input of its board is active.',
  6: 'The disable switch of its board is on.',
  7: 'Its power was switched off by software; switch it on.',
};

const STOP_CODES: Readonly<Record<number, string>> = {
  0: 'end of motion',
  1: 'a stop command',
  2: 'an abort command',
  3: 'the upper limit switch',
  4: 'the lower limit switch',
  5: 'it did not settle in time',
  6: 'the axis was disabled',
  8: 'an internal failure of the controller',
  9: 'a motor failure',
  10: 'an overload of the power board',
  11: 'an overheated driver',
  12: 'a closed loop error',
  13: 'an encoder error',
  15: 'an external alarm',
};

const FAULTS = new Set([5, 6, 8, 9, 10, 11, 12, 13, 15]);

function bit(word: number, position: number): boolean {
  return ((word >>> position) & 1) === 1;
}

function bits(word: number, first: number, count: number): number {
  return (word >>> first) & (2 ** count - 1);
}
