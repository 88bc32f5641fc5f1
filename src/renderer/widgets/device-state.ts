import {
  type Icon,
  IconActivity,
  IconAdjustments,
  IconAlertCircle,
  IconAlertTriangle,
  IconArrowsHorizontal,
  IconCircleCheck,
  IconCircleOff,
  IconLock,
  IconPlugConnectedX,
} from '@tabler/icons-react';
import type { DeviceState } from '../../contract/devices.ts';

/** Colour that means something: fine, moving or needs a look, error, not in use. */
export type Tone = 'fine' | 'look' | 'error' | 'off';

/** A state as it is shown: icon, colour and, unless it is idle, a word. */
export interface ShownState {
  readonly icon: Icon;
  readonly tone: Tone;
  /** For the eye; null = the icon alone says it. */
  readonly word: string | null;
  /** For a screen reader and for filters. */
  readonly name: string;
}

/** How a device's state is shown. */
export function shownState(device: DeviceState): ShownState {
  switch (device.status) {
    case 'moving':
      return shown(IconArrowsHorizontal, 'look', 'Moving');
    case 'counting':
      return shown(IconActivity, 'look', 'Counting');
    case 'limit':
      return shown(IconAlertTriangle, 'look', limitWords(device));
    case 'offline':
      return shown(IconPlugConnectedX, 'error', 'Offline');
    case 'error':
      return shown(IconAlertCircle, 'error', 'Error');
    case 'disabled':
      return shown(IconCircleOff, 'off', 'Disabled');
    case 'idle':
      if (device.lock) {
        return shown(IconLock, 'look', 'Locked');
      }
      if (device.can.move && (atLimit(device).lower || atLimit(device).upper)) {
        return shown(IconAlertTriangle, 'look', limitWords(device));
      }
      return { icon: idleIcon(device), tone: 'fine', word: null, name: 'Idle' };
  }
}

/** Whether it stands at, or beyond, its upper or lower limit. */
export function atLimit(device: DeviceState): {
  lower: boolean;
  upper: boolean;
} {
  const { value, limits, decimals } = device;
  if (typeof value !== 'number' || limits === null) {
    return { lower: false, upper: false };
  }
  const close = 0.5 * 10 ** -decimals;
  return {
    lower: limits.lower !== null && value <= limits.lower + close,
    upper: limits.upper !== null && value >= limits.upper - close,
  };
}

function shown(icon: Icon, tone: Tone, word: string): ShownState {
  return { icon, tone, word, name: word };
}

function limitWords(device: DeviceState): string {
  const { lower, upper } = atLimit(device);
  return upper ? 'Upper limit' : lower ? 'Lower limit' : 'At a limit';
}

function idleIcon({ can }: DeviceState): Icon {
  if (can.move) {
    return IconCircleCheck;
  }
  return can.set ? IconAdjustments : IconActivity;
}
