import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, it } from 'vitest';
import { runHeadless } from './headless-host.ts';
import { hostOptions } from './host-options.ts';

it('tells the mistakes of the beamline file even where its port is in use', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'beamtime-headless-'));
  const other = createServer();
  await new Promise<void>((resolve) => other.listen(0, '127.0.0.1', resolve));
  try {
    const address = other.address();
    const port = typeof address === 'object' && address ? address.port : 0;
    const beamline = path.join(folder, 'bad.yaml');
    writeFileSync(beamline, 'name: Bad\ninstruments:\n  - driver: nothing\n');
    const options = hostOptions({
      port: String(port),
      beamline,
      state: path.join(folder, 'state'),
    });
    await expect(runHeadless(options)).rejects.toMatchObject({
      code: 'config',
      message: expect.stringContaining('bad.yaml:3:13'),
    });
  } finally {
    other.close();
    rmSync(folder, { recursive: true });
  }
});
