import type { ScanTypeInfo } from '../../contract/scans.ts';

/** A typed movement: `mv samx 1.2` (to) or `mvr samx 0.1` (by). */
export interface Move {
  readonly verb: 'mv' | 'mvr';
  readonly name: string;
  /** As typed: a number or a number with a unit. */
  readonly value: string;
}

/** The movement that a line is, even an unfinished one; null = it is none. */
export function readMove(line: string): Move | null {
  const [verb, name = '', ...value] = line.trim().split(/\s+/);
  return verb === 'mv' || verb === 'mvr'
    ? { verb, name, value: value.join(' ') }
    : null;
}

/** One word of a usage line, and whether it is the one to be typed now. */
export interface UsageWord {
  readonly text: string;
  readonly isPresent: boolean;
}

const moveUsage: Readonly<Record<string, string>> = {
  mv: 'mv <axis> <position>',
  mvr: 'mvr <axis> <step>',
};

/** How the command of a line is used, with the argument at the end of the line marked; null = unknown command. */
export function usageWords(
  line: string,
  types: readonly ScanTypeInfo[],
): readonly UsageWord[] | null {
  const words = wordsOf(line);
  const usage =
    moveUsage[words[0] ?? ''] ??
    types.find(({ name }) => name === words[0])?.usage ??
    null;
  if (usage === null) return null;
  const parts = usage.split(/\s+/);
  const present = Math.min(words.length - 1, parts.length - 1);
  return parts.map((text, index) => ({
    text,
    isPresent: index === present && index > 0,
  }));
}

/** Whether arguments that must be given are still to come: no time to complain. */
export function isUnfinished(usage: readonly UsageWord[] | null): boolean {
  const last = usage?.findLast(({ text }) => text.startsWith('<'));
  const present = usage?.find(({ isPresent }) => isPresent);
  return present !== last && present?.text.startsWith('<') === true;
}

/** What could stand at the end of a line: commands first, then the names of axes where the usage wants one. */
export function completions(
  line: string,
  types: readonly ScanTypeInfo[],
  axes: readonly string[],
): readonly string[] {
  const words = wordsOf(line);
  const last = words.at(-1) ?? '';
  if (words.length <= 1) {
    return matching([...types.map(({ name }) => name), 'mv', 'mvr'], last);
  }
  const wanted =
    usageWords(line, types)?.find(({ isPresent }) => isPresent)?.text ?? '';
  return /axis/i.test(wanted) ? matching(axes, last) : [];
}

/** The line with its last word replaced by a completion, and a space to go on. */
export function complete(line: string, completion: string): string {
  return `${line.slice(0, line.length - (wordsOf(line).at(-1) ?? '').length)}${completion} `;
}

/** The words of a line; a space at its end begins a new, empty one. */
function wordsOf(line: string): readonly string[] {
  return line.trimStart().split(/\s+/);
}

function matching(names: readonly string[], start: string): readonly string[] {
  const low = start.toLowerCase();
  return names.filter(
    (name) => name.toLowerCase().startsWith(low) && name !== start,
  );
}
