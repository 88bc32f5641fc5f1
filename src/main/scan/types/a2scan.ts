import { z } from 'zod';
import { defineScan } from '../define.ts';
import {
  axisField,
  commonFields,
  countField,
  exposureField,
  positionField,
} from '../fields.ts';

/** Two axes in step along a line. */
export const a2scan = defineScan({
  name: 'a2scan',
  title: 'Scan two axes in step',
  params: z.object({
    axis1: axisField('First axis'),
    from1: positionField('From', 'axis1'),
    to1: positionField('To', 'axis1'),
    axis2: axisField('Second axis'),
    from2: positionField('From', 'axis2'),
    to2: positionField('To', 'axis2'),
    intervals: countField('Intervals', 'One less than the points'),
    exposure: exposureField(),
    ...commonFields(),
  }),
  positional: [
    'axis1',
    'from1',
    'to1',
    'axis2',
    'from2',
    'to2',
    'intervals',
    'exposure',
  ],
  example: 'a2scan theta 5 10 tth 10 20 50 0.1',
  initial: { intervals: 20, exposure: 0.1 },
  build: (params) => ({
    dimensions: [
      {
        points: params.intervals + 1,
        spans: [
          {
            axis: params.axis1,
            from: params.from1,
            to: params.to1,
            at: { axis: 'axis1', from: 'from1', to: 'to1' },
          },
          {
            axis: params.axis2,
            from: params.from2,
            to: params.to2,
            at: { axis: 'axis2', from: 'from2', to: 'to2' },
          },
        ],
      },
    ],
  }),
});
