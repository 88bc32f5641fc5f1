import type { Problem } from '../../contract/errors.ts';
import type { ScanRequest } from '../../contract/scans.ts';
import type { ScanType } from './define.ts';
import { defaultsOf, fieldOf } from './fields.ts';
import { optionNames, usageOf } from './usage.ts';
import { token } from './values.ts';

/** What a typed line says, before the schema has seen it. */
export interface ReadLine {
  readonly params: Record<string, unknown>;
  readonly problems: Problem[];
}

/** Sorts the words after the scan's name into parameters: by place, `key=value`, or a bare flag. */
export function readLine(type: ScanType, words: readonly string[]): ReadLine {
  const params: Record<string, unknown> = {};
  const problems: Problem[] = [];
  const values: string[] = [];
  for (const word of words) {
    const option = readOption(type, word);
    if (option === undefined) {
      values.push(word);
    } else if (!optionNames(type).includes(option.name)) {
      problems.push(problem([], unknownOption(type, option.name)));
    } else if (option.name in params) {
      problems.push(
        problem(
          ['params', option.name],
          `${option.name} is given twice. Give it once.`,
        ),
      );
    } else {
      params[option.name] = option.value;
    }
  }
  type.positional.forEach((name, index) => {
    if (index < values.length) params[name] = values[index];
  });
  const wrong = wrongNumber(type, values);
  if (wrong) problems.push(wrong);
  return { params, problems };
}

/** The canonical typed line of a request; reading it gives the request back. */
export function lineOf(type: ScanType, request: ScanRequest): string {
  const { params } = request;
  const words = type.positional.map((name) => token(params[name]));
  const defaults = defaultsOf(type.params);
  for (const name of optionNames(type)) {
    const value = params[name];
    if (value === undefined || token(value) === token(defaults[name])) continue;
    words.push(value === true ? name : `${name}=${token(value)}`);
  }
  return [type.name, ...words].join(' ');
}

function readOption(
  type: ScanType,
  word: string,
): { name: string; value: unknown } | undefined {
  const equals = word.indexOf('=');
  if (equals > 0) {
    return { name: word.slice(0, equals), value: word.slice(equals + 1) };
  }
  const isFlag =
    fieldOf(type.params, word)?.widget === 'flag' &&
    !type.positional.includes(word);
  return isFlag ? { name: word, value: true } : undefined;
}

function wrongNumber(
  type: ScanType,
  values: readonly string[],
): Problem | undefined {
  const wanted = type.positional.length;
  if (values.length === wanted) return undefined;
  const count = `${type.name} takes ${arguments_(wanted)} and got ${values.length}`;
  const usage = `Usage: ${usageOf(type)}`;
  if (values.length < wanted) {
    const missing = type.positional.slice(values.length);
    return problem(
      ['params', missing[0] ?? ''],
      `Too few arguments: ${count}; missing: ${missing.join(', ')}. ${usage}`,
    );
  }
  const extra = values.slice(wanted).map((word) => `"${word}"`);
  return problem(
    [],
    `Too many arguments: ${count}; nothing belongs to ${extra.join(', ')}. ${usage}`,
  );
}

function unknownOption(type: ScanType, name: string): string {
  return `${type.name} has no option "${name}". It has: ${optionNames(type).join(', ')}.`;
}

function arguments_(count: number): string {
  return count === 1 ? '1 argument' : `${count} arguments`;
}

function problem(path: Problem['path'], message: string): Problem {
  return { path, code: 'bad-input', message };
}
