import type { Terminal } from '../terminal.ts';

/** A terminal that nobody looks at, and what was written to it. */
export interface RecordingTerminal {
  readonly terminal: Terminal;
  /** Results, line by line. */
  readonly printed: readonly string[];
  /** Everything else, line by line. */
  readonly said: readonly string[];
}

/** Stands in for the terminal of a command. */
export function recordingTerminal(): RecordingTerminal {
  const printed: string[] = [];
  const said: string[] = [];
  const terminal: Terminal = {
    isInteractive: false,
    columns: 80,
    print: (text) => void printed.push(...text.split('\n')),
    say: (text) => void said.push(...text.split('\n')),
    update: () => undefined,
    onInterrupt: () => () => undefined,
  };
  return { terminal, printed, said };
}
