import { describe, expect, test } from 'vitest';
import { gcsErrorInWords, gcsRefusal, isOfMotion } from './gcs2-errors.ts';
import { gcsCondition, limitInRegister } from './gcs2-status.ts';

const well = {
  isOn: true,
  isReferenced: true,
  limit: undefined,
  fault: undefined,
} as const;

describe('What a standing axis of a PI controller is', () => {
  test.each([
    [{}, 'idle', null],
    [{ isOn: undefined, isReferenced: undefined }, 'idle', null],
    [{ isOn: false }, 'disabled', /servo is off; switch its power on/],
    [
      { isOn: false, fault: 'it slipped' },
      'disabled',
      /servo is off: it slipped.*clear the fault/,
    ],
    [{ isReferenced: false }, 'idle', /find the reference/],
    [
      { isReferenced: false, fault: 'it slipped' },
      'idle',
      /ended: it slipped.*find the reference/,
    ],
    [{ limit: 'upper' as const }, 'limit', /upper limit switch/],
    [{ limit: 'lower' as const }, 'limit', /lower limit switch/],
    [{ fault: 'it slipped' }, 'idle', /ended: it slipped/],
  ])('%j is %s', (change, status, message) => {
    const condition = gcsCondition({ ...well, ...change });
    expect(condition.status).toBe(status);
    if (message === null) expect(condition.message).toBeNull();
    else expect(condition.message).toMatch(message);
  });

  test('the register tells the limit switches', () => {
    expect(limitInRegister(0x9001)).toBe('lower');
    expect(limitInRegister(0x9004)).toBe('upper');
    expect(limitInRegister(0x9000)).toBeUndefined();
  });
});

describe('The errors of a PI controller', () => {
  test.each([
    [5, 'state', /reference is not known, or its servo is off/],
    [7, 'limit', /out of the limits that the controller keeps/],
    [8, 'device', /velocity is out of its range/],
    [10, 'stopped', /stopped by a command/],
    [-1024, 'device', /load did not follow/],
    [999, 'device', /error 999 of the list in its manual/],
  ])('%d is a refusal with the code %s', (number, code, words) => {
    const refused = gcsRefusal(number, 'MOV 1 5', 'pi:50000');
    expect(refused.code).toBe(code);
    expect(refused.message).toMatch(
      /^The PI controller at pi:50000 refused "M/,
    );
    expect(refused.message).toMatch(words);
  });

  test('motions have theirs, refusals of commands have others', () => {
    expect([10, 45, -1024].every(isOfMotion)).toBe(true);
    expect([2, 7, 15].some(isOfMotion)).toBe(false);
    expect(gcsErrorInWords(45)).toBe('the reference was not found');
  });
});
