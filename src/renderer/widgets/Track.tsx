import type { Limits } from '../../contract/devices.ts';
import classes from './Track.module.css';

export interface TrackProps {
  readonly value: number | string | null;
  readonly limits: Limits | null;
  readonly isMoving: boolean;
}

/** A thin line that shows where a value stands between its limits. Nothing without two limits. */
export default function Track({ value, limits, isMoving }: TrackProps) {
  const share = shareOf(value, limits);
  if (share === null) {
    return null;
  }
  return (
    <span className={classes['track']} aria-hidden>
      <span
        className={classes['mark']}
        data-moving={isMoving || undefined}
        style={{ left: `${share * 100}%` }}
      />
    </span>
  );
}

/** 0 at the lower limit, 1 at the upper; null where there is no such place. */
export function shareOf(
  value: number | string | null,
  limits: Limits | null,
): number | null {
  if (typeof value !== 'number' || limits === null) {
    return null;
  }
  const { lower, upper } = limits;
  if (
    lower === null ||
    upper === null ||
    upper <= lower ||
    Number.isNaN(value)
  ) {
    return null;
  }
  return Math.min(1, Math.max(0, (value - lower) / (upper - lower)));
}
