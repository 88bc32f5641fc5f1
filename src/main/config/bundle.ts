import path from 'node:path';
import { isBeamtimeError } from '../../contract/errors.ts';
import { identityOf, whyUnreadable, type ReadText } from './files.ts';
import { asList, isRecord } from './json-schema.ts';
import { mergeParts, type Part } from './merge.ts';
import { placeInWords } from './render.ts';
import { includedSchema } from './schema.ts';
import { parseSource, type Source } from './source.ts';
import type { Mistake, Path, Place, PlacedMistake } from './types.ts';
import { mistakesOf } from './zod-mistakes.ts';

/** A beamline file and all that it includes, read as one: places lead into the file in which something stands. */
export interface Bundle extends Source {
  /** The files: the one that includes the others first. */
  readonly parts: readonly Part[];
  /** Where something of the whole stands: in which file, and the way to it there. */
  originOf(path: Path): { readonly part: Part; readonly path: Path };
}

/** Reads the files that a text includes, however deep, and puts them together. */
export function readBundle(text: string, file: string, read: ReadText): Bundle {
  const parts: Part[] = [];
  const mistakes: PlacedMistake[] = [];
  const includedAt = new Map<string, Place>();
  collect(text, file, undefined);
  const [main] = parts;
  if (!main) throw new Error('A bundle has its own file.');
  const isReadable = parts.every(({ source }) => source.isReadable);
  const merged = mergeParts(parts);

  return {
    file,
    parts,
    value: isRecord(main.source.value) ? merged.value : main.source.value,
    mistakes: [...mistakes, ...merged.mistakes],
    isReadable,
    originOf: merged.originOf,
    place(mistake) {
      const { part, path: inner } = merged.originOf(mistake.path);
      return {
        ...part.source.place({ ...mistake, path: inner }),
        path: mistake.path,
      };
    },
    written(whole) {
      const { part, path: inner } = merged.originOf(whole);
      return part.source.written(inner);
    },
  };

  function collect(raw: string, name: string, parent: Part | undefined): void {
    const source = parseSource(raw, name);
    const part: Part = {
      file: name,
      whole: identityOf(name),
      text: raw,
      source,
      parent,
      value: isRecord(source.value) ? source.value : {},
    };
    parts.push(part);
    mistakes.push(...source.mistakes);
    if (parent && source.isReadable) {
      mistakes.push(...checkIncluded(part).map((one) => source.place(one)));
    }
    for (const { entry, path: at } of includesOf(part)) follow(part, entry, at);
  }

  function follow(part: Part, entry: string, at: Path): void {
    const here = part.source.place({ path: at, at: 'value', message: '' });
    const wrong = (message: string) => mistakes.push({ ...here, message });
    const name = path.isAbsolute(entry)
      ? entry
      : path.join(path.dirname(part.file), entry);
    const whole = identityOf(name);

    const way = wayFrom(whole, part);
    if (way) {
      const names = [...way, way[0] ?? part].map((one) =>
        path.basename(one.file),
      );
      const begin = way[1] && includedAt.get(way[1].whole);
      wrong(
        `${names.join(' includes ')}: a circle${begin ? `, begun at ${placeInWords(begin)}` : ''}. Remove this include.`,
      );
      return;
    }
    const other = includedAt.get(whole);
    if (other) {
      wrong(
        `${entry} is included already, at ${placeInWords(other)}. Remove one of the two.`,
      );
      return;
    }
    includedAt.set(whole, here);
    let content: string;
    try {
      content = read(name);
    } catch (error) {
      const cause = isBeamtimeError(error) ? (error.cause ?? error) : error;
      wrong(
        `${entry} cannot be included: ${whyUnreadable(cause)}. The path counts from the folder of ${path.basename(part.file)}.`,
      );
      return;
    }
    collect(content, name, part);
  }
}

/** The files from an including one down to this; `undefined` where it is none of those that lead here. */
function wayFrom(whole: string, part: Part): readonly Part[] | undefined {
  if (part.whole === whole) return [part];
  const way = part.parent && wayFrom(whole, part.parent);
  return way && [...way, part];
}

function includesOf({
  value: { include },
}: Part): { entry: string; path: Path }[] {
  if (typeof include === 'string') {
    return [{ entry: include, path: ['include'] }];
  }
  return asList(include).flatMap((entry, index) =>
    typeof entry === 'string' ? [{ entry, path: ['include', index] }] : [],
  );
}

/** What is wrong with an included file as such. Its instruments are checked when all are put together. */
function checkIncluded({ source, value, parent }: Part): Mistake[] {
  if (!isRecord(source.value)) {
    return [
      {
        path: [],
        at: 'value',
        message:
          'This included file is empty, or no table of keys. It may have instruments:, simulator:, variables: and include:.',
      },
    ];
  }
  const ofWhole = ['name', 'experiment', 'header'];
  const own = Object.fromEntries(
    Object.entries(value).filter(([key]) => !ofWhole.includes(key)),
  );
  const parsed = includedSchema.safeParse(own);
  return [
    ...Object.keys(value)
      .filter((key) => ofWhole.includes(key))
      .map((key) => ({
        path: [key],
        at: 'key' as const,
        message: `${key} belongs to the beamline as a whole. Write it into ${path.basename(parent?.file ?? '')}, which includes this file.`,
      })),
    ...(parsed.success
      ? []
      : mistakesOf(parsed.error, {
          schema: includedSchema,
          value: own,
          path: [],
          source,
        })),
  ];
}
