/** What ends with the process. */
export interface Closable {
  close(): Promise<void>;
}

/** Longest wait for the last data to reach the disk when something has gone wrong beyond repair. */
const lastWordsMs = 15_000;

/**
 * Ends the process in order when it is asked to (Ctrl-C, SIGTERM, its terminal closed): the active run is aborted and
 * its file completed, then it exits with 0. A second request ends it at once. An error that nobody caught ends it in
 * the same order, with 1: the state of the program is unknown then, but what was measured is not lost.
 */
export function endInOrder(
  host: Closable,
  exit: (code: number) => void = (code) => process.exit(code),
): void {
  let isEnding = false;

  const end = (code: number) => {
    isEnding = true;
    host.close().then(
      () => exit(code),
      (error: unknown) => {
        complain(error);
        exit(1);
      },
    );
  };

  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      if (isEnding) exit(130);
      else end(0);
    });
  }

  const fail = (error: unknown) => {
    complain(error);
    if (isEnding) return;
    setTimeout(() => exit(1), lastWordsMs).unref();
    end(1);
  };
  process.on('uncaughtException', fail);
  process.on('unhandledRejection', fail);
}

function complain(error: unknown): void {
  const text =
    error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${text}\n`);
}
