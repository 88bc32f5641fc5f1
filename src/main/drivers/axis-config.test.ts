import { describe, expect, it } from 'vitest';
import { icepap } from './icepap.ts';

function issuesOf(fields: object) {
  const axes = { samx: { address: 1, ...fields } };
  return icepap.config
    .safeParse({ axes })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
}

describe('An axis in the beamline file', () => {
  it.each(['kg', 'K', 'keV', 's', 'mA'])('does not move in %s', (unit) => {
    expect(issuesOf({ unit })).toEqual([
      `axes.samx.unit: A motor does not move in ${unit}. Give a length (mm, um), an angle (deg, mrad), or leave it empty: unit: ''.`,
    ]);
  });

  it.each(['mm', 'µm', 'deg', 'mrad', 'cts', '%', ''])(
    'may move in "%s"',
    (unit) => {
      expect(issuesOf({ unit })).toBeUndefined();
    },
  );

  it('may stand for anything by its scale', () => {
    expect(issuesOf({ unit: 'keV', scale: 0.01 })).toBeUndefined();
  });

  it('has no backlash as long as its whole way', () => {
    expect(issuesOf({ limits: [-1, 1], backlash: -2 })).toEqual([
      'axes.samx.backlash: A backlash of -2 does not fit between the limits: the whole way is 2 long. Choose a smaller one.',
    ]);
    expect(issuesOf({ limits: [-1, 1], backlash: 1 })).toBeUndefined();
    expect(issuesOf({ limits: [null, 1], backlash: 5 })).toBeUndefined();
  });
});
