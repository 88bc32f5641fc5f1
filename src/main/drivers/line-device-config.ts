import { z } from 'zod';
import { DeviceName } from '../../contract/devices.ts';
import { patternMistake, TextPattern } from '../base/text-pattern.ts';
import {
  checkFields,
  parameterFields,
  pattern,
  pollField,
  timeoutField,
} from './line-device-fields.ts';

/** What ends a line, by the words of the beamline file; anything else is what it is. */
const words: Readonly<Record<string, string>> = {
  lf: '\n',
  cr: '\r',
  crlf: '\r\n',
};
const terminator = z
  .string()
  .min(1)
  .max(8)
  .transform((text) => words[text] ?? text);

const answered = z.strictObject({
  send: z.string().min(1).describe('What is sent.'),
  answer: pattern.describe('Pattern of what the instrument answers to it.'),
});
const command = z.union([z.string().min(1), answered]);

const query = z.strictObject({
  send: z.string().min(1).describe('What is sent.'),
  reply: pattern.describe(
    'Pattern of the reply: a regular expression with a named part, (?<name>...), for each value.',
  ),
  poll: pollField,
});

const parameter = z
  .strictObject({
    part: z
      .string()
      .min(1)
      .optional()
      .describe(
        'Name of its part in the reply of a query; its own name where left out.',
      ),
    ...parameterFields,
    answer: pattern
      .optional()
      .describe(
        'Pattern of what the instrument answers to the command; left out where it answers nothing.',
      ),
    stop: command
      .optional()
      .describe(
        'What is sent to stop it: a command, or { send, answer }. Left out: a stop does what onStop says.',
      ),
  })
  .superRefine((fields, context) => {
    checkFields(fields, context);
    for (const key of ['answer', 'stop'] as const) {
      if (fields[key] === undefined || fields.command !== undefined) continue;
      context.addIssue({
        code: 'custom',
        path: [key],
        message: 'It cannot be set: it has no command.',
      });
    }
    if (fields.stop === undefined || fields.onStop === 'leave') return;
    context.addIssue({
      code: 'custom',
      path: ['onStop'],
      message:
        'A stop either sends what stands at stop, or sets it to a value: give one of both.',
    });
  });

const errors = z
  .strictObject({
    pattern: pattern
      .optional()
      .describe(
        'Pattern of a reply that is an error, whatever was asked; its part (?<words>...) is what is told.',
      ),
    query: z
      .string()
      .min(1)
      .optional()
      .describe('Query for the error after each command.'),
    none: pattern
      .optional()
      .describe('Pattern of the reply to that query when there is no error.'),
  })
  .refine(
    ({ query: asked, none }) => (asked === undefined) === (none === undefined),
    {
      error:
        'query and none belong together: what is asked after a command, and the answer when all is well.',
    },
  );

/** What the beamline file says of an instrument with a text protocol of its own. */
export const lineDeviceConfig = z
  .strictObject({
    terminators: z
      .strictObject({
        out: terminator
          .prefault('lf')
          .describe('What ends what is sent: lf, cr, crlf, or any text.'),
        in: z
          .union([z.literal('any'), terminator])
          .default('any')
          .describe(
            'What ends a reply: lf, cr, crlf, any text, or any (CR, LF or both).',
          ),
      })
      .prefault({})
      .describe('What ends a line, in each direction.'),
    timeout: timeoutField,
    gap: z
      .number()
      .min(0)
      .max(10)
      .default(0)
      .describe(
        'Seconds of rest between the end of one exchange and the next.',
      ),
    identity: answered
      .optional()
      .describe(
        'A harmless question and the pattern of its answer: finds the line in order. Left out: the first query.',
      ),
    connect: z
      .array(command)
      .default([])
      .describe(
        'What is sent after each connect: commands, or { send, answer }.',
      ),
    errors: errors.prefault({}).describe('How the instrument tells of errors.'),
    queries: z
      .record(
        z.string().regex(/^[A-Za-z]\w*$/, {
          error: 'A query is named by letters, digits and _.',
        }),
        query,
      )
      .default({})
      .describe('What is asked, by name.'),
    parameters: z
      .record(DeviceName, parameter)
      .describe('The values, by name. Each becomes a device.'),
  })
  .superRefine(checkParts);
export type LineDeviceConfig = z.infer<typeof lineDeviceConfig>;
export type LineDeviceParameter = z.infer<typeof parameter>;
export type LineCommand = z.infer<typeof command>;

/** The part of a reply that a parameter takes: its own name, where it names none. */
export function partOf(name: string, { part }: { part?: string | undefined }) {
  return part ?? name;
}

/** Every part has a parameter, every parameter a part or at least a command. */
function checkParts(
  config: Pick<LineDeviceConfig, 'queries' | 'parameters'>,
  context: z.RefinementCtx,
): void {
  const replies = Object.values(config.queries).map(({ reply }) => reply);
  // Complained of already; what it would yield cannot be known.
  if (replies.some((reply) => patternMistake(reply) !== null)) return;
  const complain = (path: string[], message: string) =>
    context.addIssue({ code: 'custom', path, message });
  const yielded = new Map<string, string>();
  const wanted = new Set(
    Object.entries(config.parameters).map(([name, one]) => partOf(name, one)),
  );
  for (const [name, { reply }] of Object.entries(config.queries)) {
    const at = ['queries', name, 'reply'];
    const { parts } = new TextPattern(reply);
    if (parts.length === 0) {
      complain(at, 'It has no named part (?<name>...), so nothing is read.');
    }
    for (const part of parts) {
      const other = yielded.get(part);
      if (other !== undefined) {
        complain(at, `The query ${other} has a part ${part} already.`);
      } else if (!wanted.has(part)) {
        complain(
          at,
          `No parameter has the part ${part}. Add one, or write (?:...) where nothing is to be read.`,
        );
      }
      yielded.set(part, name);
    }
  }
  const known = [...yielded.keys()];
  for (const [name, one] of Object.entries(config.parameters)) {
    if (yielded.has(partOf(name, one))) continue;
    if (one.part === undefined && one.command !== undefined) continue;
    complain(
      ['parameters', name, ...(one.part === undefined ? [] : ['part'])],
      `No query yields ${partOf(name, one)}. ${known.length > 0 ? `There are the parts ${known.join(', ')}.` : 'Add a query whose reply has this part.'}`,
    );
  }
}
