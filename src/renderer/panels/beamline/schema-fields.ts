import { isTable, type Table, tableOf } from './entry.ts';

/** How a key of an entry is asked for. */
export type FieldKind =
  | { readonly kind: 'choice'; readonly options: readonly unknown[] }
  | { readonly kind: 'number' }
  | { readonly kind: 'text' }
  /** Lower and upper number; null leaves a side open where `isOpen`. */
  | { readonly kind: 'range'; readonly isOpen: boolean }
  /** A table of entries by name, each with these fields: axes, parameters. */
  | { readonly kind: 'entries'; readonly fields: readonly EntryField[] }
  /** Keys of one thing: a source, an identity. */
  | { readonly kind: 'group'; readonly fields: readonly EntryField[] }
  /** Texts by name, a line each: `name: text`. */
  | { readonly kind: 'pairs' }
  /** Several, a line each; not `isText`: each may be anything. */
  | { readonly kind: 'list'; readonly isText: boolean }
  /** Anything else: a number, a text, or JSON. */
  | { readonly kind: 'free' };

/** A key of an entry, as its form needs it. */
export type EntryField = FieldKind & {
  readonly name: string;
  readonly description: string;
  readonly isRequired: boolean;
  /** What counts where it is left out, as it would stand in the file; undefined = nothing. */
  readonly standard: string | undefined;
};

/** The fields of a JSON schema (draft-07) of a table, required ones first, else in its order. */
export function fieldsOfSchema(schema: Table): readonly EntryField[] {
  const required = Array.isArray(schema['required']) ? schema['required'] : [];
  const fields = Object.entries(tableOf(schema['properties'])).map(
    ([name, property]) => {
      const facts = tableOf(property);
      const { description } = facts;
      return {
        ...kindOf(facts),
        name,
        description: typeof description === 'string' ? description : '',
        isRequired: required.includes(name),
        standard: standardOf(facts['default']),
      };
    },
  );
  return fields.toSorted(
    (one, other) => Number(other.isRequired) - Number(one.isRequired),
  );
}

function kindOf(facts: Table): FieldKind {
  const options = optionsOf(facts);
  if (options) return { kind: 'choice', options };
  const { type } = facts;
  if (type === 'number' || type === 'integer') return { kind: 'number' };
  if (type === 'string' || isTextOrNull(type)) return { kind: 'text' };
  if (type === 'array')
    return rangeOf(facts['items']) ?? listOf(facts['items']);
  if (type !== 'object') return { kind: 'free' };
  if (isTable(facts['properties'])) {
    return { kind: 'group', fields: fieldsOfSchema(facts) };
  }
  const entry = tableOf(facts['additionalProperties']);
  if (isTable(entry['properties'])) {
    return { kind: 'entries', fields: fieldsOfSchema(entry) };
  }
  return entry['type'] === 'string' ? { kind: 'pairs' } : { kind: 'free' };
}

/** Lists of other lists, or of a different thing at each place, are written as JSON. */
function listOf(items: unknown): FieldKind {
  if (!isTable(items) || items['type'] === 'array') return { kind: 'free' };
  return { kind: 'list', isText: items['type'] === 'string' };
}

/** What can be chosen from, where that is a closed list. */
function optionsOf(facts: Table): readonly unknown[] | undefined {
  const given: unknown = facts['enum'];
  if (isList(given)) return given;
  if (facts['type'] === 'boolean') return [true, false];
  const several: unknown = facts['anyOf'];
  return isList(several) &&
    several.every((one) => isTable(one) && 'const' in one)
    ? several.map((one) => tableOf(one)['const'])
    : undefined;
}

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value);
}

function rangeOf(items: unknown): FieldKind | undefined {
  if (!Array.isArray(items) || items.length !== 2) return undefined;
  const types = items.map((item) => tableOf(item)['type']);
  if (types.every((type) => type === 'number'))
    return { kind: 'range', isOpen: false };
  return types.every((type) => isSet(type, 'number', 'null'))
    ? { kind: 'range', isOpen: true }
    : undefined;
}

function isTextOrNull(type: unknown): boolean {
  return isSet(type, 'string', 'null');
}

function isSet(type: unknown, ...words: readonly string[]): boolean {
  return (
    Array.isArray(type) &&
    type.length === words.length &&
    words.every((word) => type.includes(word))
  );
}

function standardOf(value: unknown): string | undefined {
  if (value === undefined || value === null || value === '') return undefined;
  if (typeof value === 'string') return value;
  const text = JSON.stringify(value);
  return text === '{}' || text === '[]' ? undefined : text;
}
