import { z } from 'zod';
import { method } from './define.ts';

const Filter = z.object({ name: z.string(), extensions: z.array(z.string()) });

/** Native dialogs; refused with `unsupported` where the host has none and the page uses the browser's own. */
export const host = {
  /** Asks where to save and writes the text there; answers with the path, null = cancelled. */
  'host.saveText': method(
    z.object({
      title: z.string(),
      fileName: z.string(),
      filters: z.array(Filter),
      text: z.string().max(200_000_000),
    }),
    z.string().nullable(),
  ),
  /** Asks for a text file and reads it; null = cancelled. */
  'host.openText': method(
    z.object({ title: z.string(), filters: z.array(Filter) }),
    z.object({ path: z.string(), text: z.string() }).nullable(),
  ),
};
