import { asList, isRecord } from './json-schema.ts';
import { placeInWords } from './render.ts';
import type { Source } from './source.ts';
import type { Path, PlacedMistake } from './types.ts';

/** One file of a beamline. */
export interface Part {
  /** What it is called in sentences. */
  readonly file: string;
  /** Its whole path, links followed. */
  readonly whole: string;
  readonly text: string;
  readonly source: Source;
  /** The file that includes it. */
  readonly parent: Part | undefined;
  readonly value: Readonly<Record<string, unknown>>;
}

/** The files put together. */
export interface Merged {
  readonly value: Readonly<Record<string, unknown>>;
  /** What stands in two files and may not. */
  readonly mistakes: readonly PlacedMistake[];
  readonly originOf: (path: Path) => {
    readonly part: Part;
    readonly path: Path;
  };
}

/** Tables whose keys may come from several files; everything else stands in one. */
const shared = [
  'simulator',
  'simulator.world',
  'simulator.world.beam',
  'simulator.world.signals',
  'simulator.responders',
  'variables',
];
/** Lists whose entries may come from several files. */
const listed = ['instruments', 'simulator.world.beam.slits'];

/** Puts the files of a beamline together: the first one's keys, and what the others add to them. */
export function mergeParts(parts: readonly Part[]): Merged {
  const origins = new Map<string, { part: Part; path: Path }>();
  const mistakes: PlacedMistake[] = [];
  const note = (path: Path, part: Part, inner: Path) =>
    origins.set(JSON.stringify(path), { part, path: inner });
  const [main, ...others] = parts;
  if (!main) throw new Error('There is nothing to put together.');
  note([], main, []);
  let whole: Readonly<Record<string, unknown>> = main.value;
  for (const part of others) {
    for (const key of ['instruments', 'simulator', 'variables']) {
      const added = part.value[key];
      // What has the wrong shape has been complained of where the file was read.
      const isRight =
        key === 'instruments' ? Array.isArray(added) : isRecord(added);
      if (!isRight) continue;
      whole = { ...whole, [key]: join(whole[key], added, [key], part) };
    }
  }
  return { value: whole, mistakes, originOf };

  function originOf(path: Path): { part: Part; path: Path } {
    for (let length = path.length; ; length -= 1) {
      const found = origins.get(JSON.stringify(path.slice(0, length)));
      if (found) {
        return {
          part: found.part,
          path: [...found.path, ...path.slice(length)],
        };
      }
    }
  }

  function join(old: unknown, added: unknown, path: Path, part: Part): unknown {
    if (old === undefined || old === null) {
      note(path, part, path);
      return added;
    }
    const name = path.join('.');
    if (listed.includes(name) && Array.isArray(old) && Array.isArray(added)) {
      const begin = old.length;
      added.forEach((_, index) =>
        note([...path, begin + index], part, [...path, index]),
      );
      return [...asList(old), ...asList(added)];
    }
    if (shared.includes(name) && isRecord(old) && isRecord(added)) {
      return Object.entries(added).reduce<Record<string, unknown>>(
        (table, [key, value]) => ({
          ...table,
          [key]: join(table[key], value, [...path, key], part),
        }),
        old,
      );
    }
    const first = originOf(path);
    // A file says what the variables of those that it includes are.
    const isOverridden = path[0] === 'variables' && includes(first.part, part);
    if (!isOverridden) refuse(path, part, first);
    return old;
  }

  function refuse(path: Path, part: Part, first: ReturnType<typeof originOf>) {
    const other = first.part.source.place({
      path: first.path,
      at: 'key',
      message: '',
    });
    mistakes.push(
      part.source.place({
        path,
        at: 'key',
        message: `${path.join(': ')} stands at ${placeInWords(other)} already. Keep one of the two.`,
      }),
    );
  }
}

function includes(outer: Part, inner: Part): boolean {
  return (
    inner.parent !== undefined &&
    (inner.parent === outer || includes(outer, inner.parent))
  );
}
