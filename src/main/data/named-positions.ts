import { BeamtimeError } from '../../contract/errors.ts';
import { NamedPositions } from '../../contract/positions.ts';
import { databaseError, type Database } from './database.ts';

/** Named positions of one beamline. */
export interface PositionStore {
  /** By name; one that cannot be read is left out and told of in `unreadable`. */
  list(): NamedPositions[];
  readonly unreadable: readonly string[];
  /** @throws BeamtimeError `bad-input` when there is none of that name */
  get(name: string): NamedPositions;
  /** @throws BeamtimeError `bad-input` when the name is taken, `database`, `disk-full` */
  save(positions: NamedPositions, isReplacing: boolean): void;
  /** @throws BeamtimeError `bad-input` when there is none of that name, `database` */
  remove(name: string): void;
  /**
   * Writes an axis under its new name wherever it was saved. What is listed changes only when the answer is called, so
   * that this can be part of a transaction.
   *
   * @throws BeamtimeError `database`, `disk-full`
   */
  renameAxis(from: string, to: string): () => void;
}

/** The positions that were saved on the beamline of this name. */
export function createPositionStore(
  { sql }: Database,
  beamline: string,
): PositionStore {
  const read = sql.prepare(
    'SELECT name, value FROM named_positions WHERE beamline = ? ORDER BY name COLLATE NOCASE',
  );
  const write = sql.prepare(
    'INSERT INTO named_positions (beamline, name, value) VALUES (?, ?, ?) ON CONFLICT DO UPDATE SET value = excluded.value',
  );
  const erase = sql.prepare(
    'DELETE FROM named_positions WHERE beamline = ? AND name = ?',
  );
  const all = new Map<string, NamedPositions>();
  const unreadable: string[] = [];
  for (const { name, value } of read.all(beamline)) {
    const positions = parsed(String(value));
    if (positions) all.set(positions.name, positions);
    else unreadable.push(String(name));
  }
  const guarded = (what: string, act: () => void) => {
    try {
      act();
    } catch (error) {
      throw databaseError(error, what);
    }
  };
  const get = (name: string): NamedPositions => {
    const found = all.get(name);
    if (found) return found;
    throw new BeamtimeError(
      'bad-input',
      `There are no positions called "${name}". ${all.size > 0 ? `There are: ${[...all.keys()].join(', ')}.` : 'None have been saved yet.'}`,
    );
  };
  return {
    list: () => [...all.values()],
    unreadable,
    get,
    save(positions, isReplacing) {
      const { name } = positions;
      if (all.has(name) && !isReplacing) {
        throw new BeamtimeError(
          'bad-input',
          `There are positions called "${name}" already. Choose another name, or replace them.`,
        );
      }
      guarded(`The positions "${name}"`, () => {
        write.run(beamline, name, JSON.stringify(positions));
      });
      all.set(name, positions);
    },
    renameAxis(from, to) {
      const renamed = [...all.values()]
        .filter(({ positions }) => positions.some(({ axis }) => axis === from))
        .map((set) => ({
          ...set,
          positions: set.positions
            // Of an earlier axis of that name.
            .filter(({ axis }) => axis !== to)
            .map((one) => (one.axis === from ? { ...one, axis: to } : one)),
        }));
      for (const set of renamed) {
        guarded(`The positions "${set.name}"`, () => {
          write.run(beamline, set.name, JSON.stringify(set));
        });
      }
      return () => {
        for (const set of renamed) all.set(set.name, set);
      };
    },
    remove(name) {
      get(name);
      guarded(`The positions "${name}"`, () => {
        erase.run(beamline, name);
      });
      all.delete(name);
    },
  };
}

function parsed(text: string): NamedPositions | undefined {
  try {
    return NamedPositions.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}
