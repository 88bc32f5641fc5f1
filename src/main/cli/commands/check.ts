import path from 'node:path';
import { isBeamtimeError } from '../../../contract/errors.ts';
import { sentenceAt } from '../../config/render.ts';
import type { CommandContext } from '../command.ts';
import { readBeamline } from '../dry-plan.ts';
import { exitCodes } from '../exit-codes.ts';
import { toJson } from '../terminal.ts';

/** Checks a beamline file and prints all its mistakes at once, or what it leaves out. Answers with the exit code. */
export function checkBeamline(
  file: string,
  { terminal, isJson }: Pick<CommandContext, 'terminal' | 'isJson'>,
): number {
  try {
    const beamline = readBeamline(file);
    const { name, notices, entries } = beamline;
    const disabled = entries.flatMap(({ devices }) =>
      devices.filter(({ isActive }) => !isActive).map((device) => device.name),
    );
    if (isJson) {
      terminal.print(
        toJson({
          file: path.resolve(file),
          name,
          problems: [],
          notices: notices.map(({ file: at, line, column, message }) => ({
            file: at,
            line,
            column,
            message,
          })),
          disabled,
        }),
      );
    } else {
      terminal.print(`${file}: good. It describes ${name}.`);
      if (disabled.length > 0)
        terminal.print(`Not created: ${disabled.join(', ')}.`);
      for (const notice of notices) terminal.print(sentenceAt(notice));
    }
    return exitCodes.good;
  } catch (error) {
    if (!isBeamtimeError(error, 'config')) throw error;
    if (isJson) {
      const { code, message, detail } = error;
      // A file that cannot be read has no place in it to point at, but a reason all the same.
      const problems =
        error.problems.length > 0
          ? error.problems
          : [{ path: [], code, message }];
      terminal.print(toJson({ problems, ...detail }));
    }
    terminal.say(error.message);
    return exitCodes.badInput;
  }
}
