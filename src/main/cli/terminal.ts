/** What a command speaks to; tests put their own in its place. */
export interface Terminal {
  /** Results. */
  print(text: string): void;
  /** Everything else: progress, sentences about what goes on, errors. */
  say(text: string): void;
  /** Replaces the line written last by this; only where `isInteractive`. */
  update(text: string): void;
  readonly isInteractive: boolean;
  readonly columns: number;
  /**
   * Calls back at every Ctrl-C (or SIGTERM) until it is told to stop. A terminal that is closed counts as the first
   * Ctrl-C and never as a second one: nobody insists any more.
   */
  onInterrupt(listener: () => void): () => void;
}

/** npx passes on a Ctrl-C that the terminal sends to everybody anyway: what comes so soon is the same one. */
const SAME_PRESS_MS = 200;

/** The terminal this process runs in. */
export function createTerminal(): Terminal {
  const { stdout, stderr } = process;
  let isUpdating = false;
  const endUpdate = () => {
    if (isUpdating) stderr.write('\n');
    isUpdating = false;
  };
  return {
    print(text) {
      endUpdate();
      stdout.write(`${text}\n`);
    },
    say(text) {
      endUpdate();
      stderr.write(`${text}\n`);
    },
    update(text) {
      isUpdating = true;
      stderr.write(
        `\r\u001b[K${text.slice(0, Math.max(stderr.columns - 1, 20))}`,
      );
    },
    isInteractive: stderr.isTTY,
    columns: stdout.columns,
    onInterrupt(listener) {
      const signals = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;
      let last: number | undefined;
      const onSignal = (signal: NodeJS.Signals) => {
        const now = performance.now();
        const isRepeated = last !== undefined && now - last < SAME_PRESS_MS;
        if (isRepeated || (signal === 'SIGHUP' && last !== undefined)) return;
        last = now;
        listener();
      };
      for (const signal of signals) process.on(signal, onSignal);
      return () => {
        for (const signal of signals) process.off(signal, onSignal);
      };
    },
  };
}

/** Lines up columns; a column of numbers is given as `right`. */
export function formatTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
  right: readonly number[] = [],
): string {
  const widths = head.map((title, column) =>
    Math.max(title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  );
  return [head, ...rows]
    .map((row) =>
      widths
        .map((width, column) => {
          const cell = row[column] ?? '';
          return right.includes(column)
            ? cell.padStart(width)
            : cell.padEnd(width);
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n');
}

/** A number for a column: fixed decimals and a real minus, as the page has it; `missing` where there is none. */
export function formatFixed(
  value: number | null | undefined,
  decimals: number,
  missing: string,
): string {
  if (value == null) return missing;
  const text = value.toFixed(decimals);
  // No "-0.00": what shows as zero is zero.
  return text.replace('-', /[1-9]/.test(text) ? '\u2212' : '');
}

/** `75` -> `1 min 15 s`. */
export function formatDuration(seconds: number): string {
  const whole = Math.round(seconds);
  if (seconds < 10) return `${seconds.toFixed(1)} s`;
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  return minutes < 60
    ? `${minutes} min ${whole % 60} s`
    : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** JSON for programs: typed arrays as lists, numbers that JSON lacks as null. */
export function toJson(value: unknown): string {
  return JSON.stringify(
    value,
    (_key, part: unknown) => (part instanceof Float64Array ? [...part] : part),
    2,
  );
}
