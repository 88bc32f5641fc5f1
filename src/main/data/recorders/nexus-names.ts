import type { RunHeader } from '../../engine/events.ts';

/** Children of the instrument group that are no devices. */
const taken = [
  'name',
  'positioners',
  'positioners_start',
  'positioners_end',
  'positioners_dial_start',
  'positioners_dial_end',
];

/**
 * A name for every device of a run that HDF5 takes: `/` separates groups there, so `i1/i0` becomes `i1_i0`,
 * or `i1_i0_2` where another device is called so.
 */
export function linkNames(header: RunHeader): ReadonlyMap<string, string> {
  const names = [
    ...header.columns.map((column) => column.name),
    ...Object.keys(header.positioners),
  ];
  const links = new Map<string, string>();
  const used = new Set(taken);
  // Names that can stay as they are go first, so that they do.
  const ordered = [...new Set(names)].sort(
    (a, b) => Number(a.includes('/')) - Number(b.includes('/')),
  );
  for (const name of ordered) {
    const wished = name.replaceAll('/', '_');
    let link = wished;
    for (let i = 2; used.has(link); i++) link = `${wished}_${String(i)}`;
    used.add(link);
    links.set(name, link);
  }
  return links;
}

/** What a plot writes at an axis: `samx (mm)`. */
export function label(name: string, unit: string): string {
  return unit === '' ? name : `${name} (${unit})`;
}

/** A count has one point and no place, so its numbers are scalars. */
export function isCount({ shape }: RunHeader): boolean {
  return shape.length === 0;
}
