import { describe, expect, it } from 'vitest';
import { BeamtimeError } from '../../contract/errors.ts';
import { convert, formatQuantity, isUnit, toUnit } from './units.ts';

describe('A value with a unit', () => {
  it.each([
    [0.5, 'mm', 0.5],
    ['0.5', 'mm', 0.5],
    ['-.5e1', 'mm', -5],
    ['\u22120.5', 'mm', -0.5],
    ['0.5 cm', 'mm', 5],
    ['20um', 'mm', 0.02],
    ['20 µm', 'mm', 0.02],
    ['20 μm', 'mm', 0.02],
    ['90 °', 'rad', Math.PI / 2],
    ['1 mrad', 'deg', 0.18 / Math.PI],
    ['1 keV', 'eV', 1000],
    ['5 nA', 'A', 5e-9],
    ['5 counts', 'cts', 5],
    ['20 °C', 'K', 293.15],
    ['1 Å', 'nm', 0.1],
    ['2 min', 's', 120],
    ['50 %', '', 0.5],
    ['0.5', '%', 0.5],
  ])('reads %j in %j', (input, unit, value) => {
    expect(toUnit(input, unit)).toBeCloseTo(value, 12);
  });

  it('is free of the noise of conversion factors', () => {
    expect(toUnit('1 mm', 'um')).toBe(1000);
    expect(toUnit('0.3 cm', 'mm')).toBe(3);
  });

  it.each(['', 'ten', '0,5', '5 .', '1 2', '--1'])(
    'refuses %j, which is no number',
    (input) => {
      expect(refusal(() => toUnit(input, 'mm'))).toBe('parameter');
    },
  );

  it.each([NaN, Infinity, '1e999'])(
    'refuses %s, which cannot be set',
    (input) => {
      expect(refusal(() => toUnit(input, 'mm'))).toBe('parameter');
    },
  );

  it.each([
    ['5 s', 'mm'],
    ['5 furlongz', 'mm'],
    ['5 mm', ''],
    ['5 %', 'mm'],
    ['5 mm', '%'],
  ])('refuses %j where %j is wanted', (input, unit) => {
    expect(refusal(() => toUnit(input, unit))).toBe('unit');
  });

  it('says which unit is wanted', () => {
    expect(() => toUnit('5 s', 'mm')).toThrow(/Give it in mm/);
  });
});

describe('Units', () => {
  it('are known or not', () => {
    expect(
      ['mm', 'deg', '°', 'µm', 'keV', 'cts', '%', '', 'mA'].filter(isUnit),
    ).toHaveLength(9);
    expect(['furlongz', '?', '3'].some(isUnit)).toBe(false);
  });

  it('convert both ways', () => {
    expect(convert(convert(1.5, 'mm', 'um'), 'um', 'mm')).toBe(1.5);
  });

  it('are shown with fixed decimals, and with an exponent where these say nothing', () => {
    expect(formatQuantity(12.5, 3, 'mm')).toBe('12.500 mm');
    expect(formatQuantity(0, 1, 'mA')).toBe('0.0 mA');
    expect(formatQuantity(-12.5, 3, 'mm')).toBe('\u221212.500 mm');
    expect(formatQuantity(-1e-9, 3, 'A')).toBe('\u22121.000e-9 A');
    expect(formatQuantity(1e-9, 3, 'A')).toBe('1.000e-9 A');
    expect(formatQuantity(0.25, 2, '')).toBe('0.25');
  });
});

function refusal(act: () => unknown): string {
  try {
    return `answered ${String(act())}`;
  } catch (error) {
    return error instanceof BeamtimeError ? error.code : String(error);
  }
}
