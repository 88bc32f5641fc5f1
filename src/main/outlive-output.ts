/**
 * Lets the process go on when nobody takes its output any more: the pipe was closed at its other end (`| head`), or the
 * terminal is gone. Node would end it at its next word. What it says from there on is lost.
 */
export function outliveOutput(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', () => undefined);
}
