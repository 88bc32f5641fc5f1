import type { Terminal } from '../terminal.ts';

/** A terminal that nobody looks at, and what was written to it. */
export interface RecordingTerminal {
  readonly terminal: Terminal;
  /** Results, line by line. */
  readonly printed: readonly string[];
  /** Everything else, line by line. */
  readonly said: readonly string[];
  /** Presses Ctrl-C. */
  readonly interrupt: () => void;
}

/** Stands in for the terminal of a command. */
export function recordingTerminal(): RecordingTerminal {
  const printed: string[] = [];
  const said: string[] = [];
  const listeners = new Set<() => void>();
  const terminal: Terminal = {
    isInteractive: false,
    columns: 80,
    print: (text) => void printed.push(...text.split('\n')),
    say: (text) => void said.push(...text.split('\n')),
    update: () => undefined,
    onInterrupt(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
  const interrupt = () => {
    for (const listener of listeners) listener();
  };
  return { terminal, printed, said, interrupt };
}
