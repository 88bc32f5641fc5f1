import { until } from '../../device/testing/until.ts';
import type { TestLine } from './lines.ts';

/** Asks an instrument itself, on a connection of its own beside the driver's: what does it really have? */
export async function askLine(line: TestLine, text: string): Promise<string> {
  const port = await line.opener.open();
  let heard = '';
  try {
    port.onData((bytes) => {
      heard += Buffer.from(bytes).toString('latin1');
    });
    port.write(Buffer.from(text, 'latin1'));
    await until('it has answered', () => heard.endsWith('\n'));
    return heard;
  } finally {
    port.close();
  }
}
