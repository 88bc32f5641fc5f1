import { z } from 'zod';
import { defineScan } from '../define.ts';
import { commonFields, exposureField } from '../fields.ts';

/** Counts once; recorded like every other run. */
export const ct = defineScan({
  name: 'ct',
  title: 'Count once',
  params: z.object({
    exposure: exposureField(),
    ...commonFields(),
  }),
  positional: ['exposure'],
  example: 'ct 1',
  initial: { exposure: 1 },
  build: () => ({ dimensions: [] }),
});
