import { z } from 'zod';
import { defineScan } from '../define.ts';
import {
  axisField,
  commonFields,
  countField,
  exposureField,
  positionField,
} from '../fields.ts';

/** One axis around where it stands; it goes back there on every exit. */
export const dscan = defineScan({
  name: 'dscan',
  title: 'Scan one axis around its position',
  params: z.object({
    axis: axisField('Axis'),
    from: positionField('From, relative', 'axis'),
    to: positionField('To, relative', 'axis'),
    intervals: countField('Intervals', 'One less than the points'),
    exposure: exposureField(),
    ...commonFields(),
  }),
  positional: ['axis', 'from', 'to', 'intervals', 'exposure'],
  example: 'dscan samx -0.5 0.5 20 0.1',
  initial: { intervals: 20, exposure: 0.1 },
  absolute: 'ascan',
  build: ({ axis, from, to, intervals }) => ({
    isRelative: true,
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
