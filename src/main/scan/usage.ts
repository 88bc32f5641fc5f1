import type { ScanType } from './define.ts';
import { fieldOf } from './fields.ts';

/** `ascan <axis> <from> <to> <intervals> <exposure> [detectors=...] [settle=...]`. */
export function usageOf(type: ScanType): string {
  const positional = type.positional.map((name) => `<${name}>`);
  const options = optionNames(type).map((name) =>
    fieldOf(type.params, name)?.widget === 'flag'
      ? `[${name}]`
      : `[${name}=...]`,
  );
  return [type.name, ...positional, ...options].join(' ');
}

/** The parameters a typed line gives as `key=value`. */
export function optionNames(type: ScanType): string[] {
  return Object.keys(type.params.shape).filter(
    (name) => !type.positional.includes(name),
  );
}
