import type { SourceFields } from './keithley-fields.ts';
import type { Meter } from './keithley-meter.ts';
import type { MeterSource } from './keithley-source.ts';
import type { Instrument, NamedPlace } from './types.ts';

/** A meter, and what it puts out, on their line. */
export function meterInstrument(
  meter: Meter,
  source: MeterSource | undefined,
): Instrument {
  return {
    devices: [meter, ...(source ? [source.level, source.output] : [])],
    exchange: meter.exchange,
    start: () => meter.start(),
    close() {
      source?.close();
      return meter.close();
    },
  };
}

/** The names of the devices of a source. */
export function sourceNames(source: SourceFields | undefined): NamedPlace[] {
  if (!source) return [];
  return [
    { name: source.level, path: ['source', 'level'] },
    { name: source.output, path: ['source', 'output'] },
  ];
}
