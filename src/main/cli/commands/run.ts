import { existsSync } from 'node:fs';
import { BeamtimeError } from '../../../contract/errors.ts';
import type { Run } from '../../../contract/runs.ts';
import type { CommandContext } from '../command.ts';
import { connect, type Connection } from '../connect.ts';
import { withControl } from '../control.ts';
import { exitCodeOfProblems, exitCodeOfRun } from '../exit-codes.ts';
import { createFileStory, type FileStory } from '../file-story.ts';
import { followRun } from '../follow-run.ts';
import { createProgress } from '../progress.ts';
import { formatDuration, toJson } from '../terminal.ts';
import { planWhenReady } from '../settle.ts';

/**
 * Runs one scan to its end. Answers with the exit code.
 *
 * @throws BeamtimeError why it could not start; `aborted` after a Ctrl-C before it began
 */
export async function runScan(
  line: string,
  { take }: { readonly take: boolean },
  context: CommandContext,
): Promise<number> {
  const { terminal } = context;
  const interrupted = new AbortController();
  // Until the very end: a Ctrl-C that comes late must not keep what is open from being closed in order.
  const stopListening = terminal.onInterrupt(() => interrupted.abort(early()));
  try {
    const connection = await connect(context.choice());
    try {
      return await runIn(connection, line, take, interrupted.signal, context);
    } finally {
      await connection.close();
    }
  } finally {
    stopListening();
  }
}

async function runIn(
  connection: Connection,
  line: string,
  take: boolean,
  interrupted: AbortSignal,
  context: CommandContext,
): Promise<number> {
  const { terminal, isJson } = context;
  if (!isJson) terminal.say(`Station: ${connection.where}.`);
  const patienceMs = connection.isOwn ? 15_000 : 0;
  const plan = await planWhenReady(connection, line, patienceMs, interrupted);
  if (plan.problems.length > 0) {
    if (isJson) terminal.print(toJson({ problems: plan.problems }));
    for (const problem of plan.problems) terminal.say(problem.message);
    return exitCodeOfProblems(plan.problems);
  }
  for (const warning of plan.warnings) terminal.say(`Warning: ${warning}`);
  const giveBack = await withControl(connection, { take });
  try {
    interrupted.throwIfAborted();
    const story = createFileStory();
    const progress = isJson ? () => undefined : createProgress(terminal);
    const run = await followRun(connection, line, terminal, (now) => {
      story.look(now);
      progress(now);
    });
    return report(run, story, context);
  } finally {
    await giveBack();
  }
}

function early(): BeamtimeError {
  return new BeamtimeError(
    'aborted',
    'The scan was not started, because it was interrupted before it began. Nothing was moved.',
  );
}

function report(
  run: Run,
  story: FileStory,
  { terminal, isJson }: CommandContext,
): number {
  const endReason = run.endReason ?? 'failed';
  if (isJson) {
    terminal.print(toJson(run));
    return exitCodeOfRun(run);
  }
  const seconds = ((run.endedAt ?? run.startedAt) - run.startedAt) / 1000;
  terminal.say(
    `Run ${run.number} ${endReason}: ${run.point} of ${run.points} points in ${formatDuration(seconds)}.`,
  );
  if (run.message !== null) terminal.say(run.message);
  for (const sentence of story.tell(run)) terminal.say(sentence);
  // A run that failed early has a name for its file, and no file.
  if (existsSync(run.file)) terminal.print(run.file);
  return exitCodeOfRun(run);
}
