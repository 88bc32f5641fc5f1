import { describe, expect, it } from 'vitest';
import {
  conditionOf,
  readSwitches,
  stopCodeInWords,
  switchesInWords,
} from './galil-status.ts';

/** Motor on, no switch active, latch armed. */
const WELL = 0x0c;

describe('The status of a Galil axis', () => {
  it.each([
    [0x8c, 0, 'moving', null],
    [WELL, 1, 'idle', null],
    [WELL, 6, 'idle', /ended by the abort input/],
    [WELL, 12, 'idle', /encoder failure/],
    [0x2c, 1, 'disabled', /power is off; switch it on/],
    [0x2c, 8, 'disabled', /off, after a position error/],
    [0x2c, 15, 'disabled', /fault of its amplifier/],
    [0x4c, 1, 'error', /position error.*clear the fault/],
    [0x04, 2, 'limit', /upper limit switch/],
    [0x08, 3, 'limit', /lower limit switch/],
    [0x00, 1, 'limit', /Both its limit switches.*CN/],
  ])('TS %i with SC %i is %s', (byte, code, status, message) => {
    const condition = conditionOf(readSwitches(byte), code);
    expect(condition.status).toBe(status);
    if (message === null) expect(condition.message).toBeNull();
    else expect(condition.message).toMatch(message);
  });

  it('says every switch in words', () => {
    expect(switchesInWords(readSwitches(0xe3))).toEqual([
      'in motion',
      'motor power off',
      'position error beyond its limit',
      'upper limit switch active',
      'lower limit switch active',
      'home input high',
      'position latch not armed, or tripped',
    ]);
    expect(switchesInWords(readSwitches(WELL))).toEqual([
      'standing',
      'motor power on',
      'home input low',
    ]);
  });

  it('says a stop code that nobody knows as a number', () => {
    expect(stopCodeInWords(77)).toBe('stop code 77 of the controller');
  });
});
