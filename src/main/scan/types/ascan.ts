import { z } from 'zod';
import { defineScan } from '../define.ts';
import {
  axisField,
  commonFields,
  countField,
  exposureField,
  positionField,
} from '../fields.ts';

/** One axis from here to there; it stays at the end. */
export const ascan = defineScan({
  name: 'ascan',
  title: 'Scan one axis',
  params: z.object({
    axis: axisField('Axis'),
    from: positionField('From', 'axis'),
    to: positionField('To', 'axis'),
    intervals: countField('Intervals', 'One less than the points'),
    exposure: exposureField(),
    ...commonFields(),
  }),
  positional: ['axis', 'from', 'to', 'intervals', 'exposure'],
  example: 'ascan samx 0 1 20 0.1',
  initial: { intervals: 20, exposure: 0.1 },
  build: ({ axis, from, to, intervals }) => ({
    dimensions: [
      {
        points: intervals + 1,
        spans: [
          { axis, from, to, at: { axis: 'axis', from: 'from', to: 'to' } },
        ],
      },
    ],
  }),
});
