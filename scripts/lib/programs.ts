import { accessSync, constants } from 'node:fs';
import path from 'node:path';

/** The full path of the first of these programs that is on the PATH; undefined = none is. */
export function findProgram(...names: readonly string[]): string | undefined {
  const folders = (process.env['PATH'] ?? '')
    .split(path.delimiter)
    .filter(Boolean);
  const endings = process.platform === 'win32' ? ['.exe', '.cmd', ''] : [''];
  return names
    .flatMap((name) =>
      folders.flatMap((folder) =>
        endings.map((ending) => path.join(folder, name + ending)),
      ),
    )
    .find(isExecutable);
}

/** An installed Chromium or Chrome: `BEAMTIME_CHROMIUM`, the PATH, then where the installers put it. */
export function findChromium(): string | undefined {
  const named = process.env['BEAMTIME_CHROMIUM'];
  if (named !== undefined) return isExecutable(named) ? named : undefined;
  return (
    findProgram(
      'chromium',
      'chromium-browser',
      'google-chrome',
      'google-chrome-stable',
      'chrome',
    ) ?? usualPlaces().find(isExecutable)
  );
}

function usualPlaces(): string[] {
  if (process.platform === 'darwin') {
    return ['Google Chrome', 'Chromium'].map(
      (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
    );
  }
  if (process.platform === 'win32') {
    return ['ProgramFiles', 'ProgramFiles(x86)', 'LOCALAPPDATA']
      .map((name) => process.env[name])
      .filter((folder) => folder !== undefined)
      .map((folder) =>
        path.join(folder, 'Google', 'Chrome', 'Application', 'chrome.exe'),
      );
  }
  return [];
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}
