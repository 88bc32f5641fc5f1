import { calculatedCounter } from './calculated-counter.ts';
import { icepap } from './icepap.ts';
import { keithley } from './keithley.ts';
import { pm600 } from './pm600.ts';
import { pseudoAxis } from './pseudo-axis.ts';
import { scpi } from './scpi.ts';
import type { Driver } from './types.ts';

/** Every hardware family the program can drive. A new one is one file and one line here. */
export const drivers = [
  icepap,
  pm600,
  keithley,
  scpi,
  pseudoAxis,
  calculatedCounter,
] satisfies Driver[];
