import type { KeyChange } from '../../../contract/beamline.ts';

/** A table of keys, as it stands in the beamline file. */
export type Table = Readonly<Record<string, unknown>>;

export function isTable(value: unknown): value is Table {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is a table; anything else is an empty one. */
export function tableOf(value: unknown): Table {
  return isTable(value) ? value : {};
}

/** The table with one key changed; without the key where the value is undefined. */
export function withKey(table: Table, key: string, value: unknown): Table {
  if (value !== undefined) return { ...table, [key]: value };
  const { [key]: _, ...rest } = table;
  return rest;
}

/** The keys that are different, each with its new value or without one where it is gone. Lists are one value. */
export function changesOf(
  before: Table,
  after: Table,
  path: readonly string[] = [],
): KeyChange[] {
  const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
  return [...keys].flatMap((key) => {
    const old = before[key];
    const value = after[key];
    const at = [...path, key];
    if (isSame(old, value)) return [];
    if (value === undefined) return [{ path: at }];
    return isTable(old) && isTable(value)
      ? changesOf(old, value, at)
      : [{ path: at, value }];
  });
}

/** Whether two values say the same; the order of keys does not count. */
export function isSame(one: unknown, other: unknown): boolean {
  if (Array.isArray(one) && Array.isArray(other)) {
    return (
      one.length === other.length &&
      one.every((item, index) => isSame(item, other[index]))
    );
  }
  if (isTable(one) && isTable(other)) {
    const keys = Object.keys(one);
    return (
      keys.length === Object.keys(other).length &&
      keys.every(
        (key) => Object.hasOwn(other, key) && isSame(one[key], other[key]),
      )
    );
  }
  return Object.is(one, other);
}
