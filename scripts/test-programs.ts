/** Sees to the programs that the tests drive: installs them where it may, else says what to install. */
import { spawnSync } from 'node:child_process';
import { findPythonWithH5py } from '../src/main/data/testing/python.ts';
import { findChromium, findProgram } from './lib/programs.ts';

interface Need {
  readonly what: string;
  readonly debianPackage: string;
  isThere(): boolean;
}

const needs: readonly Need[] = [
  {
    what: 'Chromium or Chrome (opens the page in the end-to-end tests)',
    debianPackage: 'chromium',
    isThere: () => findChromium() !== undefined,
  },
  {
    what: 'socat (makes the serial lines of the driver tests)',
    debianPackage: 'socat',
    isThere: () =>
      process.platform === 'win32' || findProgram('socat') !== undefined,
  },
  {
    what: 'Python 3 with h5py (reads the written files as others will)',
    debianPackage: 'python3-h5py',
    isThere: () => findPythonWithH5py() !== undefined,
  },
];

const missing = needs.filter((need) => !need.isThere());
if (missing.length > 0) {
  const packages = missing.map((need) => need.debianPackage);
  const sudo = wayToRoot();
  if (sudo) installByApt(sudo, packages);
  const still = missing.filter((need) => !need.isThere());
  for (const need of still) {
    console.error(
      `Not on this machine: ${need.what}. On Debian and Ubuntu: apt-get install ${need.debianPackage}.`,
    );
  }
  if (still.length > 0) {
    console.error(
      'Install what is named above, then run `npm test` again; `npm run check` does without.',
    );
    process.exitCode = 1;
  }
}

/** What goes before a command to run it as root; undefined = it cannot, or there is no apt. */
function wayToRoot(): string[] | undefined {
  if (process.platform !== 'linux' || findProgram('apt-get') === undefined)
    return undefined;
  if (process.getuid?.() === 0) return ['env'];
  const asks = spawnSync('sudo', ['-n', 'true'], { stdio: 'ignore' });
  return asks.status === 0 ? ['sudo', '-n', 'env'] : undefined;
}

function installByApt(
  sudo: readonly string[],
  packages: readonly string[],
): void {
  console.error(`Installing ${packages.join(', ')} by apt-get...`);
  const apt = (...args: string[]) => {
    const [command = 'env', ...rest] = [
      ...sudo,
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-o',
      'DPkg::Lock::Timeout=300',
      '-qq',
      ...args,
    ];
    return spawnSync(command, rest, { encoding: 'utf8', timeout: 15 * 60_000 });
  };
  // An old list still installs, so a failing update is not the end.
  apt('update');
  const done = apt('install', '-y', '--no-install-recommends', ...packages);
  if (done.status !== 0)
    console.error(`apt-get could not install them:\n${done.stderr.trim()}`);
}
