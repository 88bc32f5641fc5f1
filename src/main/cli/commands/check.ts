import path from 'node:path';
import { isBeamtimeError } from '../../../contract/errors.ts';
import type { CommandContext } from '../command.ts';
import { readBeamline } from '../dry-plan.ts';
import { exitCodes } from '../exit-codes.ts';
import { toJson } from '../terminal.ts';

/** Checks a beamline file and prints all its mistakes at once. Answers with the exit code. */
export function checkBeamline(
  file: string,
  { terminal, isJson }: Pick<CommandContext, 'terminal' | 'isJson'>,
): number {
  try {
    const beamline = readBeamline(file);
    if (isJson)
      terminal.print(
        toJson({ file: path.resolve(file), name: beamline.name, problems: [] }),
      );
    else terminal.print(`${file}: good. It describes ${beamline.name}.`);
    return exitCodes.good;
  } catch (error) {
    if (!isBeamtimeError(error, 'config')) throw error;
    if (isJson)
      terminal.print(toJson({ problems: error.problems, ...error.detail }));
    terminal.say(error.message);
    return exitCodes.badInput;
  }
}
