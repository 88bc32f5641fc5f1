import type { z } from 'zod';
import { BeamtimeError, type Problem } from '../../contract/errors.ts';
import type { ScanRequest, ScanSource } from '../../contract/scans.ts';
import { closeNames } from '../device/registry.ts';
import type { ScanType } from './define.ts';
import { fieldOf, subjectOf } from './fields.ts';
import { readLine } from './line.ts';
import { scanTypes } from './types/index.ts';
import { coerceAll } from './values.ts';

/** A source as far as it could be understood without looking at devices. */
export interface ReadSource {
  readonly type: ScanType | null;
  /** With defaults filled in; null when there are problems. */
  readonly request: ScanRequest | null;
  /** What was given, as far as it has the right form; for looking at the devices of a scan that has problems. */
  readonly sound: Readonly<Record<string, unknown>>;
  readonly problems: Problem[];
}

/**
 * Reads a form or a typed line; the same value comes out of both.
 *
 * @throws BeamtimeError `bad-input` with a problem per field
 */
export function parseScan(source: ScanSource): ScanRequest {
  const { request, problems } = readSource(source);
  if (!request) throw badInput(problems);
  return request;
}

/** The same without throwing. */
export function readSource(source: ScanSource): ReadSource {
  return 'line' in source ? readTyped(source.line) : readForm(source.request);
}

/** One error for all problems; its sentence is the first of them. */
export function badInput(problems: readonly Problem[]): BeamtimeError {
  const [first] = problems;
  const more = problems.length > 1 ? ` (and ${problems.length - 1} more)` : '';
  return new BeamtimeError(
    'bad-input',
    `${first?.message ?? 'This is not a scan.'}${more}`,
    { problems },
  );
}

/** A scan type by its name. */
export function findType(name: string): ScanType | undefined {
  const types: readonly ScanType[] = scanTypes;
  return types.find((type) => type.name === name);
}

function readTyped(line: string): ReadSource {
  const [name, ...words] = line.trim().split(/\s+/);
  if (!name) return refused([], 'Type a scan, such as: ascan samx 0 1 20 0.1');
  const type = findType(name);
  if (!type) return unknownType(name, []);
  const read = readLine(type, words);
  return check(type, read.params, read.problems);
}

function readForm(request: ScanRequest): ReadSource {
  const type = findType(request.type);
  if (!type) return unknownType(request.type, ['type']);
  return check(type, request.params, []);
}

function check(
  type: ScanType,
  raw: Readonly<Record<string, unknown>>,
  before: readonly Problem[],
): ReadSource {
  const params = coerceAll(type.params, raw);
  const parsed = type.params.strict().safeParse(params);
  const problems = [...before];
  const isTooFew = before.some((problem) =>
    problem.message.startsWith('Too few'),
  );
  for (const issue of parsed.error?.issues ?? []) {
    for (const problem of problemsOf(type, issue, params)) {
      const isMissing = isTooFew && !((problem.path[1] ?? '') in params);
      const isKnown = problems.some((other) => isSamePath(other, problem));
      if (!isMissing && !isKnown) problems.push(problem);
    }
  }
  if (!parsed.success || problems.length > 0) {
    return { type, request: null, sound: without(params, problems), problems };
  }
  const request = { type: type.name, params: parsed.data };
  return { type, request, sound: parsed.data, problems };
}

function without(
  params: Readonly<Record<string, unknown>>,
  problems: readonly Problem[],
): Record<string, unknown> {
  const faulty = new Set(problems.map(({ path }) => path[1]));
  return Object.fromEntries(
    Object.entries(params).filter(([name]) => !faulty.has(name)),
  );
}

function problemsOf(
  type: ScanType,
  issue: z.core.$ZodIssue,
  params: Readonly<Record<string, unknown>>,
): Problem[] {
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((key) => ({
      path: ['params', key],
      code: 'bad-input',
      message: `${type.name} has no parameter "${key}". It has: ${Object.keys(type.params.shape).join(', ')}.`,
    }));
  }
  const field = issue.path
    .slice(0, 1)
    .filter((part) => typeof part !== 'symbol');
  const name = String(field[0] ?? '');
  const title = fieldOf(type.params, name)?.title ?? '';
  const message = issue.message.startsWith(title)
    ? subjectOf(type.params, name, params) + issue.message.slice(title.length)
    : issue.message;
  return [{ path: ['params', ...field], code: 'bad-input', message }];
}

function unknownType(name: string, path: Problem['path']): ReadSource {
  const names = scanTypes.map((type) => type.name);
  const close = closeNames(name, names);
  const hint =
    close.length > 0
      ? `Did you mean ${close.join(' or ')}?`
      : `There are: ${names.join(', ')}.`;
  return refused(path, `There is no scan called "${name}". ${hint}`);
}

function refused(path: Problem['path'], message: string): ReadSource {
  return {
    type: null,
    request: null,
    sound: {},
    problems: [{ path, code: 'bad-input', message }],
  };
}

function isSamePath(a: Problem, b: Problem): boolean {
  return a.path.join('.') === b.path.join('.');
}
