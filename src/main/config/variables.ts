import { closeNames } from '../device/registry.ts';
import { asRecord, isRecord } from './json-schema.ts';
import { variableName } from './schema.ts';
import type { Mistake, Path } from './types.ts';
import { cut, listed } from './wording.ts';

/** The environment that may override variables: `process.env`, or a test's own. */
export type Environment = Readonly<Record<string, string | undefined>>;

/** What `RACK_HOST` is called in the environment. */
export const inEnvironment = (name: string) => `BEAMTIME_VAR_${name}`;

type Table = ReadonlyMap<string, string | number>;

/**
 * Puts the variables into the values of a beamline: `${NAME}` in a text becomes its text; a value that is `${NAME}` and
 * nothing else becomes what the variable is, a number included. `$${` stays as `${`.
 */
export function withVariables(
  value: Readonly<Record<string, unknown>>,
  environment: Environment,
): {
  readonly value: Readonly<Record<string, unknown>>;
  readonly mistakes: readonly Mistake[];
} {
  const mistakes: Mistake[] = [];
  const names = Object.keys(asRecord(value.variables));
  const table = readTable(asRecord(value.variables), environment, mistakes);
  const untouched = ['variables', 'include'];
  return {
    value: Object.fromEntries(
      Object.entries(value).map(([key, inner]) => [
        key,
        untouched.includes(key) ? inner : fill(inner, [key]),
      ]),
    ),
    mistakes,
  };

  function fill(inner: unknown, path: Path): unknown {
    if (typeof inner === 'string') return fillText(inner, path);
    if (Array.isArray(inner)) {
      return inner.map((item: unknown, index) => fill(item, [...path, index]));
    }
    if (!isRecord(inner)) return inner;
    return Object.fromEntries(
      Object.entries(inner).map(([key, item]) => [
        key,
        fill(item, [...path, key]),
      ]),
    );
  }

  function fillText(text: string, path: Path): unknown {
    const alone = /^\$\{([^{}]*)\}$/.exec(text)?.[1];
    if (alone !== undefined) return look(alone, path) ?? text;
    return text.replace(
      /(\$?)\$\{([^{}]*)\}/g,
      (all, escape: string, name: string) =>
        escape === '' ? String(look(name, path) ?? all) : all.slice(1),
    );
  }

  function look(name: string, path: Path): string | number | undefined {
    const found = table.get(name);
    // One that has no value has been complained of at its own place.
    if (found === undefined && !names.includes(name)) {
      mistakes.push({ path, at: 'value', message: unknown(name, names) });
    }
    return found;
  }
}

function unknown(name: string, names: readonly string[]): string {
  if (!variableName.test(name)) {
    return `\${${cut(name)}} names no variable: a name has letters, digits and _. Write $\${ where \${ is meant as it is.`;
  }
  const close = closeNames(name, names);
  return `There is no variable ${name}. ${
    close.length > 0
      ? `Did you mean ${listed(close)}?`
      : `Add it under variables:, where ${inEnvironment(name)} in the environment can override it.`
  }`;
}

function readTable(
  variables: Readonly<Record<string, unknown>>,
  environment: Environment,
  mistakes: Mistake[],
): Table {
  const table = new Map<string, string | number>();
  for (const [name, own] of Object.entries(variables)) {
    const path = ['variables', name];
    const wrong = (message: string) =>
      mistakes.push({ path, at: 'value', message });
    const given = environment[inEnvironment(name)];
    if (given !== undefined && given !== '') {
      const value = typeof own === 'number' ? Number(given) : given;
      if (Number.isNaN(value)) {
        wrong(
          `${inEnvironment(name)} in the environment is "${cut(given)}", and ${name} is a number. Give a number.`,
        );
      } else table.set(name, value);
    } else if (own === null) {
      wrong(
        `${name} has no value. Write one here, or set ${inEnvironment(name)} in the environment.`,
      );
    } else if (typeof own === 'number') {
      table.set(name, own);
    } else if (typeof own === 'string') {
      if (own.includes('${'))
        wrong(`${name} is made of a variable. Write its value out.`);
      else table.set(name, own);
    }
  }
  return table;
}
