import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import {
  countPlaywright,
  countVitest,
  runLanes,
  runStep,
  sumUp,
  type Step,
} from './steps.ts';

let folder: string;
let printed: string[];

beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'beamtime-steps-'));
  printed = [];
  vi.spyOn(console, 'log').mockImplementation(
    (text: string) => void printed.push(text),
  );
});
afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true });
});

/** A step that is a line of JavaScript. */
function step(script: string, report?: unknown): Step {
  if (report === undefined) return { name: 'plain', command: ['-e', script] };
  const file = path.join(folder, 'report.json');
  const write = `require('fs').writeFileSync(${JSON.stringify(file)}, ${JSON.stringify(JSON.stringify(report))});`;
  return {
    name: 'tests',
    command: ['-e', write + script],
    report: { file, count: countVitest },
  };
}

const good = {
  numPassedTests: 5,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 0,
};

test('a step without tests counts one, by its exit code', async () => {
  expect((await runStep(step(''), 'later')).tally).toEqual({
    passed: 1,
    failed: 0,
    skipped: 0,
  });
  expect((await runStep(step('process.exit(1)'), 'later')).tally).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});

test('tests are counted from the report', async () => {
  expect((await runStep(step('', good), 'later')).tally).toEqual({
    passed: 5,
    failed: 0,
    skipped: 1,
  });
});

test('a step that fails beside its tests is not lost', async () => {
  const { tally } = await runStep(step('process.exit(1)', good), 'later');
  expect(tally).toEqual({ passed: 5, failed: 1, skipped: 1 });
});

test('a step that leaves no report has failed, and an old report does not count', async () => {
  const file = path.join(folder, 'report.json');
  writeFileSync(file, JSON.stringify(good));
  const silent: Step = {
    name: 'tests',
    command: ['-e', ''],
    report: { file, count: countVitest },
  };
  expect((await runStep(silent, 'later')).tally).toEqual({
    passed: 0,
    failed: 1,
    skipped: 0,
  });
});

test('all lanes run to their end, and the last line sums them up', async () => {
  const outcomes = await runLanes([
    [step('process.exit(1)'), step('')],
    [step('', good)],
  ]);
  expect(sumUp(outcomes)).toEqual({ passed: 6, failed: 1, skipped: 1 });
  expect(printed.at(-1)).toBe('\n6 passed, 1 failed, 1 skipped');
});

test('a flaky end-to-end test has failed', () => {
  expect(
    countPlaywright({
      stats: { expected: 3, unexpected: 1, flaky: 1, skipped: 2 },
    }),
  ).toEqual({
    passed: 3,
    failed: 2,
    skipped: 2,
  });
});
