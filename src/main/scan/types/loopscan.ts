import { z } from 'zod';
import { defineScan } from '../define.ts';
import { commonFields, countField, exposureField } from '../fields.ts';

/** Counts again and again; nothing moves. */
export const loopscan = defineScan({
  name: 'loopscan',
  title: 'Count repeatedly',
  params: z.object({
    points: countField('Points', 'How often to count'),
    exposure: exposureField(),
    ...commonFields(),
  }),
  positional: ['points', 'exposure'],
  example: 'loopscan 100 0.1',
  initial: { points: 100, exposure: 0.1 },
  build: ({ points }) => ({ dimensions: [{ points, spans: [] }] }),
});
