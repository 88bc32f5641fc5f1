import { z } from 'zod';
import { DeviceName } from '../../contract/devices.ts';
import {
  checkFields,
  parameterFields,
  pollField,
  timeoutField,
} from './line-device-fields.ts';

const parameter = z
  .strictObject({
    query: z
      .string()
      .min(1)
      .optional()
      .describe('Command that asks for the value: CURR?'),
    ...parameterFields,
    poll: pollField,
  })
  .refine(
    ({ query, command }) => query !== undefined || command !== undefined,
    {
      error: 'Give a query, a command, or both.',
    },
  )
  .superRefine(checkFields);

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
  connect: z
    .array(z.string().min(1))
    .default([])
    .describe('Commands that are sent after each connect.'),
  terminator: z
    .enum(['lf', 'cr', 'crlf'])
    .default('lf')
    .describe('What ends a command sent; any is accepted in replies.'),
  timeout: timeoutField,
});
export type ScpiConfig = z.infer<typeof scpiConfig>;
export type ScpiParameterConfig = z.infer<typeof parameter>;
