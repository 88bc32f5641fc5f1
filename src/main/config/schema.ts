import { z } from 'zod';
import { Experiment } from '../../contract/station.ts';
import { DeviceName } from '../../contract/devices.ts';
import { simulatorConfig } from '../simulator/config.ts';

const name = z
  .string()
  .trim()
  .min(1, 'Give the beamline a name: it is shown at the top of the window.')
  .describe('Name of the beamline, as shown at the top of the window.');

const experiment = z
  .strictObject(Experiment.shape)
  .describe('What the first run belongs to: proposal, sample, dataset.');

/** Everything but the instruments' own parts, which their drivers check. */
export const beamlineSchema = z.strictObject({
  name,
  experiment: experiment.partial().prefault({}),
  header: z
    .strictObject({
      ringCurrent: DeviceName.nullable()
        .default(null)
        .describe('Device that shows the ring current.'),
      shutter: DeviceName.nullable()
        .default(null)
        .describe('Device that shows the beam shutter.'),
    })
    .prefault({})
    .describe('Devices shown at the top of the window.'),
  instruments: z
    .array(z.looseObject({}))
    .min(1, 'A beamline has at least one instrument.')
    .describe(
      'The instruments: a list, each entry begins with `- driver: ...`.',
    ),
  simulator: simulatorConfig
    .nullable()
    .default(null)
    .describe('Instruments that are not there.'),
});

/** Where the file does not say what the first run belongs to. */
export const defaultExperiment: Experiment = {
  proposal: 'in-house',
  sample: 'sample',
  dataset: '0001',
};

/** What stands in an instrument's entry besides its driver's own keys. */
export const commonKeys = ['driver', 'line'];
