import type { NamedPlace } from '../drivers/types.ts';
import type { CheckedInstrument } from './instruments.ts';

/** The devices that those of an instrument build on, and where the file names them. */
export function usesOf({ instrument, path }: CheckedInstrument): NamedPlace[] {
  return instrument
    ? (instrument.driver.uses?.(instrument.config) ?? []).map((place) => ({
        name: place.name,
        path: [...path, ...place.path],
      }))
    : [];
}
