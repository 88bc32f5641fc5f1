import type { ScanPlan } from '../../../contract/scans.ts';
import type { ScanField } from '../../stores/scan-fields.ts';

/** What is wrong with each field, in words, by field name; several sentences become one text. */
export function problemsOf(
  plan: ScanPlan | null,
  fields: readonly ScanField[],
): ReadonlyMap<string, string> {
  const found = new Map<string, string>();
  for (const { path, message } of plan?.problems ?? []) {
    const field = fieldAt(path, fields);
    if (field === null) continue;
    const before = found.get(field);
    found.set(field, before === undefined ? message : `${before} ${message}`);
  }
  return found;
}

/** The problems that belong to no field of the form. */
export function otherProblems(
  plan: ScanPlan | null,
  fields: readonly ScanField[],
): readonly string[] {
  return (plan?.problems ?? [])
    .filter(({ path }) => fieldAt(path, fields) === null)
    .map(({ message }) => message);
}

function fieldAt(
  path: readonly (string | number)[],
  fields: readonly ScanField[],
): string | null {
  return fields.find(({ name }) => path.includes(name))?.name ?? null;
}
