import { chmodSync, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { findPythonWithH5py } from './python.ts';

function folderWithPython(exitCode: number): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'beamtime-python-'));
  const file = path.join(folder, 'python3');
  writeFileSync(file, `#!/bin/sh\nexit ${String(exitCode)}\n`);
  chmodSync(file, 0o755);
  return folder;
}

describe.skipIf(process.platform === 'win32')('the Python of the tests', () => {
  it('is not the first on the PATH when that one has no h5py', () => {
    const without = folderWithPython(1);
    const withIt = folderWithPython(0);

    const found = findPythonWithH5py([without, withIt].join(path.delimiter));

    expect(found).toBe(path.join(withIt, 'python3'));
  });

  it('is never one that lacks h5py', () => {
    const without = folderWithPython(1);

    expect(findPythonWithH5py(without)).not.toBe(path.join(without, 'python3'));
  });
});
