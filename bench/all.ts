import { loadavg, cpus } from 'node:os';
import { measureDrivers } from './drivers.ts';
import { measureEngine } from './engine.ts';
import { tableOf, type Row } from './lib/table.ts';
import { measureManyAxes } from './many-axes.ts';
import { measurePage, pageTable } from './page.ts';
import { measureStepScans } from './step-scan.ts';
import { measureStopAll } from './stop-all.ts';

/** Runs every bench, each beside its reference, and prints one table. */

const benches: readonly (() => Promise<Row[]>)[] = [
  measureEngine,
  measureStepScans,
  measureStopAll,
  measureDrivers,
  measureManyAxes,
];

const [load = 0] = loadavg();
console.log(
  `${cpus().length} processors, load ${load.toFixed(1)} at the start.`,
);
const rows: Row[] = [];
for (const bench of benches) rows.push(...(await bench()));
console.log(tableOf(rows));
console.log(pageTable(await measurePage()));
