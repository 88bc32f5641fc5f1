import { keithleyConfig, type KeithleyConfig } from './keithley-config.ts';
import { Meter } from './keithley-meter.ts';
import { picoammeterDialect, ZERO_CHECK } from './keithley-picoammeter.ts';
import { fieldOf } from './keithley-dialect.ts';
import type { SourceFields } from './keithley-fields.ts';
import { meterInstrument, sourceNames } from './keithley-instrument.ts';
import { MeterSource, type SourceDialect } from './keithley-source.ts';
import { lineOf } from './line-of.ts';
import { defineDriver, type DriverContext } from './types.ts';

/** Keithley 6485, 6487 and 6514 as a counter with an exposure; the 6487 with its voltage source. */
export const keithley = defineDriver({
  name: 'keithley',
  title: 'Keithley picoammeter',
  config: keithleyConfig,
  needsLine: true,
  names: ({ counter, source }) => [
    { name: counter, path: ['counter'] },
    ...sourceNames(source),
  ],
  create: createPicoammeter,
});

function createPicoammeter(config: KeithleyConfig, context: DriverContext) {
  const meter: Meter = new Meter({
    config,
    dialect: picoammeterDialect(config),
    context,
    opener: lineOf(context, 'keithley'),
    whyNot: (one) =>
      one.setting(ZERO_CHECK) === 'on'
        ? `${config.counter} has its zero check on, and measures nothing. Set ${ZERO_CHECK} to off.`
        : null,
    prepareMore: () => source?.setUp() ?? Promise.resolve(),
  });
  const source = config.source
    ? new MeterSource(config.source, source6487(config.source), meter, context)
    : undefined;
  return meterInstrument(meter, source);
}

/** Ends of the ranges of the source of a 6487, V. */
const ranges6487 = [10, 50, 500];

/** The voltage source of a 6487. Its range is that of its limits, and is set while nothing is put out. */
function source6487({ limits = [-500, 500] }: SourceFields): SourceDialect {
  const most = Math.max(...limits.map(Math.abs));
  const range = ranges6487.find((end) => end >= most) ?? 500;
  return {
    driver: 'keithley',
    base: 'V',
    limits: [-500, 500],
    level: 'SOUR:VOLT',
    output: 'SOUR:VOLT:STAT',
    setUp: async (ask) =>
      fieldOf(await ask('SOUR:VOLT:STAT?'), 0) === 0
        ? [`SOUR:VOLT:RANG ${range}`]
        : [],
  };
}
