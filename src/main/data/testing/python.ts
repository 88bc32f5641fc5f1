import { spawnSync } from 'node:child_process';
import path from 'node:path';

/**
 * The first Python that can read HDF5 files: those on the PATH, then the system's own. A Python manager's shim often
 * comes first on the PATH and knows nothing of the packages that the system installed. undefined = none can.
 */
export function findPythonWithH5py(
  searchPath = process.env['PATH'] ?? '',
): string | undefined {
  const folders = [...searchPath.split(path.delimiter), '/usr/bin'];
  const pythons = new Set(
    folders
      .filter(Boolean)
      .flatMap((folder) =>
        ['python3', 'python'].map((name) => path.join(folder, name)),
      ),
  );
  return [...pythons].find(
    (python) =>
      spawnSync(python, ['-c', 'import h5py'], { timeout: 30_000 }).status ===
      0,
  );
}
