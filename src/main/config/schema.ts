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

/** What a variable can be called: `${RACK_HOST}`. */
export const variableName = /^[A-Za-z_]\w*$/;

const include = z
  .union([z.string().min(1), z.array(z.string().min(1))])
  .default([])
  .describe(
    'Files that belong to this one, relative to it: their instruments, simulated instruments and variables are added.',
  );

const variables = z
  .record(
    z
      .string()
      .regex(
        variableName,
        'The name of a variable has letters, digits and _, and begins with no digit: RACK_HOST.',
      ),
    z.union([z.string(), z.number()]).nullable(),
  )
  .default({})
  .describe(
    'Words and numbers that values name as ${NAME}: hosts, ports. BEAMTIME_VAR_NAME in the environment overrides.',
  );

/** Everything but the instruments' own parts, which their drivers check. */
export const beamlineSchema = z.strictObject({
  name,
  include,
  variables,
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

/** What may stand in an included file; its instruments and simulated ones are checked when all are put together. */
export const includedSchema = z.strictObject({
  include,
  variables,
  instruments: z.array(z.unknown()).default([]),
  simulator: z
    .strictObject(
      Object.fromEntries(
        Object.keys(simulatorConfig.shape).map((key) => [
          key,
          z.unknown().optional(),
        ]),
      ),
    )
    .nullable()
    .default(null),
});

/** What an instrument's entry may have whatever its driver. */
export const commonSchema = z.object({
  name: z
    .string()
    .trim()
    .min(1)
    .optional()
    .describe(
      'What the instrument is called; its first device where left out.',
    ),
  disabled: z
    .boolean()
    .default(false)
    .describe('true: it is checked, but not created.'),
});

/** What stands in an instrument's entry besides its driver's own keys. */
export const commonKeys = [
  'driver',
  'line',
  ...Object.keys(commonSchema.shape),
];
