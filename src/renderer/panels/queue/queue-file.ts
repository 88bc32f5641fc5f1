import { toReport } from '../../../contract/errors.ts';
import { ask, call, showInfo } from '../../stores/call.ts';
import { useStation } from '../../stores/station.ts';
import { openText, saveText } from '../../stores/text-files.ts';
import { useQueueView } from './view-store.ts';

const kind = {
  name: 'Scans, one typed line each',
  extensions: ['txt', 'scans'],
};

/** Saves the queue as typed lines. */
export async function saveQueue(): Promise<void> {
  const lines = useStation.getState().queue.items.map(({ line }) => line);
  await saveText('Save the queue', 'queue.txt', `${lines.join('\n')}\n`, kind);
}

/** Adds the scans of a file: all of them, or none and what is wrong with each. */
export async function openQueue(): Promise<void> {
  const text = await openText('Add scans from a file', kind);
  if (text === null) {
    return;
  }
  const lines = linesOf(text);
  if (lines.length === 0) {
    useQueueView.setState({
      fileProblems: [
        'The file holds no scan: every line is empty or a comment.',
      ],
    });
    return;
  }
  const problems = await problemsOf(lines);
  useQueueView.setState({ fileProblems: problems });
  if (problems.length > 0) {
    return;
  }
  for (const { line } of lines) {
    // The first refusal is said; the rest would only repeat it.
    if (!(await call('queue.add', { scan: { line } }))) {
      return;
    }
  }
  showInfo(
    `${lines.length} ${lines.length === 1 ? 'scan was' : 'scans were'} added to the queue.`,
  );
}

/** The typed lines of a file with their numbers; empty lines and `#` comments left out. */
export function linesOf(
  text: string,
): readonly { readonly number: number; readonly line: string }[] {
  return text
    .split(/\r?\n/)
    .map((line, index) => ({ number: index + 1, line: line.trim() }))
    .filter(({ line }) => line !== '' && !line.startsWith('#'));
}

async function problemsOf(
  lines: ReturnType<typeof linesOf>,
): Promise<readonly string[]> {
  const problems: string[] = [];
  for (const { number, line } of lines) {
    try {
      const plan = await ask('scans.check', { line });
      problems.push(
        ...plan.problems.map(
          ({ message }) => `Line ${number}, ${line}: ${message}`,
        ),
      );
    } catch (error) {
      problems.push(`Line ${number}, ${line}: ${toReport(error).message}`);
    }
  }
  return problems;
}
