import type { Driver } from '../drivers/types.ts';
import { asRecord, inputSchema, isRecord, type Json } from './json-schema.ts';
import type { Mistake, Path } from './types.ts';
import { shown } from './wording.ts';

const schemas = new WeakMap<Driver, Json>();

/** What a driver's own keys may be, as JSON Schema: what people write, before defaults are filled in. */
export function driverSchema(driver: Driver): Json {
  const known = schemas.get(driver);
  if (known) return known;
  const json = inputSchema(driver.config);
  schemas.set(driver, json);
  return json;
}

/** The keys of a driver that hold a table of entries by name (`axes`, `parameters`): each entry may be disabled. */
export function tableKeys(driver: Driver): string[] {
  return Object.entries(asRecord(driverSchema(driver).properties)).flatMap(
    ([key, schema]) => {
      const entry = asRecord(asRecord(schema).additionalProperties);
      return isRecord(entry.properties) && !('disabled' in entry.properties)
        ? [key]
        : [];
    },
  );
}

/** An instrument's own keys without `disabled: true` of single entries, which the driver does not know. */
export function liftDisabled(
  own: Readonly<Record<string, unknown>>,
  driver: Driver,
  path: Path,
): {
  readonly config: Readonly<Record<string, unknown>>;
  /** The ways from the document to the entries that are disabled. */
  readonly disabled: readonly Path[];
  readonly mistakes: readonly Mistake[];
} {
  const disabled: Path[] = [];
  const mistakes: Mistake[] = [];
  const config = { ...own };
  for (const key of tableKeys(driver)) {
    const table = own[key];
    if (!isRecord(table)) continue;
    config[key] = Object.fromEntries(
      Object.entries(table).map(([name, entry]) => {
        if (!isRecord(entry) || !('disabled' in entry)) return [name, entry];
        const { disabled: word, ...rest } = entry;
        const at = [...path, key, name];
        if (word === true) disabled.push(at);
        else if (word !== false) {
          mistakes.push({
            path: [...at, 'disabled'],
            at: 'value',
            message: `disabled must be true or false, not ${shown(word, undefined)}.`,
          });
        }
        return [name, rest];
      }),
    );
  }
  return { config, disabled, mistakes };
}
