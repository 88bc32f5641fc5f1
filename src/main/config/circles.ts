import type { NamedPlace } from '../drivers/types.ts';
import type { CheckedInstrument } from './instruments.ts';
import { isInside } from './paths.ts';
import type { Mistake, Path } from './types.ts';
import { usesOf } from './uses.ts';

/** Devices whose value, or whose motion, would need itself. */
export function circles(instruments: readonly CheckedInstrument[]): Mistake[] {
  const edges = new Map<string, NamedPlace[]>();
  for (const instrument of instruments) {
    const owners = instrument.devices;
    for (const use of usesOf(instrument)) {
      const owner = owners.find((one) => isInside(use.path, one.path));
      // Inside `moves` an expression may use present positions of any axis; a move itself goes down only.
      const isMoveExpression =
        use.path.includes('moves') && use.path.at(-1) !== use.name;
      if (owner && !isMoveExpression) {
        edges.set(owner.name, [...(edges.get(owner.name) ?? []), use]);
      }
    }
  }
  const found = new Set<string>();
  const mistakes: Mistake[] = [];
  for (const start of edges.keys()) {
    const circle = circleFrom(start, edges);
    if (!circle) continue;
    const members = [...circle.names].sort().join(' ');
    if (found.has(members)) continue;
    found.add(members);
    mistakes.push({
      path: circle.path,
      // Of what stands under `moves`, only the axes that are named there are edges.
      at: circle.path.at(-2) === 'moves' ? 'key' : 'value',
      message:
        circle.names.length === 1
          ? `${start} is made of itself. Name the devices that it is made of.`
          : `${[...circle.names, start].join(' needs ')}: a circle. Make one of them of real devices only.`,
    });
  }
  return mistakes;
}

function circleFrom(
  start: string,
  edges: ReadonlyMap<string, readonly NamedPlace[]>,
): { readonly names: readonly string[]; readonly path: Path } | undefined {
  const seen = new Set<string>();
  function walk(
    name: string,
    way: readonly string[],
    first: Path | undefined,
  ): ReturnType<typeof circleFrom> {
    for (const next of edges.get(name) ?? []) {
      const path = first ?? next.path;
      if (next.name === start) return { names: way, path };
      if (seen.has(next.name)) continue;
      seen.add(next.name);
      const circle = walk(next.name, [...way, next.name], path);
      if (circle) return circle;
    }
    return undefined;
  }
  return walk(start, [start], undefined);
}
