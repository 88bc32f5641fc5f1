import { z } from 'zod';
import { patternMistake } from '../base/text-pattern.ts';
import { lineKind } from './line-kind.ts';

const pattern = z
  .string()
  .min(1)
  .superRefine((source, context) => {
    const message = patternMistake(source);
    if (message !== null) context.addIssue({ code: 'custom', message });
  });

const words: Readonly<Record<string, string>> = {
  lf: '\n',
  cr: '\r',
  crlf: '\r\n',
};

/** An instrument with a text protocol of its own: a table of what it is asked, and what it answers. */
export const lineDeviceConfig = z.strictObject({
  protocol: z.literal('line-device'),
  line: lineKind,
  /** Ends its replies; requests end with CR, LF or both. */
  terminator: z
    .string()
    .min(1)
    .max(8)
    .transform((text) => words[text] ?? text)
    .prefault('lf'),
  /** What it remembers: numbers and words, by name. */
  state: z
    .record(
      z.string().regex(/^[A-Za-z]\w*$/),
      z.union([z.number(), z.string()]),
    )
    .default({}),
  /** Numbers that follow others, as a temperature its setpoint: so much per second. */
  follows: z
    .record(
      z.string(),
      z.strictObject({ of: z.string(), perSecond: z.number().positive() }),
    )
    .default({}),
  /** The first request that fits is answered. Named parts of a request go into the state. */
  replies: z
    .array(
      z.strictObject({
        request: pattern,
        /** `{name}` = what the state has, `{name:2}` = with two decimals; left out: it answers nothing. */
        reply: z.string().optional(),
        /** What the state is afterwards, as templates. */
        set: z.record(z.string(), z.string()).default({}),
      }),
    )
    .min(1),
  /** What anything else is answered with; left out: with nothing. */
  otherwise: z.string().optional(),
});
export type LineDeviceConfig = z.infer<typeof lineDeviceConfig>;
