import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/**
 * Keeps tests away from the stations of whoever runs them: the register of running stations and the default state
 * folders are in a new folder from here on, for this process and those that it starts. Answers with the way to remove it.
 */
export default function ownFolders(): () => void {
  const folder = mkdtempSync(path.join(tmpdir(), 'beamtime-test-'));
  process.env['XDG_RUNTIME_DIR'] = path.join(folder, 'run');
  process.env['XDG_STATE_HOME'] = path.join(folder, 'state');
  return () => {
    rmSync(folder, { recursive: true, force: true });
  };
}
