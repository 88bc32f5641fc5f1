import { isUnit } from '../device/units.ts';
import type { CheckedInstrument } from './instruments.ts';
import { isRecord, valueAt } from './json-schema.ts';
import { isInside } from './paths.ts';
import type { Mistake, Path } from './types.ts';

/** Every `unit` beside which no `scale` makes it a free word. */
export function unknownUnits({ raw, path }: CheckedInstrument): Mistake[] {
  return tables(raw, path).flatMap(({ table, path: at }) =>
    typeof table.unit === 'string' &&
    table.scale === undefined &&
    !isUnit(table.unit)
      ? [
          {
            path: [...at, 'unit'],
            at: 'value' as const,
            message: `"${table.unit}" is not a unit known here. Known are mm, um, deg, mrad, keV, mA, s, K, cts and the like.`,
          },
        ]
      : [],
  );
}

/** Every `limits` whose ends are in the wrong order. */
export function reversedLimits({
  raw,
  path,
  mistakes,
}: CheckedInstrument): Mistake[] {
  return tables(raw, path).flatMap(({ table, path: at }) => {
    const where = [...at, 'limits'];
    const lower = valueAt(table, ['limits', 0]);
    const upper = valueAt(table, ['limits', 1]);
    const isKnown = mistakes.some((mistake) => isInside(where, mistake.path));
    return typeof lower === 'number' &&
      typeof upper === 'number' &&
      lower >= upper &&
      !isKnown
      ? [
          {
            path: where,
            at: 'value' as const,
            message: `These limits leave no room: ${lower} is not below ${upper}. The lower one comes first: [${upper}, ${lower}].`,
          },
        ]
      : [];
  });
}

function tables(
  value: Readonly<Record<string, unknown>>,
  path: Path,
): { table: Readonly<Record<string, unknown>>; path: Path }[] {
  return [
    { table: value, path },
    ...Object.entries(value).flatMap(([key, inner]) =>
      isRecord(inner) ? tables(inner, [...path, key]) : [],
    ),
  ];
}
