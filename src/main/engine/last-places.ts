import { Quantity } from '../device/parameter.ts';
import type { Device } from '../device/types.ts';
import { formatQuantity } from '../device/units.ts';

/** Where an axis may stand when it is found again: between where it was last seen and where it was going. */
interface Stretch {
  readonly seen: number;
  readonly lower: number;
  readonly upper: number;
}

/**
 * Where axes were last seen. One that is found elsewhere has forgotten where it is (its controller was switched off), or
 * was moved by somebody: to send it on without a look could drive it into something.
 */
export class LastPlaces {
  readonly #axes: readonly Device[];
  readonly #stretches = new Map<Device, Stretch>();

  constructor(axes: readonly Device[]) {
    this.#axes = axes;
  }

  /** Remembers all of them; what is remembered already stays until it was looked at. */
  remember(): void {
    for (const axis of this.#axes) {
      const seen = axis.movable?.position();
      if (seen === undefined || this.#stretches.has(axis)) continue;
      const { target } = axis.reading();
      const to = typeof target === 'number' ? target : seen;
      const slack = slackOf(axis);
      this.#stretches.set(axis, {
        seen,
        lower: Math.min(seen, to) - slack,
        upper: Math.max(seen, to) + slack,
      });
    }
  }

  /** What is wrong with the axes as they were found, in a sentence; null = nothing. Forgets what was remembered. */
  whyLook(): string | null {
    const reasons = [...this.#stretches].flatMap(([axis, stretch]) =>
      this.#reason(axis, stretch),
    );
    this.#stretches.clear();
    return reasons.length > 0 ? reasons.join(' ') : null;
  }

  #reason(axis: Device, { seen, lower, upper }: Stretch): string[] {
    const { name, decimals, unit } = axis.info;
    const { status, message } = axis.reading();
    if (status === 'disabled' || status === 'error')
      return [`${name} is there again, but cannot move. ${message ?? ''}`];
    const now = axis.movable?.position();
    if (now !== undefined && now >= lower && now <= upper) return [];
    const places =
      now === undefined
        ? 'does not know where it stands'
        : `stands at ${formatQuantity(now, decimals, unit)}`;
    return [
      `${name} is there again, but ${places}, and was last seen at ${formatQuantity(seen, decimals, unit)}. Was its controller switched off?`,
    ];
  }
}

/** Its tolerance, its backlash, and what the display rounds away, in its unit. */
function slackOf(axis: Device): number {
  const valueOf = (name: string): number => {
    const parameter = axis.parameters.get(name);
    return parameter instanceof Quantity
      ? Math.abs(parameter.last?.value ?? 0)
      : 0;
  };
  return (
    2 * 10 ** -axis.info.decimals +
    2 * valueOf('tolerance') +
    valueOf('backlash')
  );
}
