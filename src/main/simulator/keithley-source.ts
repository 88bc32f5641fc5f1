import { flag, toBoolean, toNumber } from './keithley-words.ts';
import { formatReading } from './reading-format.ts';
import { dataOutOfRange } from './scpi-errors.ts';
import type { ScpiCommand } from './scpi-headers.ts';

/** Ends of the ranges of the voltage source of a 6487, V; each puts out 1 % more. */
const ranges = [10, 50, 500];

/** The commands of the voltage source of a 6487. */
export function createVoltageSource(): Record<string, ScpiCommand> {
  let range = 10;
  let level = 0;
  let isOn = false;
  return {
    'SOURce:VOLTage:RANGe': ([word]) => {
      const wanted = toNumber(word);
      const found = ranges.find((end) => Math.abs(wanted) <= end * 1.01);
      if (found === undefined) throw dataOutOfRange();
      range = found;
      if (Math.abs(level) > range * 1.01) level = 0;
    },
    'SOURce:VOLTage:RANGe?': () => formatReading(range),
    'SOURce:VOLTage[:LEVel]': ([word]) => {
      const wanted = toNumber(word);
      if (Math.abs(wanted) > range * 1.01) throw dataOutOfRange();
      level = wanted;
    },
    'SOURce:VOLTage[:LEVel]?': () => formatReading(level),
    'SOURce:VOLTage:STATe': ([word]) => {
      isOn = toBoolean(word);
    },
    'SOURce:VOLTage:STATe?': () => flag(isOn),
  };
}
