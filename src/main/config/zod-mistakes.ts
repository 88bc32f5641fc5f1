import { z } from 'zod';
import { closeNames } from '../device/registry.ts';
import {
  asRecord,
  constantsOf,
  schemaAt,
  valueAt,
  type Json,
} from './json-schema.ts';
import type { Source } from './source.ts';
import type { Mistake, Path } from './types.ts';
import {
  correction,
  inWords,
  listed,
  oneOf,
  shown,
  suggest,
} from './wording.ts';

type Issue = z.core.$ZodIssue;

/** What the sentences need to know: the value that was checked, where it stands, and how it was written. */
export interface Checked {
  readonly schema: z.ZodType;
  readonly value: unknown;
  /** The way from the document to `value`. */
  readonly path: Path;
  readonly source: Source;
  /** Keys that are allowed at the top of `value` besides those of the schema. */
  readonly extraKeys?: readonly string[];
}

/** Says in words what a schema did not like: what is wrong, and what would be right. */
export function mistakesOf(error: z.ZodError, checked: Checked): Mistake[] {
  const json = asRecord(
    z.toJSONSchema(checked.schema, { io: 'input', unrepresentable: 'any' }),
  );
  const places = new Set<string>();
  return error.issues
    .flatMap((issue) => explain(issue, checked, json))
    .filter(({ path }) => {
      // A value that failed one check often fails the next ones for the same reason.
      const place = JSON.stringify(path);
      const isFirst = !places.has(place);
      places.add(place);
      return isFirst;
    });
}

function explain(issue: Issue, checked: Checked, json: Json): Mistake[] {
  const inner = issue.path.map((step) =>
    typeof step === 'number' ? step : String(step),
  );
  const path = [...checked.path, ...inner];
  const value = valueAt(checked.value, inner);
  const about = describeKey(inner, checked, json);
  const last = inner.at(-1) ?? checked.path.at(-1);
  const key = typeof last === 'string' ? last : 'This entry';
  const written = checked.source.written(path);
  const make = (message: string, at: Mistake['at'] = 'value') => [
    { path, at, message },
  ];

  switch (issue.code) {
    case 'unrecognized_keys':
      return issue.keys.map((unknown) => ({
        path: [...path, unknown],
        at: 'key' as const,
        message: unknownKey(unknown, inner, checked, json),
      }));
    case 'invalid_type':
      if (value === undefined) {
        return make(`${key} is missing. ${about}`.trim(), 'key');
      }
      return make(
        `${key} must be ${inWords(issue.expected)}, not ${shown(value, written)}.${correction(issue.expected, value, written)} ${about}`.trim(),
      );
    case 'invalid_value':
      if (value === undefined) {
        return make(
          `${key} is missing. ${oneOf(issue.values)} ${about}`.trim(),
          'key',
        );
      }
      return make(
        `${key} cannot be ${shown(value, written)}. ${suggest(value, issue.values)} ${about}`.trim(),
      );
    case 'too_small':
    case 'too_big':
      return make(`${sizeSentence(issue, key, value)} ${about}`.trim());
    case 'invalid_key':
      return make(
        `"${key}" cannot be a name here. ${issue.issues[0]?.message ?? ''}`.trim(),
        'key',
      );
    case 'invalid_union':
      return explainUnion(issue, checked, inner, json);
    default:
      return make(`${key}: ${issue.message} ${about}`.trim());
  }
}

/** Of the ways in which a union failed, the one that came closest: what the person most likely meant. */
function explainUnion(
  issue: z.core.$ZodIssueInvalidUnion,
  checked: Checked,
  inner: Path,
  json: Json,
): Mistake[] {
  const path = [...checked.path, ...inner];
  const { discriminator } = issue;
  if (discriminator !== undefined) {
    const table = inner.at(-1) === discriminator ? inner.slice(0, -1) : inner;
    const choices = schemaAt(json, table, checked.value).flatMap((branch) =>
      constantsOf(asRecord(branch.properties)[discriminator]),
    );
    const given = asRecord(valueAt(checked.value, table))[discriminator];
    const at = [...checked.path, ...table, discriminator];
    const message =
      given === undefined
        ? `${discriminator} is missing here. ${oneOf(choices)}`
        : `${discriminator} cannot be ${shown(given, checked.source.written(at))}. ${suggest(given, choices)}`;
    return [{ path: at, at: 'value', message }];
  }
  const best = [...issue.errors].sort((a, b) => weight(a) - weight(b))[0];
  if (best && weight(best) < 100) {
    return best.flatMap((deeper) =>
      explain(
        { ...deeper, path: [...issue.path, ...deeper.path] },
        checked,
        json,
      ),
    );
  }
  const value = valueAt(checked.value, inner);
  const written = checked.source.written(path);
  const kinds = issue.errors.flatMap((branch) =>
    branch.flatMap((deeper) =>
      deeper.code === 'invalid_type'
        ? [inWords(deeper.expected)]
        : deeper.code === 'invalid_value'
          ? deeper.values.map(String)
          : [],
    ),
  );
  const about = describeKey(inner, checked, json);
  return [
    {
      path,
      at: 'value',
      message:
        `${inner.at(-1) ?? 'It'} cannot be ${shown(value, written)}; it is ${listed([...new Set(kinds)])}. ${about}`.trim(),
    },
  ];
}

/** The less, the closer: a branch that dislikes the value as a whole is far off. */
function weight(issues: readonly Issue[]): number {
  return issues.reduce(
    (sum, issue) =>
      sum +
      (issue.path.length === 0 &&
      (issue.code === 'invalid_type' || issue.code === 'invalid_value')
        ? 100
        : issue.code === 'unrecognized_keys'
          ? 5 * issue.keys.length
          : 1),
    0,
  );
}

function unknownKey(
  unknown: string,
  inner: Path,
  checked: Checked,
  json: Json,
): string {
  const known = [
    ...schemaAt(json, inner, checked.value).flatMap((branch) =>
      Object.keys(asRecord(branch.properties)),
    ),
    ...(inner.length === 0 ? (checked.extraKeys ?? []) : []),
  ];
  const close = closeNames(unknown, known);
  const hint =
    close.length > 0
      ? `Did you mean ${listed(close)}?`
      : `Known here: ${known.join(', ')}.`;
  return `Unknown key ${unknown}. ${hint}`;
}

/** What the schema says of a key, as a sentence. */
function describeKey(inner: Path, checked: Checked, json: Json): string {
  for (const branch of schemaAt(json, inner, checked.value)) {
    if (typeof branch.description === 'string') {
      return branch.description.replace(/([^.])$/, '$1.');
    }
  }
  return '';
}

function sizeSentence(
  issue: z.core.$ZodIssueTooSmall | z.core.$ZodIssueTooBig,
  key: string,
  value: unknown,
): string {
  // A schema's own sentence says it better.
  if (!/^Too (small|big)/.test(issue.message)) return issue.message;
  const isSmall = issue.code === 'too_small';
  const bound = isSmall ? issue.minimum : issue.maximum;
  const most = isSmall ? 'at least' : 'at most';
  if (issue.origin === 'string' || issue.origin === 'array') {
    const things = issue.origin === 'string' ? 'characters' : 'entries';
    return `${key} needs ${most} ${String(bound)} ${things}.`;
  }
  const sense = issue.inclusive
    ? `${most} ${String(bound)}`
    : `${isSmall ? 'more' : 'less'} than ${String(bound)}`;
  return `${key} is ${String(value)}; it must be ${sense}.`;
}
