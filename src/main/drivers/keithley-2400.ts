import {
  keithley2400Config,
  measured,
  type Keithley2400Config,
} from './keithley-2400-config.ts';
import {
  fieldOf,
  filterSettings,
  integrationSetting,
  overloadOf,
  rangeSetting,
  type MeterDialect,
} from './keithley-dialect.ts';
import { meterInstrument, sourceNames } from './keithley-instrument.ts';
import { Meter } from './keithley-meter.ts';
import { MeterSource, type SourceDialect } from './keithley-source.ts';
import { lineOf } from './line-of.ts';
import { defineDriver, type DriverContext } from './types.ts';

/** Keithley 2400 source-meter: a counter, and the level and output of its source. */
export const keithley2400 = defineDriver({
  name: 'keithley-2400',
  title: 'Keithley source-meter',
  config: keithley2400Config,
  needsLine: true,
  names: ({ counter, source }) => [
    { name: counter, path: ['counter'] },
    ...sourceNames(source),
  ],
  create: createSourceMeter,
});

function createSourceMeter(config: Keithley2400Config, context: DriverContext) {
  const { measure, unit = measured[measure].base } = config;
  const meter: Meter = new Meter({
    config: { ...config, unit },
    dialect: meterDialect(config),
    context,
    opener: lineOf(context, 'keithley-2400'),
    whyNot: () =>
      source.isOn
        ? null
        : `${config.counter} measures nothing while its output is off. Set ${config.source.output} to on.`,
    prepareMore: () => source.setUp(),
  });
  const source: MeterSource = new MeterSource(
    config.source,
    sourceDialect(config),
    meter,
    context,
  );
  return meterInstrument(meter, source);
}

/** Fields of a reading, in the order in which they come, and the bit of the last that says compliance. */
const FIELDS = 'VOLT,CURR,RES,TIME,STAT';
const STATUS_FIELD = 4;
const COMPLIANCE = 8;

function meterDialect(config: Keithley2400Config): MeterDialect {
  const { root, base, field, ends } = measured[config.measure];
  const { longestNplc, lineHz, range } = config;
  return {
    driver: 'keithley-2400',
    model: '2400',
    root,
    base,
    longestNplc,
    setUp: [
      `FUNC '${root}'`,
      `FORM:ELEM ${FIELDS}`,
      'ARM:SOUR IMM',
      'TRIG:SOUR IMM',
      'TRIG:COUN 1',
    ],
    settings: [
      integrationSetting(root, lineHz, longestNplc),
      rangeSetting({ root, base }, ends, range),
      ...filterSettings(config),
    ],
    zero: [],
    read(reply) {
      const value = fieldOf(reply, field);
      if (Number.isNaN(value)) return { value, message: overloadOf(base) };
      const status = fieldOf(reply, STATUS_FIELD);
      const isHeldBack = (status & COMPLIANCE) !== 0;
      return {
        value,
        message: isHeldBack
          ? 'In compliance: the source is held back at its limit, and puts out less than its level.'
          : null,
      };
    },
  };
}

function sourceDialect({ source }: Keithley2400Config): SourceDialect {
  const isVoltage = source.function === 'voltage';
  const root = isVoltage ? 'VOLT' : 'CURR';
  return {
    driver: 'keithley-2400',
    base: isVoltage ? 'V' : 'A',
    limits: isVoltage ? [-210, 210] : [-1.05, 1.05],
    level: `SOUR:${root}:LEV`,
    output: 'OUTP',
    compliance: {
      command: isVoltage ? 'SENS:CURR:PROT' : 'SENS:VOLT:PROT',
      unit: isVoltage ? 'A' : 'V',
      value: source.compliance,
    },
    // Only where it is another one: choosing a function anew may switch the output off.
    setUp: async (ask) =>
      (await ask('SOUR:FUNC?')).toUpperCase().includes(root)
        ? []
        : [`SOUR:FUNC ${root}`],
  };
}
