import { existsSync } from 'node:fs';
import type { Run } from '../../../contract/runs.ts';
import type { CommandContext } from '../command.ts';
import { connect } from '../connect.ts';
import { withControl } from '../control.ts';
import { exitCodeOfRun, exitCodes } from '../exit-codes.ts';
import { followRun } from '../follow-run.ts';
import { createProgress } from '../progress.ts';
import { formatDuration, toJson } from '../terminal.ts';
import { planWhenReady } from '../settle.ts';

/** Runs one scan to its end. Answers with the exit code. */
export async function runScan(
  line: string,
  { take }: { readonly take: boolean },
  context: CommandContext,
): Promise<number> {
  const connection = await connect(context.choice());
  try {
    if (!context.isJson) context.terminal.say(`Station: ${connection.where}.`);
    const plan = await planWhenReady(
      connection,
      line,
      connection.isOwn ? 15_000 : 0,
    );
    if (plan.problems.length > 0) {
      if (context.isJson)
        context.terminal.print(toJson({ problems: plan.problems }));
      for (const problem of plan.problems)
        context.terminal.say(problem.message);
      return exitCodes.badInput;
    }
    for (const warning of plan.warnings)
      context.terminal.say(`Warning: ${warning}`);
    const giveBack = await withControl(connection, { take });
    const show = context.isJson
      ? () => undefined
      : createProgress(context.terminal);
    const run = await followRun(
      connection.client,
      line,
      context.terminal,
      show,
    );
    await giveBack();
    return report(run, context);
  } finally {
    await connection.close();
  }
}

function report(run: Run, { terminal, isJson }: CommandContext): number {
  const endReason = run.endReason ?? 'failed';
  if (isJson) {
    terminal.print(toJson(run));
    return exitCodeOfRun(endReason);
  }
  const seconds = ((run.endedAt ?? run.startedAt) - run.startedAt) / 1000;
  terminal.say(
    `Run ${run.number} ${endReason}: ${run.point} of ${run.points} points in ${formatDuration(seconds)}.`,
  );
  if (run.message !== null) terminal.say(run.message);
  for (const { name, error } of run.recorders) {
    if (error !== null)
      terminal.say(`The ${name} file is not complete: ${error}`);
  }
  // A run that failed early has a name for its file, and no file.
  if (existsSync(run.file)) terminal.print(run.file);
  return exitCodeOfRun(endReason);
}
