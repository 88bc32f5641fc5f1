import { z } from 'zod';
import type { Database } from '../data/database.ts';
import type { Settings } from '../data/settings.ts';

const NAME = 'names of beamline files';
/** By the whole path of the file, the newest last. */
const Stored = z.record(z.string(), z.array(z.string()));

interface Beamline {
  readonly name: string;
  readonly file: string;
}

/**
 * Notes what a beamline file calls the beamline, and says where nothing is kept under that name but something is under
 * one that the same file gave it before; undefined = nothing was lost sight of.
 */
export function noteName(
  { name, file }: Beamline,
  database: Database,
  settings: Settings,
): string | undefined {
  const all = settings.get(NAME, Stored) ?? {};
  const before = (all[file] ?? []).filter((one) => one !== name);
  settings.set(NAME, { ...all, [file]: [...before, name] });
  if (keptUnder(name, database) > 0) return undefined;
  const old = before.findLast((one) => keptUnder(one, database) > 0);
  return old === undefined
    ? undefined
    : `The beamline was called "${old}" before, and is called "${name}" now. The limits, redefined positions and named positions that people set belong to "${old}" and are not in force. Give the beamline its old name back in the file, or set them anew.`;
}

/** What a changed name of the beamline would cost, in a sentence; undefined = nothing. */
export function lostWithName(
  from: string,
  to: string,
  database: Database,
): string | undefined {
  return from === to || keptUnder(from, database) === 0
    ? undefined
    : `The beamline is called "${to}" instead of "${from}" after a restart. The limits, redefined positions and named positions that people set belong to "${from}" and will not be in force then. Give the beamline its old name back in the file, or set them anew.`;
}

/** How many values are kept on the beamline of this name. */
function keptUnder(name: string, { sql }: Database): number {
  const count = (table: 'device_settings' | 'named_positions') =>
    Number(
      sql
        .prepare(`SELECT count(*) AS n FROM ${table} WHERE beamline = ?`)
        .get(name)?.n ?? 0,
    );
  return count('device_settings') + count('named_positions');
}
