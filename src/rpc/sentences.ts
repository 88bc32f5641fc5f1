import type { z } from 'zod';
import type { Problem } from '../contract/errors.ts';

type Issue = z.core.$ZodIssue;
type RawIssue = z.core.$ZodRawIssue;

/** What a value must be, said for an operator. A schema's own message goes before it. */
export function sentenceFor(issue: RawIssue): string | undefined {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${thing(String(issue.expected))}, but ${came(issue.input)}`;
    case 'invalid_value':
      return `must be ${orList(issue.values.map((value) => (typeof value === 'string' ? JSON.stringify(value) : String(value))))}, but ${came(issue.input)}`;
    case 'too_small':
      return bound(
        issue.origin,
        issue.minimum,
        issue.inclusive ?? true,
        'least',
      );
    case 'too_big':
      return bound(
        issue.origin,
        issue.maximum,
        issue.inclusive ?? true,
        'most',
      );
    case 'unrecognized_keys':
      return `has entries nobody knows: ${issue.keys.join(', ')}`;
    case 'invalid_format':
      return `is not written as it should be (${issue.format})`;
    default:
      return undefined;
  }
}

/** Everything that is wrong, one entry per field. Of the forms a value may take, the one that comes closest counts. */
export function problemsOf(issues: readonly Issue[]): Problem[] {
  return issues.flatMap((issue) => {
    const path = issue.path.filter((step) => typeof step !== 'symbol');
    if (issue.code === 'invalid_union' && issue.errors.length > 0) {
      return problemsOf(closest(issue.errors)).map((problem) => ({
        ...problem,
        path: [...path, ...problem.path],
      }));
    }
    return [
      {
        path,
        code: 'bad-input' as const,
        message: sentence(path, issue.message),
      },
    ];
  });
}

function sentence(path: readonly (string | number)[], message: string): string {
  const isWhole = /^[A-Z]/.test(message);
  const field = path.length === 0 ? 'The input' : `'${path.join('.')}'`;
  const text = isWhole ? message : `${field} ${message}`;
  return /[.!?]$/.test(text) ? text : `${text}.`;
}

/** The variant that got furthest before it failed. */
function closest(variants: readonly (readonly Issue[])[]): readonly Issue[] {
  return [...variants].sort((a, b) => badness(a) - badness(b))[0] ?? [];
}

function badness(issues: readonly Issue[]): number {
  const isOtherShape = issues.some(
    (issue) => issue.code === 'invalid_type' && issue.path.length === 0,
  );
  const missing = issues.filter(
    (issue) =>
      issue.code === 'invalid_type' && issue.message.endsWith('is missing'),
  ).length;
  return (isOtherShape ? 1000 : 0) + missing * 10 + issues.length;
}

function bound(
  origin: string,
  limit: number | bigint,
  isInclusive: boolean,
  word: 'least' | 'most',
): string {
  if (word === 'least' && limit === 1 && origin !== 'number') {
    return 'must not be empty';
  }
  const counted = { string: 'characters', array: 'entries' }[origin];
  if (counted) return `must have at ${word} ${limit} ${counted}`;
  if (isInclusive) return `must be at ${word} ${limit}`;
  return `must be ${word === 'least' ? 'above' : 'below'} ${limit}`;
}

function thing(expected: string): string {
  const names: Record<string, string> = {
    number: 'a number',
    int: 'a whole number',
    string: 'text',
    boolean: 'yes or no',
    array: 'a list',
    object: 'a set of named values',
    record: 'a set of named values',
    void: 'left out',
    undefined: 'left out',
    null: 'empty',
  };
  return names[expected] ?? expected;
}

function came(value: unknown): string {
  if (value === undefined) return 'it is missing';
  if (value === null) return 'it is empty';
  if (typeof value === 'string') {
    return `"${value.length > 40 ? `${value.slice(0, 40)}...` : value}" came`;
  }
  if (typeof value === 'number' || typeof value === 'boolean') {
    return `${value} came`;
  }
  return Array.isArray(value) ? 'a list came' : 'something else came';
}

function orList(words: readonly string[]): string {
  return words.length < 2
    ? words.join('')
    : `${words.slice(0, -1).join(', ')} or ${words.at(-1)}`;
}
