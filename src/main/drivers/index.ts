import { calculatedCounter } from './calculated-counter.ts';
import { galil } from './galil.ts';
import { gcs2 } from './gcs2.ts';
import { icepap } from './icepap.ts';
import { keithley2400 } from './keithley-2400.ts';
import { keithley } from './keithley.ts';
import { lakeshore } from './lakeshore.ts';
import { lineDevice } from './line-device.ts';
import { pm600 } from './pm600.ts';
import { pseudoAxis } from './pseudo-axis.ts';
import { scpi } from './scpi.ts';
import { smc100 } from './smc100.ts';
import type { Driver } from './types.ts';

/** Every hardware family the program can drive. A new one is one file and one line here. */
export const drivers = [
  icepap,
  pm600,
  smc100,
  gcs2,
  galil,
  keithley,
  keithley2400,
  lakeshore,
  scpi,
  lineDevice,
  pseudoAxis,
  calculatedCounter,
] satisfies Driver[];
