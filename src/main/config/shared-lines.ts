import path from 'node:path';
import type { Where } from './active.ts';
import type { CheckedInstrument } from './instruments.ts';
import { asRecord } from './json-schema.ts';
import type { BeamlineLine, Mistake } from './types.ts';

/** Drivers of chains on a serial line, also where a terminal server or the simulator stands in between. */
const CHAINS: readonly string[] = ['pm600', 'smc100'];

/** A serial line is opened once; so is a chain that is one behind something else. */
export function sharedLines(
  instruments: readonly CheckedInstrument[],
  where: Where,
): Mistake[] {
  const owners = new Map<string, CheckedInstrument>();
  const addresses = new Map<string, string>();
  const mistakes: Mistake[] = [];
  for (const one of instruments) {
    const { instrument } = one;
    if (!instrument?.line || one.isDisabled) continue;
    const line = lineKey(instrument.line);
    const isChain =
      'serial' in instrument.line || CHAINS.includes(instrument.driver.name);
    const owner = owners.get(line);
    if (isChain && owner) {
      const others = otherSettings(instrument.line, owner.instrument?.line);
      mistakes.push({
        path: [...one.path, 'line'],
        at: 'value',
        message: `Another instrument has the line ${line} already, at ${where([...owner.path, 'line'], 'value')}${others}; a serial line is opened once. Put the axes of both under one entry.`,
      });
      continue;
    }
    owners.set(line, one);
    for (const { name, address, path: at } of addressesOf(one)) {
      const key = `${line} ${address}`;
      const other = addresses.get(key);
      if (other === undefined) addresses.set(key, name);
      else {
        mistakes.push({
          path: at,
          at: 'value',
          message: `Address ${address} on ${line} belongs to ${other} already. Give each axis its own.`,
        });
      }
    }
  }
  return mistakes;
}

/** What tells one line from another, whatever its settings: a line is opened once. */
export function lineKey(line: BeamlineLine): string {
  if ('simulator' in line) return line.simulator;
  return 'tcp' in line ? line.tcp : path.normalize(line.serial);
}

/** What differs between two settings of one serial line, in words. */
function otherSettings(
  line: BeamlineLine,
  other: BeamlineLine | null | undefined,
): string {
  if (!('serial' in line) || !other || !('serial' in other)) return '';
  const keys = ['baudRate', 'dataBits', 'parity', 'stopBits', 'flow'] as const;
  const different = keys
    .filter((key) => line[key] !== other[key])
    .map((key) => `${key} ${other[key]}, not ${line[key]}`);
  return different.length > 0
    ? `, with other settings (${different.join('; ')})`
    : '';
}

function addressesOf({ raw, path: at }: CheckedInstrument) {
  return Object.entries(asRecord(raw.axes)).flatMap(([name, axis]) => {
    const { address, disabled } = asRecord(axis);
    return (typeof address === 'number' || typeof address === 'string') &&
      disabled !== true
      ? [{ name, address, path: [...at, 'axes', name, 'address'] }]
      : [];
  });
}
