import { z } from 'zod';
import { DeviceName } from '../../contract/devices.ts';

const parameter = z
  .strictObject({
    query: z
      .string()
      .min(1)
      .optional()
      .describe('Command that asks for the value: CURR?'),
    command: z
      .string()
      .includes('{value}', {
        error: 'Write {value} where the value goes: SHUT {value}.',
      })
      .optional()
      .describe('Command that sets it, with {value} where the value goes.'),
    unit: z
      .string()
      .default('')
      .describe('Unit of the number; none for a selection.'),
    scale: z
      .number()
      .refine((scale) => scale !== 0, {
        error: 'A scale of 0 loses the value.',
      })
      .default(1)
      .describe('value = scale x number in the reply.'),
    limits: z
      .tuple([z.number().nullable(), z.number().nullable()])
      .default([null, null])
      .describe('Lowest and highest value that may be set; null = open.'),
    options: z
      .record(z.string(), z.string())
      .optional()
      .describe(
        'For a selection: what the instrument says for each choice, { open: "1", closed: "0" }.',
      ),
    safe: z
      .string()
      .optional()
      .describe(
        'The choice that may be set even while STOP ALL is latched: closed.',
      ),
    poll: z
      .number()
      .min(0.05)
      .max(3600)
      .default(1)
      .describe('Seconds between two readings.'),
    decimals: z
      .number()
      .int()
      .min(0)
      .max(12)
      .default(3)
      .describe('Decimals shown.'),
    group: z.string().default('').describe('Heading under which it is shown.'),
  })
  .refine(
    ({ query, command }) => query !== undefined || command !== undefined,
    {
      error: 'Give a query, a command, or both.',
    },
  );

/** What the beamline file says of an instrument with simple parameters. */
export const scpiConfig = z.strictObject({
  parameters: z
    .record(DeviceName, parameter)
    .describe('The parameters, by name.'),
  identity: z
    .string()
    .default('*IDN?')
    .describe(
      'Query that the instrument always answers; used to find the line in order.',
    ),
  errors: z
    .string()
    .nullable()
    .default(null)
    .describe(
      'Query for the error after a setting, such as SYST:ERR?; null = not asked.',
    ),
  terminator: z
    .enum(['lf', 'cr', 'crlf'])
    .default('lf')
    .describe('What ends a command sent; any is accepted in replies.'),
  timeout: z
    .number()
    .min(0.05)
    .max(60)
    .default(1)
    .describe('Seconds to wait for a reply.'),
});
export type ScpiConfig = z.infer<typeof scpiConfig>;
export type ScpiParameterConfig = z.infer<typeof parameter>;
