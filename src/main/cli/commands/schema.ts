import { writeFileSync } from 'node:fs';
import { BeamtimeError } from '../../../contract/errors.ts';
import { beamlineJsonSchema } from '../../config/beamline-json-schema.ts';
import { drivers } from '../../drivers/index.ts';
import type { CommandContext } from '../command.ts';
import { exitCodes } from '../exit-codes.ts';

/**
 * Prints the JSON schema of the beamline file, or of files that one includes, or writes it to `out`. Answers with the exit code.
 *
 * @throws BeamtimeError `disk` when the file cannot be written
 */
export function printSchema(
  {
    out,
    isIncluded,
  }: { readonly out: string | undefined; readonly isIncluded: boolean },
  { terminal }: Pick<CommandContext, 'terminal'>,
): number {
  const text = JSON.stringify(
    beamlineJsonSchema(drivers, { isIncluded }),
    null,
    2,
  );
  if (out === undefined) {
    terminal.print(text);
    return exitCodes.good;
  }
  try {
    writeFileSync(out, `${text}\n`);
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new BeamtimeError(
      'disk',
      `The schema could not be written to ${out}: ${why}. Name a file in a folder that is there and may be written.`,
      { cause },
    );
  }
  terminal.say(
    `The schema is in ${out}. Begin the beamline file with: # yaml-language-server: $schema=${out}`,
  );
  return exitCodes.good;
}
