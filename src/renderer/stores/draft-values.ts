import type { ScanRequest, ScanTypeInfo } from '../../contract/scans.ts';
import { readInput } from '../../contract/typed-number.ts';
import { fieldsOf } from './scan-fields.ts';

/** What a field of the form holds: text as typed, a tick, or the chosen detectors. */
export type FieldValue = string | boolean | readonly string[];
export type FieldValues = Readonly<Record<string, FieldValue>>;

/** The fields' contents for a scan's parameters: numbers become text as a person would type it. */
export function valuesOf(
  params: Readonly<Record<string, unknown>>,
): FieldValues {
  return Object.fromEntries(
    Object.entries(params).flatMap(([name, value]) => {
      const held = valueOf(value);
      return held === undefined ? [] : [[name, held]];
    }),
  );
}

/**
 * The request that the fields stand for. Text that is a number is sent as one; other text is sent as it is, so
 * that the station says what is wrong with it (or understands `0.5 cm`); an empty field is left out.
 */
export function requestOf(
  type: ScanTypeInfo,
  values: FieldValues,
): ScanRequest {
  const params: Record<string, unknown> = {};
  for (const { name, widget } of fieldsOf(type)) {
    const value = values[name] ?? valueOf(type.defaults[name]);
    if (value === undefined || value === '') continue;
    if (typeof value !== 'string') {
      params[name] = typeof value === 'boolean' ? value : [...value];
    } else if (widget === 'axis' || widget === 'choice' || widget === 'text') {
      params[name] = value.trim();
    } else {
      params[name] = readInput(value);
    }
  }
  return { type: type.name, params };
}

/** What the fields of a type show: what was typed, else what the type starts with, else nothing. */
export function shownValues(
  type: ScanTypeInfo,
  values: FieldValues,
): Record<string, FieldValue> {
  return Object.fromEntries(
    fieldsOf(type).map(({ name, widget }) => {
      const empty =
        widget === 'detectors' ? [] : widget === 'flag' ? false : '';
      return [name, values[name] ?? valueOf(type.defaults[name]) ?? empty];
    }),
  );
}

/** What was typed, with the fields of a type that have none filled from their likes: `axis1` from `axis` and back. */
export function carriedOver(
  values: FieldValues,
  type: ScanTypeInfo,
): FieldValues {
  const found = fieldsOf(type).flatMap(({ name }) => {
    const like = name.endsWith('1') ? name.slice(0, -1) : `${name}1`;
    const value = values[name] ?? values[like];
    return value === undefined ? [] : [[name, value] as const];
  });
  return { ...values, ...Object.fromEntries(found) };
}

function valueOf(value: unknown): FieldValue | undefined {
  if (typeof value === 'number') return String(value);
  if (typeof value === 'string' || typeof value === 'boolean') return value;
  if (Array.isArray(value)) return value.map(String);
  return undefined;
}
