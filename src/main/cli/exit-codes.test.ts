import { describe, expect, test } from 'vitest';
import { BeamtimeError, type ErrorCode } from '../../contract/errors.ts';
import type { EndReason } from '../../contract/runs.ts';
import {
  exitCodeOfError,
  exitCodeOfProblems,
  exitCodeOfRun,
} from './exit-codes.ts';
import { exampleRun } from './testing/example-run.ts';

const problem = (code: ErrorCode) => ({ path: [], code, message: 'So it is.' });

describe('A run', () => {
  test.each<[EndReason, number]>([
    ['finished', 0],
    ['skipped', 0],
    ['failed', 1],
    ['cut short', 1],
    ['aborted', 3],
  ])('that is %s ends the command with %d', (endReason, code) => {
    expect(exitCodeOfRun({ ...exampleRun, endReason })).toBe(code);
  });

  test.each<[EndReason, number]>([
    ['finished', 1],
    ['aborted', 3],
  ])('that is %s without its whole file ends it with %d', (endReason, code) => {
    const recorders = [{ name: 'nexus', written: 0, error: 'Disk is full.' }];
    expect(exitCodeOfRun({ ...exampleRun, endReason, recorders })).toBe(code);
  });
});

describe('A refusal', () => {
  test.each<[ErrorCode, number]>([
    ['bad-input', 2],
    ['config', 2],
    ['limit', 2],
    ['unknown-device', 2],
    ['stopped', 1],
    ['disconnected', 1],
    ['busy', 1],
    ['not-in-control', 1],
    ['aborted', 3],
  ])('because of %s ends the command with %d', (code, exitCode) => {
    expect(exitCodeOfError(new BeamtimeError(code, 'So it is.'))).toBe(
      exitCode,
    );
  });

  test('of a scan is bad input only if the line, and not just the state of a device, is in the way', () => {
    expect(exitCodeOfProblems([problem('disconnected')])).toBe(1);
    expect(exitCodeOfProblems([problem('stopped'), problem('state')])).toBe(1);
    expect(
      exitCodeOfProblems([problem('disconnected'), problem('limit')]),
    ).toBe(2);
    const problems = [problem('disconnected')];
    const refused = new BeamtimeError('bad-input', 'Not now.', { problems });
    expect(exitCodeOfError(refused)).toBe(1);
  });

  test('that is not ours is a failure', () => {
    expect(exitCodeOfError(new TypeError('oops'))).toBe(1);
  });
});
