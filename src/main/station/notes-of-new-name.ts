import type { Renamed } from './instrument-rack.ts';
import type { KeptValues } from './kept-values.ts';

/** What follows a device to its new name, and what has to be changed by hand, in sentences. */
export function notesOfNewName(
  { device, name }: Renamed,
  kept: Pick<KeptValues, 'of'>,
  waiting: readonly string[],
): string[] {
  const following = kept.of(device);
  const replaced = kept.of(name);
  const scans = waiting.filter((line) => line.split(/\s+/).includes(device));
  return [
    ...(following.length > 0
      ? [`What people set goes with it: ${following.join(', ')}.`]
      : []),
    ...(replaced.length > 0
      ? [
          `What is still kept of an earlier ${name} is given up: ${replaced.join(', ')}.`,
        ]
      : []),
    ...(scans.length > 0
      ? [
          `Scans that wait still say ${device}; change or remove them: ${scans.join('; ')}.`,
        ]
      : []),
  ];
}
