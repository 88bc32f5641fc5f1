import type { Command } from './command.ts';
import { panelCommands } from './panels.ts';
import { plotCommands } from './plot.ts';
import { runCommands } from './run.ts';
import { scanCommands } from './scan.ts';
import { stopCommands } from './stop.ts';
import { windowCommands } from './window.ts';

/** Everything a person can do by key or palette. Palette, menus, tooltips and the list of keys are made from it. */
export const commands = [
  ...stopCommands,
  ...scanCommands,
  ...runCommands,
  ...plotCommands,
  ...panelCommands,
  ...windowCommands,
] as const satisfies readonly Command[];

export type CommandId = (typeof commands)[number]['id'];

/** A command by its id. */
export function commandOf(id: CommandId): Command {
  const all: readonly Command[] = commands;
  const found = all.find((command) => command.id === id);
  if (!found) throw new Error(`There is no command ${id}.`);
  return found;
}

/** The first key of a command as printed, or nothing. */
export function keyOf(id: CommandId): string | undefined {
  return commandOf(id).keys[0];
}

/** Does what a command says. Answers with the refusal, if it has one, instead. */
export function runCommand(command: Command): string | null {
  const refusal = command.refusal?.() ?? null;
  if (refusal === null) command.run();
  return refusal;
}
