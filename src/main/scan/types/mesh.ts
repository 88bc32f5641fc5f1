import { z } from 'zod';
import { defineScan } from '../define.ts';
import {
  axisField,
  commonFields,
  countField,
  exposureField,
  flagField,
  positionField,
} from '../fields.ts';

/** A map: the first axis is the fast one. */
export const mesh = defineScan({
  name: 'mesh',
  title: 'Map with two axes',
  params: z.object({
    axis1: axisField('Fast axis'),
    from1: positionField('From', 'axis1'),
    to1: positionField('To', 'axis1'),
    intervals1: countField(
      'Intervals',
      'One less than the points of a row',
      'axis1',
    ),
    axis2: axisField('Slow axis'),
    from2: positionField('From', 'axis2'),
    to2: positionField('To', 'axis2'),
    intervals2: countField('Intervals', 'One less than the rows', 'axis2'),
    exposure: exposureField(),
    snake: flagField('Snake', 'Every other row backwards: saves the way back'),
    ...commonFields(),
  }),
  positional: [
    'axis1',
    'from1',
    'to1',
    'intervals1',
    'axis2',
    'from2',
    'to2',
    'intervals2',
    'exposure',
  ],
  example: 'mesh samx -1 1 20 samy -1 1 20 0.1 snake',
  initial: { intervals1: 20, intervals2: 20, exposure: 0.1 },
  build: (params) => ({
    isSnake: params.snake,
    dimensions: [
      {
        points: params.intervals2 + 1,
        spans: [
          {
            axis: params.axis2,
            from: params.from2,
            to: params.to2,
            at: { axis: 'axis2', from: 'from2', to: 'to2' },
          },
        ],
      },
      {
        points: params.intervals1 + 1,
        spans: [
          {
            axis: params.axis1,
            from: params.from1,
            to: params.to1,
            at: { axis: 'axis1', from: 'from1', to: 'to1' },
          },
        ],
      },
    ],
  }),
});
