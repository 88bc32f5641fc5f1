import { closeNames } from '../device/registry.ts';
import type { Driver } from '../drivers/types.ts';
import { lineConfig } from '../io/open.ts';
import { isRecord } from './json-schema.ts';
import type { Source } from './source.ts';
import type { BeamlineLine, Mistake, Path } from './types.ts';
import { listed, shown } from './wording.ts';
import { mistakesOf } from './zod-mistakes.ts';

/** What an entry is checked against. */
export interface InstrumentContext {
  readonly drivers: readonly Driver[];
  readonly source: Source;
  /** Protocols of the simulated instruments by their names; `null` = the file has no part `simulator`. */
  readonly responders: ReadonlyMap<string, unknown> | null;
}

/** A line, or what is wrong with it. */
export interface CheckedLine {
  readonly line: BeamlineLine | null;
  readonly mistakes: readonly Mistake[];
}

const kinds = ['tcp', 'serial', 'simulator'];
const examples =
  "Write line: { tcp: 'host:port' }, { serial: /dev/ttyUSB0, baudRate: 9600 } or { simulator: NAME }.";

/** Checks `line` of an instrument: there or not, of which kind, and what it says. */
export function checkLine(
  raw: unknown,
  path: Path,
  driver: Driver,
  context: InstrumentContext,
): CheckedLine {
  const wrong = (
    message: string,
    where: Path = path,
    at: Mistake['at'] = 'value',
  ) => ({
    line: null,
    mistakes: [{ path: where, at, message }],
  });
  if (!driver.needsLine) {
    return raw === undefined
      ? { line: null, mistakes: [] }
      : wrong(
          `The driver ${driver.name} has no hardware of its own and needs no line. Remove this one.`,
          path,
          'key',
        );
  }
  if (raw === undefined || raw === null) {
    return wrong(
      `The driver ${driver.name} needs a line to its instrument. ${examples}`,
      raw === null ? path : path.slice(0, -1),
    );
  }
  if (!isRecord(raw)) return wrong(`line must be a table of keys. ${examples}`);
  const given = kinds.filter((kind) => raw[kind] !== undefined);
  if (given.length > 1) {
    return wrong(
      `A line is one of ${given.join(' and ')}, not several. Keep one.`,
    );
  }
  if (given.length === 0) {
    const [key] = Object.keys(raw);
    const close = key === undefined ? [] : closeNames(key, kinds);
    return key !== undefined && close.length > 0
      ? wrong(
          `Unknown key ${key}. Did you mean ${listed(close)}?`,
          [...path, key],
          'key',
        )
      : wrong(`This line goes nowhere. ${examples}`);
  }
  if (given[0] === 'simulator')
    return checkSimulated(raw, path, driver, context);
  const parsed = lineConfig.safeParse(raw);
  return parsed.success
    ? { line: parsed.data, mistakes: [] }
    : {
        line: null,
        mistakes: mistakesOf(parsed.error, {
          schema: lineConfig,
          value: raw,
          path,
          source: context.source,
        }),
      };
}

function checkSimulated(
  raw: Readonly<Record<string, unknown>>,
  path: Path,
  driver: Driver,
  { responders, drivers, source }: InstrumentContext,
): CheckedLine {
  const at = [...path, 'simulator'];
  const wrong = (
    message: string,
    where: Path = at,
    which: Mistake['at'] = 'value',
  ) => ({
    line: null,
    mistakes: [{ path: where, at: which, message }],
  });
  const other = Object.keys(raw).find((key) => key !== 'simulator');
  if (other !== undefined) {
    return wrong(
      `A simulated line has no ${other}. Keep { simulator: NAME } only.`,
      [...path, other],
      'key',
    );
  }
  const { simulator: name } = raw;
  if (typeof name !== 'string') {
    return wrong(
      `simulator must be the name of a simulated instrument, not ${shown(name, source.written(at))}.`,
    );
  }
  if (responders === null) {
    return wrong(
      `There is no simulated instrument ${name}: this file has no part simulator. Add it, or name the real line.`,
    );
  }
  const names = [...responders.keys()];
  if (!responders.has(name)) {
    const close = closeNames(name, names);
    return wrong(
      `There is no simulated instrument ${name}. ${
        close.length > 0
          ? `Did you mean ${listed(close)}?`
          : names.length > 0
            ? `There are ${names.join(', ')}.`
            : 'simulator: responders: is empty.'
      }`,
    );
  }
  const protocol = responders.get(name);
  const isForOther =
    protocol !== driver.name && drivers.some((one) => one.name === protocol);
  return isForOther
    ? wrong(
        `The simulated instrument ${name} speaks ${String(protocol)}, which the driver ${driver.name} does not understand. Name another one, or use driver: ${String(protocol)}.`,
      )
    : { line: { simulator: name }, mistakes: [] };
}
