import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** The demo beamline's file, as text. */
export function demoText(): string {
  const file = path.resolve(
    import.meta.dirname,
    '../../resources/beamlines/demo.yaml',
  );
  return readFileSync(file, 'utf8');
}

/** Writes a beamline file into a folder of its own and hands it over; the folder goes afterwards. */
export async function withBeamlineFile(
  text: string,
  use: (file: string) => Promise<void>,
): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'beamtime-beamline-'));
  const file = path.join(folder, 'beamline.yaml');
  writeFileSync(file, text);
  await use(file);
  rmSync(folder, { recursive: true, force: true });
}
