import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { defineScan } from './define.ts';
import {
  axisField,
  commonFields,
  countField,
  exposureField,
  positionField,
} from './fields.ts';
import { resolve } from './resolve.ts';
import { testBeamline } from './testing/beamline.ts';

/** Two axes in opposite directions, by one width: positions that are not parameters, and one parameter for two axes. */
const mirror = defineScan({
  name: 'mirror',
  title: 'Scan two axes in opposite directions',
  params: z.object({
    left: axisField('Left axis'),
    right: axisField('Right axis'),
    width: positionField('Width', 'left'),
    intervals: countField('Intervals', 'One less than the points'),
    exposure: exposureField(),
    ...commonFields(),
  }),
  positional: ['left', 'right', 'width', 'intervals', 'exposure'],
  example: 'mirror s1l s1r 0.5 20 0.1',
  build: ({ left, right, width, intervals }) => ({
    isRelative: true,
    dimensions: [
      {
        points: intervals + 1,
        spans: [
          {
            axis: left,
            from: 0,
            to: width,
            at: { axis: 'left', from: 'width', to: 'width' },
          },
          {
            axis: right,
            from: width,
            to: 0,
            at: { axis: 'right', from: 'width', to: 'width' },
          },
        ],
      },
    ],
  }),
});

function resolved(changes: Record<string, unknown> = {}) {
  const params = {
    left: 's1l',
    right: 's1r',
    width: '0.2cm',
    intervals: 2,
    exposure: 1,
    settle: 0,
    detectors: [],
    ...changes,
  };
  return resolve(mirror, { type: 'mirror', params }, testBeamline());
}

describe('A scan type whose positions are not its parameters one by one', () => {
  it('goes where it says', () => {
    const { scan } = resolved();
    const at = (point: number) =>
      [0, 1].map((axis) => scan?.position(point, axis));
    expect([at(0), at(1), at(2)]).toEqual([
      [0, 2],
      [1, 1],
      [2, 0],
    ]);
  });

  it('keeps its parameters, in the units of their axes', () => {
    const { scan } = resolved();
    expect(scan?.request.params).toMatchObject({ width: 2, intervals: 2 });
    expect(scan?.line).toBe('mirror s1l s1r 2 2 1');
    expect(scan?.title).toBe(scan?.line);
  });

  it('has each mistake told once', () => {
    const { problems } = resolved({
      left: 'nobody',
      width: '1kg',
      right: 'i0',
    });
    expect(problems.map(({ path }) => path[1])).toEqual(['left', 'right']);
  });
});
