import { z } from 'zod';
import type { Path } from './types.ts';

/** A piece of JSON Schema. */
export type Json = Readonly<Record<string, unknown>>;

/** What people may write, before defaults are filled in, as JSON Schema draft-07. */
export function inputSchema(schema: z.ZodType): Json {
  const { $schema: _, ...json } = z.toJSONSchema(schema, {
    target: 'draft-7',
    io: 'input',
    unrepresentable: 'any',
    override({ jsonSchema }) {
      // A name that only zod knows; the pattern beside it says the same.
      if (String(jsonSchema.format) === 'includes') delete jsonSchema.format;
    },
  });
  return json;
}

/** The schemas that may hold at a place, by the shape of the value: unions give several. */
export function schemaAt(json: Json, path: Path, value: unknown): Json[] {
  const branches = branchesOf(json, value);
  const [step, ...rest] = path;
  if (step === undefined) return branches;
  return branches.flatMap((branch) => {
    const next =
      typeof step === 'number'
        ? (asList(branch.prefixItems)[step] ?? branch.items)
        : (asRecord(branch.properties)[step] ?? branch.additionalProperties);
    return isRecord(next) ? schemaAt(next, rest, valueAt(value, [step])) : [];
  });
}

function branchesOf(json: Json, value: unknown): Json[] {
  const options = [...asList(json.anyOf), ...asList(json.oneOf)].filter(
    isRecord,
  );
  if (options.length === 0) return [json];
  const described = json.description === undefined ? [] : [json];
  const fitting = options.filter((option) =>
    Object.entries(asRecord(option.properties)).every(([key, property]) => {
      const constant = asRecord(property).const;
      const given = asRecord(value)[key];
      return (
        constant === undefined || given === undefined || constant === given
      );
    }),
  );
  return [
    ...described,
    ...(fitting.length > 0 ? fitting : options).flatMap((option) =>
      branchesOf(option, value),
    ),
  ];
}

/** The values a property is limited to. */
export function constantsOf(property: unknown): unknown[] {
  const { const: constant, enum: values } = asRecord(property);
  return constant === undefined ? asList(values) : [constant];
}

/** What stands at a place of a value; `undefined` where the way ends. */
export function valueAt(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((current, step) => {
    if (Array.isArray(current)) return asList(current)[Number(step)];
    return asRecord(current)[step];
  }, value);
}

/** Whether it is a table of keys and values. */
export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The value as a table; an empty one where it is none. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> {
  return isRecord(value) ? value : {};
}

/** The value as a list; an empty one where it is none. */
export function asList(value: unknown): unknown[] {
  return Array.isArray(value) ? value : [];
}
