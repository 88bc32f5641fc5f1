import type { z } from 'zod';
import { databaseError, type Database } from './database.ts';

/**
 * What people set on devices and what outlives the station: limits, say. A row for each device and thing, so that a
 * broken one costs only itself; apart for each beamline, as several can share a state folder.
 */
export interface DeviceSettings {
  /** One thing of every device that has it, by device; undefined = what is kept cannot be read. */
  all<S extends z.ZodType>(
    name: string,
    schema: S,
  ): ReadonlyMap<string, z.output<S> | undefined>;
  /** @throws BeamtimeError `database`, `disk-full` */
  set(device: string, name: string, value: unknown): void;
  /** What there is of a device: `limits`, `offset`. */
  names(device: string): string[];
  /**
   * Gives everything of a device to its new name; what an earlier device of that name left is gone then.
   *
   * @throws BeamtimeError `database`, `disk-full`
   */
  rename(from: string, to: string): void;
}

/** The settings of the devices of one beamline, known by the name that its file gives it. */
export function createDeviceSettings(
  { sql }: Database,
  beamline: string,
): DeviceSettings {
  const read = sql.prepare(
    'SELECT device, value FROM device_settings WHERE beamline = ? AND name = ? ORDER BY device',
  );
  const write = sql.prepare(
    'INSERT INTO device_settings (beamline, device, name, value) VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const things = sql.prepare(
    'SELECT name FROM device_settings WHERE beamline = ? AND device = ? ORDER BY name',
  );
  const forget = sql.prepare(
    'DELETE FROM device_settings WHERE beamline = ? AND device = ?',
  );
  const give = sql.prepare(
    'UPDATE device_settings SET device = ? WHERE beamline = ? AND device = ?',
  );
  return {
    names: (device) =>
      things.all(beamline, device).map(({ name }) => String(name)),
    rename(from, to) {
      try {
        forget.run(beamline, to);
        give.run(to, beamline, from);
      } catch (error) {
        throw databaseError(error, `What is kept of ${from}`);
      }
    },
    all: (name, schema) =>
      new Map(
        read
          .all(beamline, name)
          .map(({ device, value }) => [
            String(device),
            schema.safeParse(parsed(String(value))).data,
          ]),
      ),
    set(device, name, value) {
      try {
        write.run(beamline, device, name, JSON.stringify(value));
      } catch (error) {
        throw databaseError(error, `The ${name} of ${device}`);
      }
    },
  };
}

/** Undefined where it is no JSON, which is no value of JSON either. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
