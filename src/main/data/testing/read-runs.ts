import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { z } from 'zod';
import { findPythonWithH5py } from './python.ts';

/** `repr` of a Python float, so that NaN survives and nothing is rounded. */
const PythonNumber = z
  .string()
  .transform((text) =>
    text === 'nan' ? NaN : Number(text.replace('inf', 'Infinity')),
  );
const Numbers = z.array(PythonNumber);

const Plot = z.object({
  name: z.string(),
  title: z.string(),
  signal: z.string(),
  axes: z.array(z.string()),
  auxiliary: z.array(z.string()),
  shape: z.array(z.number()),
  interpretation: z.string(),
  values: Numbers,
  axisValues: z.record(z.string(), Numbers),
  problems: z.array(z.string()),
});

const Brief = z.object({
  path: z.string(),
  measurement: z.record(z.string(), Numbers),
  endReason: z.string(),
  points: z.number(),
});

const Full = Brief.extend({
  root: z.record(z.string(), z.string()),
  entry: z.string(),
  title: z.string(),
  startTime: z.string(),
  endTime: z.string(),
  endMessage: z.string(),
  status: z.string(),
  sample: z.string(),
  user: z.string(),
  proposal: z.string(),
  line: z.string(),
  leftOut: z.string(),
  classes: z.record(z.string(), z.string()),
  units: z.record(z.string(), z.string()),
  labels: z.record(z.string(), z.string()),
  start: z.record(z.string(), z.union([PythonNumber, Numbers])),
  end: z.record(z.string(), z.union([PythonNumber, Numbers])),
  dialStart: z.record(z.string(), PythonNumber),
  dialEnd: z.record(z.string(), PythonNumber),
  /** Type and mode. */
  detectors: z.record(z.string(), z.tuple([z.string(), z.string()])),
  shapes: z.record(z.string(), z.array(z.number())),
  withoutUnits: z.array(z.string()),
  defaultPlot: Plot,
  plots: z.record(z.string(), Plot),
});

const python = findPythonWithH5py();

/** Whether another program's HDF5 is there to look at our files with; says so when it is not. */
export function hasH5py(): boolean {
  if (python === undefined)
    process.stderr.write(
      '\nNOT TESTED: what h5py reads from our files, because no Python here has h5py (Debian: apt install python3-h5py).\n\n',
    );
  return python !== undefined;
}

/** A whole file as h5py reads it. */
export function readRun(path: string): z.infer<typeof Full> {
  const [line] = runPython([path], []);
  return Full.parse(JSON.parse(line ?? 'null'));
}

/** The numbers in many files, read by one Python. @throws when one of them cannot be opened and read */
export function readRunsBriefly(
  paths: readonly string[],
): z.infer<typeof Brief>[] {
  return runPython(paths, ['--brief']).map((line) => {
    const parsed = Brief.safeParse(JSON.parse(line));
    if (!parsed.success) throw new Error(`h5py cannot read a file: ${line}`);
    return parsed.data;
  });
}

function runPython(paths: readonly string[], options: string[]): string[] {
  if (python === undefined) throw new Error('No Python here has h5py.');
  const script = fileURLToPath(new URL('read_runs.py', import.meta.url));
  const { stdout, stderr, status } = spawnSync(python, [script, ...options], {
    input: paths.join('\n') + '\n',
    encoding: 'utf8',
    maxBuffer: 1 << 30,
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`${python} ${script}: ${stderr}`);
  return stdout.trim().split('\n');
}
