import type { Clock } from '../base/clock.ts';
import type { KeithleyConfig } from './keithley-config.ts';
import { createPicoammeter } from './picoammeter.ts';
import { formatReading } from './reading-format.ts';
import { flag, only, toBoolean, toNumber } from './keithley-words.ts';
import { createVoltageSource } from './keithley-source.ts';
import { illegalValue } from './scpi-errors.ts';
import { scpiResponder } from './scpi.ts';
import type { Responder } from './types.ts';
import type { World } from './world.ts';

const terminators = { lf: '\n', cr: '\r', crlf: '\r\n' };

/** A Keithley 6485, 6487 or 6514 that is not there: one signal of the world as a current. */
export function keithleyResponder(
  config: KeithleyConfig,
  world: World,
  clock: Clock,
): Responder {
  const meter = createPicoammeter(config, world, clock);
  return scpiResponder({
    terminator: terminators[config.terminator],
    clear: meter.abort,
    commands: {
      '*IDN?': () =>
        `KEITHLEY INSTRUMENTS INC.,MODEL ${config.model},${config.serialNumber},B04   Jan 12 2017 10:02:31/B02  /J`,
      '*RST': () => meter.reset(),
      'SYSTem:PRESet': () => meter.reset(),
      '*OPC?': () => '1',
      '*OPC': () => undefined,
      '*WAI': () => undefined,
      '*TST?': () => '0',
      '*STB?': () => '0',
      '*ESR?': () => '0',
      'SYSTem:VERSion?': () => '1996.0',
      'SYSTem:REMote': () => undefined,
      'SYSTem:LOCal': () => undefined,
      'SYSTem:ZCHeck[:STATe]': ([word]) => {
        meter.isZeroChecked = toBoolean(word);
      },
      'SYSTem:ZCHeck[:STATe]?': () => flag(meter.isZeroChecked),
      'SYSTem:ZCORrect[:STATe]': ([word]) => {
        meter.isZeroCorrected = toBoolean(word);
      },
      'SYSTem:ZCORrect[:STATe]?': () => flag(meter.isZeroCorrected),
      'SYSTem:ZCORrect:ACQuire': () => undefined,
      '[SENSe]:FUNCtion': ([word]) => {
        if (!/^CURR(ENT)?(:DC)?$/i.test(word ?? '')) throw illegalValue();
      },
      '[SENSe]:FUNCtion?': () => '"CURR"',
      '[SENSe]:CURRent[:DC]:RANGe[:UPPer]': ([word]) =>
        meter.setRange(toNumber(word)),
      '[SENSe]:CURRent[:DC]:RANGe[:UPPer]?': () => formatReading(meter.range),
      '[SENSe]:CURRent[:DC]:RANGe:AUTO': ([word]) => {
        meter.isAutoRange = toBoolean(word);
      },
      '[SENSe]:CURRent[:DC]:RANGe:AUTO?': () => flag(meter.isAutoRange),
      '[SENSe]:CURRent[:DC]:NPLCycles': ([word]) =>
        meter.setNplc(toNumber(word)),
      '[SENSe]:CURRent[:DC]:NPLCycles?': () => formatReading(meter.nplc),
      '[SENSe]:AVERage[:STATe]': ([word]) => {
        meter.isAveraging = toBoolean(word);
      },
      '[SENSe]:AVERage[:STATe]?': () => flag(meter.isAveraging),
      '[SENSe]:AVERage:COUNt': ([word]) => meter.setAverages(toNumber(word)),
      '[SENSe]:AVERage:COUNt?': () => String(meter.averages),
      '[SENSe]:AVERage:TCONtrol': ([word]) => {
        if (!/^(REP(EAT)?|MOV(ING)?)$/i.test(word ?? '')) throw illegalValue();
        meter.filter = (word ?? '').toUpperCase().slice(0, 3);
      },
      '[SENSe]:AVERage:TCONtrol?': () => meter.filter,
      'FORMat:ELEMents': (words) => meter.setElements(words),
      'FORMat:ELEMents?': () => meter.elements.join(','),
      'FORMat[:DATA]': ([word]) => {
        if (!/^ASC(II)?$/i.test(word ?? '')) throw illegalValue();
      },
      'FORMat[:DATA]?': () => 'ASC',
      'ARM[:SEQuence][:LAYer]:SOURce': ([word]) => only(word, 'IMM'),
      'ARM[:SEQuence][:LAYer]:SOURce?': () => 'IMM',
      'ARM[:SEQuence][:LAYer]:COUNt': ([word]) => {
        if (toNumber(word) !== 1) throw illegalValue();
      },
      'TRIGger[:SEQuence]:SOURce': ([word]) => only(word, 'IMM'),
      'TRIGger[:SEQuence]:SOURce?': () => 'IMM',
      'TRIGger[:SEQuence]:COUNt': ([word]) => meter.setReadings(toNumber(word)),
      'TRIGger[:SEQuence]:COUNt?': () => String(meter.readings),
      'INITiate[:IMMediate]': () => meter.initiate(),
      'FETCh?': () => meter.fetch(),
      'READ?': () => meter.read(),
      'MEASure[:CURRent][:DC]?': () => meter.measure(),
      ABORt: () => meter.abort(),
      'DISPlay:ENABle': () => undefined,
      ...(config.model === '6487' ? createVoltageSource() : {}),
    },
  });
}
