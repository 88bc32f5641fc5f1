export interface QuitParts {
  isRunActive(): boolean;
  /** Asks the operator, without blocking; true = abort the run and quit. */
  askToAbort(): Promise<boolean>;
  /** Asks the program to quit, which asks `mayQuit` again. */
  quit(): void;
  /** Ends the station, run and files complete. */
  close(): Promise<void>;
  exit(code: number): void;
  /** The station could not be closed. */
  report(error: unknown): void;
}

interface Preventable {
  preventDefault(): void;
}

/** The way out: nobody quits over a running scan without having been asked, and nothing ends before the data are safe. */
export function orderlyQuit(parts: QuitParts): {
  /** For a window that wants to close and a program that wants to quit. */
  readonly mayQuit: (event: Preventable) => void;
  /** For the program when all windows are closed. */
  readonly willQuit: (event: Preventable) => void;
} {
  let isAgreed = false;
  let isAsking = false;

  const ask = async () => {
    isAsking = true;
    try {
      isAgreed = await parts.askToAbort();
    } finally {
      isAsking = false;
    }
    if (isAgreed) parts.quit();
  };

  return {
    mayQuit(event) {
      isAgreed ||= !parts.isRunActive();
      if (isAgreed) return;
      event.preventDefault();
      if (!isAsking) void ask();
    },
    willQuit(event) {
      event.preventDefault();
      parts.close().then(
        () => parts.exit(0),
        (error: unknown) => {
          parts.report(error);
          parts.exit(1);
        },
      );
    },
  };
}
