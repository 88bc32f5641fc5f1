import type { z } from 'zod';
import type { Database } from './database.ts';

/** Small values that outlive the station: the experiment, measured times, the run counter. */
export interface Settings {
  /** Undefined when it was never set or is of another shape now. */
  get<S extends z.ZodType>(name: string, schema: S): z.output<S> | undefined;
  set(name: string, value: unknown): void;
}

export function createSettings({ sql }: Database): Settings {
  const read = sql.prepare('SELECT value FROM settings WHERE name = ?');
  const write = sql.prepare(
    'INSERT INTO settings (name, value) VALUES (?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  return {
    get(name, schema) {
      const value = read.get(name)?.value;
      if (typeof value !== 'string') return undefined;
      try {
        return schema.safeParse(JSON.parse(value)).data;
      } catch {
        return undefined;
      }
    },
    set(name, value) {
      write.run(name, JSON.stringify(value));
    },
  };
}
