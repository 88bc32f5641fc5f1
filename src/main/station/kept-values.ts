import type { Database } from '../data/database.ts';
import type { DeviceSettings } from '../data/device-settings.ts';
import { transaction } from '../data/migrations.ts';
import type { PositionsService } from './positions-service.ts';

interface Parts {
  readonly database: Pick<Database, 'sql'>;
  readonly settings: Pick<DeviceSettings, 'names' | 'rename'>;
  readonly positions: Pick<PositionsService, 'list' | 'renameAxis'>;
  /** Told after named positions have changed. */
  readonly changed: () => void;
}

/** What people set on devices and saved of them, which is known by the names of the devices. */
export interface KeptValues {
  /** What is kept of a device, in words: `limits`, `the positions "out"`. */
  of(device: string): string[];
  /**
   * Gives what is kept of a device to its new name, together with some other work: both are done, or neither.
   *
   * @throws whatever the work throws; BeamtimeError `database`, `disk-full`
   */
  rename(from: string, to: string, work: () => void): void;
}

/** What is kept on one beamline: limits, offsets, named positions. */
export function keptValues(parts: Parts): KeptValues {
  const { database, settings, positions, changed } = parts;
  return {
    of(device) {
      const sets = positions
        .list()
        .filter((set) => set.positions.some(({ axis }) => axis === device));
      return [
        ...settings.names(device),
        ...sets.map(({ name }) => `the positions "${name}"`),
      ];
    },
    rename(from, to, work) {
      const remember = transaction(database.sql, () => {
        settings.rename(from, to);
        const done = positions.renameAxis(from, to);
        work();
        return done;
      });
      remember();
      changed();
    },
  };
}
