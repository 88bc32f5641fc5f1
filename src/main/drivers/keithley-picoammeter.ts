import type { KeithleyConfig } from './keithley-config.ts';
import {
  fieldOf,
  filterSettings,
  integrationSetting,
  overloadOf,
  rangeSetting,
  switchSetting,
  type MeterDialect,
} from './keithley-dialect.ts';

/** Ends of the current ranges, A, and the longest integration in mains periods. */
const models = {
  '6485': { smallest: 2e-9, longestNplc: 60 },
  '6487': { smallest: 2e-9, longestNplc: 60 },
  '6514': { smallest: 2e-11, longestNplc: 10 },
} as const;
const ranges = [2e-11, 2e-10, 2e-9, 2e-8, 2e-7, 2e-6, 2e-5, 2e-4, 2e-3, 2e-2];

export const ZERO_CHECK = 'zeroCheck';

/** How a 6485, 6487 or 6514 is talked to as an ammeter. */
export function picoammeterDialect(config: KeithleyConfig): MeterDialect {
  const { smallest, longestNplc } = models[config.model];
  const what = { root: 'CURR', base: 'A' } as const;
  const longest = Math.min(config.longestNplc, longestNplc);
  return {
    ...what,
    driver: 'keithley',
    model: config.model,
    longestNplc: longest,
    setUp: [
      "FUNC 'CURR'",
      'FORM:ELEM READ',
      'ARM:SOUR IMM',
      'TRIG:SOUR IMM',
      'TRIG:COUN 1',
    ],
    settings: [
      integrationSetting(what.root, config.lineHz, longest),
      rangeSetting(
        what,
        ranges.filter((end) => end >= smallest),
        config.range,
      ),
      switchSetting('SYST:ZCH', {
        name: ZERO_CHECK,
        help: 'on: the input is shorted inside, and nothing is measured.',
        initial: 'off',
      }),
      switchSetting('SYST:ZCOR', {
        name: 'zeroCorrect',
        help: 'on: the zero that was acquired is taken off each reading.',
      }),
      ...filterSettings(config),
    ],
    zero: [
      'SYST:ZCOR OFF',
      'SYST:ZCH ON',
      'READ?',
      'SYST:ZCOR:ACQ',
      'SYST:ZCH OFF',
      'SYST:ZCOR ON',
    ],
    read(reply) {
      const value = fieldOf(reply, 0);
      return {
        value,
        message: Number.isNaN(value) ? overloadOf('A') : null,
      };
    },
  };
}
