import type { AxisExtent, ScanPlan } from '../../../contract/scans.ts';
import type { CommandContext } from '../command.ts';
import { attach, startOwn, type Choice, type Connection } from '../connect.ts';
import {
  isAllSimulated,
  planWithoutHardware,
  readBeamline,
} from '../dry-plan.ts';
import { exitCodeOfProblems, exitCodes } from '../exit-codes.ts';
import { planWhenReady } from '../settle.ts';
import {
  formatDuration,
  formatFixed,
  formatTable,
  toJson,
} from '../terminal.ts';

/** Points that cannot be reached are listed up to so many. */
const MOST_LISTED = 20;

/** Says what a scan would do: nothing moves, nothing is counted. Answers with the exit code. */
export async function simulateScan(
  line: string,
  context: CommandContext,
): Promise<number> {
  const plan = await planScan(line, context.choice());
  if (context.isJson) context.terminal.print(toJson(withMore(plan)));
  else printPlan(plan, context);
  return plan.problems.length > 0
    ? exitCodeOfProblems(plan.problems)
    : exitCodes.good;
}

/** Asks a station that runs anyway, or one where nothing is real; else only the beamline file is looked at. */
async function planScan(line: string, choice: Choice): Promise<ScanPlan> {
  const attached = await attach(choice);
  if (attached) return ask(attached, line);
  const beamline = readBeamline(choice.options.beamlineFile);
  if (!isAllSimulated(beamline) || !choice.options.useSimulator) {
    return planWithoutHardware(beamline, line);
  }
  return ask(await startOwn(choice.options), line);
}

async function ask(connection: Connection, line: string): Promise<ScanPlan> {
  try {
    return await planWhenReady(connection, line, connection.isOwn ? 15_000 : 0);
  } finally {
    await connection.close();
  }
}

function printPlan(plan: ScanPlan, { terminal }: CommandContext): void {
  if (plan.title !== null) {
    const seconds = plan.durationSeconds;
    const { line, title } = plan;
    terminal.print(line ?? title);
    if (line !== null && line !== title) terminal.print(`means      ${title}`);
    terminal.print(
      `points     ${plan.shape.length > 1 ? `${plan.shape.join(' x ')} = ` : ''}${plan.points}`,
    );
    terminal.print(
      `duration   ${formatDuration(seconds)} (${plan.estimate}), would end at ${new Date(Date.now() + seconds * 1000).toLocaleTimeString('en-GB')}`,
    );
    terminal.print(`detectors  ${plan.detectors.join(', ') || 'none'}`);
    if (plan.file !== null) terminal.print(`file       ${plan.file}`);
    if (plan.axes.length > 0) {
      const head = [
        'axis',
        'unit',
        'lowest',
        'highest',
        'now',
        'lower limit',
        'upper limit',
      ];
      terminal.print(
        `\n${formatTable(head, plan.axes.map(axisRow), [2, 3, 4, 5, 6])}`,
      );
    }
  }
  for (const warning of plan.warnings) terminal.say(`Warning: ${warning}`);
  for (const problem of plan.problems) terminal.say(problem.message);
  printUnreachable(plan, terminal);
}

/** A program is told, too, how many points that cannot be reached are not in its list. */
function withMore(plan: ScanPlan) {
  const { count, points } = plan.unreachable;
  const listed = points.slice(0, MOST_LISTED);
  const unreachable = { count, points: listed, more: count - listed.length };
  return { ...plan, unreachable };
}

function printUnreachable(
  { unreachable: { count, points }, points: all }: ScanPlan,
  terminal: CommandContext['terminal'],
): void {
  if (count === 0) return;
  const listed = points.slice(0, MOST_LISTED);
  const more = count > listed.length ? `, the first ${listed.length}` : '';
  terminal.print(`\nCannot be reached: ${count} of ${all} points${more}:`);
  for (const { message } of listed) terminal.print(`  ${message}`);
  const left = count - listed.length;
  if (left > 0) terminal.print(`  and ${left} more`);
}

function axisRow({
  name,
  unit,
  decimals,
  lowest,
  highest,
  position,
  limits,
}: AxisExtent): string[] {
  const numbers = [lowest, highest, position, limits.lower, limits.upper];
  return [
    name,
    unit,
    ...numbers.map((value) => formatFixed(value, decimals, '-')),
  ];
}
