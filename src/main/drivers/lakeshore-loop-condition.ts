import type { DeviceStatus } from '../../contract/devices.ts';
import type { LoopReading, LoopSettings } from './lakeshore-loop-reading.ts';
import { modeInWords, readingInWords } from './lakeshore-status.ts';

/** What is known of a loop. */
export interface LoopFacts {
  readonly settings: LoopSettings | undefined;
  readonly reading: LoopReading | undefined;
  /** Why its heater switched off, in words. */
  readonly heaterFault: string | null;
  readonly isWaiting: boolean;
}

/** What a loop does, and what is to be done about it. */
export function conditionOf(facts: LoopFacts): {
  readonly status: DeviceStatus;
  readonly message: string | null;
} {
  const { settings, reading, heaterFault, isWaiting } = facts;
  const trouble = troubleOf(settings, reading, heaterFault);
  if (trouble !== null) return { status: 'error', message: trouble };
  if (isWaiting || reading?.isRamping) {
    return { status: 'moving', message: null };
  }
  const idle = settings ? modeInWords(settings.mode) : null;
  const isHeated = (reading?.range ?? 0) > 0;
  return {
    status: 'idle',
    message: idle ?? (isHeated ? null : 'Its heater is off.'),
  };
}

function troubleOf(
  settings: LoopSettings | undefined,
  reading: LoopReading | undefined,
  heaterFault: string | null,
): string | null {
  if (heaterFault !== null) {
    return `The output is off: ${heaterFault}. Look at it, then choose the range of the heater again.`;
  }
  const input = settings?.input;
  if (input === undefined) {
    return 'It cannot control: its output follows no input. Choose one at the instrument.';
  }
  if (settings?.units !== 1) {
    return `Its setpoint does not count in kelvin. Set the units of input ${input} to kelvin at the instrument.`;
  }
  const words = readingInWords(reading?.status ?? 0);
  return words && `It cannot control: ${words} (input ${input}).`;
}
