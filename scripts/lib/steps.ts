import { spawn } from 'node:child_process';
import { readFileSync, rmSync } from 'node:fs';
import { setPriority } from 'node:os';
import path from 'node:path';
import { root } from './build.ts';

/** One part of the check: a command, and where it reports its tests, if it runs any. */
export interface Step {
  readonly name: string;
  readonly command: readonly [string, ...string[]];
  /** It waits more than it computes, and lets the steps beside it go first: they take longer. */
  readonly isPatient?: boolean;
  readonly report?: {
    readonly file: string;
    readonly count: (report: unknown) => Tally;
  };
}

/** How many of the things counted went well. */
export interface Tally {
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
}

/** A step that ran: `isGood` by its exit code. */
export interface Outcome {
  readonly step: Step;
  readonly isGood: boolean;
  readonly seconds: number;
  readonly tally: Tally;
}

const nodeTool = (file: string) => path.join('node_modules', file);
const vitestReport = path.join(root, 'node_modules/.cache/vitest-report.json');
const playwrightReport = path.join(root, 'test-results/report.json');

/**
 * What `npm run check` does. The unit tests wait for simulated motors most of the time, so the rest, which computes, runs
 * beside them.
 */
export const checkLanes: readonly (readonly Step[])[] = [
  [
    {
      name: 'format',
      command: [
        nodeTool('prettier/bin/prettier.cjs'),
        '--check',
        '--log-level=warn',
        '--cache',
        '--cache-location=node_modules/.cache/prettier-check',
        '.',
      ],
    },
    {
      name: 'lint',
      command: [nodeTool('eslint/bin/eslint.js'), '--max-warnings=0', '.'],
    },
    { name: 'types', command: [nodeTool('typescript/bin/tsc'), '--build'] },
    { name: 'build', command: ['scripts/build.ts'] },
  ],
  [
    {
      name: 'unit',
      isPatient: true,
      command: [
        nodeTool('vitest/vitest.mjs'),
        'run',
        '--reporter=default',
        '--reporter=json',
        `--outputFile.json=${vitestReport}`,
      ],
      report: { file: vitestReport, count: countVitest },
    },
  ],
];

/** The end-to-end tests, on the built program. */
export const endToEnd: Step = {
  name: 'e2e',
  command: [nodeTool('@playwright/test/cli.js'), 'test'],
  report: { file: playwrightReport, count: countPlaywright },
};

/** Runs lanes of steps side by side, all of them, whatever fails. Prints how each step went, and what it said, when it has ended. */
export async function runLanes(
  lanes: readonly (readonly Step[])[],
): Promise<Outcome[]> {
  const outcomes = await Promise.all(
    lanes.map(async (steps) => {
      const done: Outcome[] = [];
      for (const step of steps) done.push(await runStep(step, 'later'));
      return done;
    }),
  );
  return outcomes.flat();
}

/** Runs one step; what it says is passed on at once, or when it has ended. */
export async function runStep(
  step: Step,
  passOn: 'now' | 'later',
): Promise<Outcome> {
  if (step.report) rmSync(step.report.file, { force: true });
  console.log(passOn === 'now' ? `\n--- ${step.name}` : `${step.name}...`);
  const started = performance.now();
  const { code, output } = await runNode(step, passOn);
  const seconds = (performance.now() - started) / 1000;
  const isGood = code === 0;
  const verdict = `--- ${step.name}: ${isGood ? 'good' : 'FAILED'} (${seconds.toFixed(1)} s)`;
  console.log(passOn === 'now' ? verdict : `\n${verdict}\n${output.trim()}`);
  return { step, isGood, seconds, tally: tallyOf(step, isGood) };
}

/** Prints the table of what ran, and as the last line how many tests and steps passed and failed. */
export function sumUp(outcomes: readonly Outcome[]): Tally {
  console.log('');
  for (const { step, isGood, seconds, tally } of outcomes) {
    const tests = step.report ? `  ${format(tally)}` : '';
    console.log(
      `${step.name.padEnd(8)} ${isGood ? 'good  ' : 'FAILED'} ${seconds.toFixed(1).padStart(7)} s${tests}`,
    );
  }
  const total = outcomes.reduce<Tally>((sum, { tally }) => add(sum, tally), {
    passed: 0,
    failed: 0,
    skipped: 0,
  });
  console.log(`\n${format(total)}`);
  return total;
}

/** Tests count one each; a step without tests, or one that failed beside its tests, counts one itself. */
function tallyOf(step: Step, isGood: boolean): Tally {
  const tally = step.report && readReport(step.report);
  if (isGood && tally && tally.failed === 0) return tally;
  if (isGood && !step.report) return { passed: 1, failed: 0, skipped: 0 };
  const { passed, failed, skipped } = tally ?? {
    passed: 0,
    failed: 0,
    skipped: 0,
  };
  return { passed, failed: Math.max(failed, 1), skipped };
}

function readReport({
  file,
  count,
}: NonNullable<Step['report']>): Tally | undefined {
  try {
    return count(JSON.parse(readFileSync(file, 'utf8')));
  } catch {
    return undefined;
  }
}

/** What a report of vitest says. */
export function countVitest(report: unknown): Tally {
  return {
    passed: numberIn(report, 'numPassedTests'),
    failed: numberIn(report, 'numFailedTests'),
    skipped:
      numberIn(report, 'numPendingTests') + numberIn(report, 'numTodoTests'),
  };
}

/** What a report of Playwright says; a test that failed first and passed then has failed. */
export function countPlaywright(report: unknown): Tally {
  const stats = valueIn(report, 'stats');
  return {
    passed: numberIn(stats, 'expected'),
    failed: numberIn(stats, 'unexpected') + numberIn(stats, 'flaky'),
    skipped: numberIn(stats, 'skipped'),
  };
}

function numberIn(object: unknown, key: string): number {
  const value = valueIn(object, key);
  if (typeof value !== 'number')
    throw new Error(`The report has no number ${key}.`);
  return value;
}

function valueIn(object: unknown, key: string): unknown {
  return typeof object === 'object' && object !== null
    ? Object.entries(object).find(([name]) => name === key)?.[1]
    : undefined;
}

function add(a: Tally, b: Tally): Tally {
  return {
    passed: a.passed + b.passed,
    failed: a.failed + b.failed,
    skipped: a.skipped + b.skipped,
  };
}

function format({ passed, failed, skipped }: Tally): string {
  return `${passed} passed, ${failed} failed${skipped > 0 ? `, ${skipped} skipped` : ''}`;
}

function runNode(
  { command, isPatient = false }: Step,
  passOn: 'now' | 'later',
): Promise<{ code: number; output: string }> {
  const to = passOn === 'now' ? 'inherit' : 'pipe';
  return new Promise((resolve) => {
    const child = spawn(process.execPath, command, {
      cwd: root,
      stdio: ['ignore', to, to],
    });
    if (isPatient && child.pid !== undefined) setPriority(child.pid, 5);
    let output = '';
    const keep = (chunk: Buffer) => {
      output += chunk.toString();
    };
    child.stdout?.on('data', keep);
    child.stderr?.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: error.message }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}
