import type { CheckedInstrument } from './instruments.ts';
import { asRecord } from './json-schema.ts';
import type { BeamlineLine, Mistake } from './types.ts';

/** A serial line is opened once; so is a simulated PM600 chain, which is one. */
export function sharedLines(
  instruments: readonly CheckedInstrument[],
): Mistake[] {
  const owners = new Map<string, CheckedInstrument>();
  const addresses = new Map<string, string>();
  const mistakes: Mistake[] = [];
  for (const one of instruments) {
    const { instrument } = one;
    if (!instrument?.line) continue;
    const line = lineKey(instrument.line);
    const isChain =
      'serial' in instrument.line || instrument.driver.name === 'pm600';
    if (isChain && owners.has(line)) {
      mistakes.push({
        path: [...one.path, 'line'],
        at: 'value',
        message: `Another instrument has the line ${line} already; a serial line is opened once. Put the axes of both under one entry.`,
      });
      continue;
    }
    owners.set(line, one);
    for (const { name, address, path } of addressesOf(one)) {
      const key = `${line} ${address}`;
      const other = addresses.get(key);
      if (other === undefined) addresses.set(key, name);
      else {
        mistakes.push({
          path,
          at: 'value',
          message: `Address ${address} on ${line} belongs to ${other} already. Give each axis its own.`,
        });
      }
    }
  }
  return mistakes;
}

function lineKey(line: BeamlineLine): string {
  if ('simulator' in line) return line.simulator;
  return 'tcp' in line ? line.tcp : line.serial;
}

function addressesOf({ raw, path }: CheckedInstrument) {
  return Object.entries(asRecord(raw.axes)).flatMap(([name, axis]) => {
    const { address } = asRecord(axis);
    return typeof address === 'number'
      ? [{ name, address, path: [...path, 'axes', name, 'address'] }]
      : [];
  });
}
