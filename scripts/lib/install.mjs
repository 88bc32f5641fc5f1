import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { withLock } from './lock.mjs';

const root = fileURLToPath(new URL('../..', import.meta.url));
const modules = path.join(root, 'node_modules');
const stamp = path.join(modules, '.beamtime-installed');

/** The project's own Node, once it is installed. */
export const projectNode = path.join(
  modules,
  process.platform === 'win32' ? 'node/bin/node.exe' : 'node/bin/node',
);

/** Installs the packages of package-lock.json if they are missing or others. Answers with a sentence on failure. */
export async function installModules() {
  if (isInstalled()) return undefined;
  return withLock('install', async () =>
    isInstalled() ? undefined : install(),
  );
}

/** The stamp says that an install of this very lock file ended well; without one, npm's own record is compared. */
function isInstalled() {
  if (!existsSync(projectNode)) return false;
  if (readText(stamp) === lockHash()) return true;
  if (!agrees()) return false;
  writeStamp();
  return true;
}

/** Whether what npm last put into node_modules is what package-lock.json asks for. */
function agrees() {
  const record = readText(path.join(modules, '.package-lock.json'));
  if (record === undefined) return false;
  const there = JSON.parse(record).packages;
  const wanted = JSON.parse(
    readText(path.join(root, 'package-lock.json')),
  ).packages;
  return Object.entries(wanted).every(
    ([place, entry]) =>
      place === '' || entry.optional || there[place]?.version === entry.version,
  );
}

async function install() {
  const started = Date.now();
  const seconds = () => Math.round((Date.now() - started) / 1000);
  console.error(
    'Installing the packages this program is made of (once; about a minute)...',
  );
  const ticker = process.stderr.isTTY
    ? setInterval(() => process.stderr.write(`\r${seconds()} s `), 1000)
    : undefined;
  const { code, output } = await npm([
    'ci',
    '--include=dev',
    '--no-audit',
    '--no-fund',
    '--loglevel=error',
    '--fetch-retry-mintimeout=1000',
    '--fetch-retry-maxtimeout=5000',
  ]);
  clearInterval(ticker);
  if (ticker) process.stderr.write('\r');
  if (code !== 0) return explain(output);
  if (!existsSync(projectNode)) {
    return "The packages are installed, but the project's own Node is not among them: npm was told to run no install scripts. Run `npm rebuild node`, then try again.";
  }
  writeStamp();
  console.error(`Installed in ${seconds()} s.`);
  return undefined;
}

/** Runs the npm that started us, or the one on the PATH. */
function npm(args) {
  const own = process.env.npm_execpath;
  const isScript =
    own !== undefined && /\.[cm]?js$/.test(own) && existsSync(own);
  const [command, before] = isScript ? [process.execPath, [own]] : ['npm', []];
  return new Promise((resolve) => {
    const child = spawn(command, [...before, ...args], {
      cwd: root,
      stdio: ['ignore', 'pipe', 'pipe'],
      shell: !isScript && process.platform === 'win32',
    });
    let output = '';
    const keep = (chunk) => (output += chunk);
    child.stdout.on('data', keep);
    child.stderr.on('data', keep);
    child.on('error', (error) => resolve({ code: 1, output: String(error) }));
    child.on('close', (code) => resolve({ code: code ?? 1, output }));
  });
}

function explain(output) {
  const trouble =
    /\b(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT|ENETUNREACH|EHOSTUNREACH|ERR_SOCKET_TIMEOUT|SELF_SIGNED_CERT_IN_CHAIN)\b/.exec(
      output,
    );
  return trouble
    ? `The npm registry cannot be reached (${trouble[1]}), so the program's packages cannot be installed. Connect this machine, or name a proxy or mirror (\`npm config set registry URL\`), and start again.`
    : `The packages could not be installed. npm said:\n${output.trim()}`;
}

function lockHash() {
  return createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .update(`${process.platform} ${process.arch}`)
    .digest('hex');
}

function writeStamp() {
  mkdirSync(modules, { recursive: true });
  writeFileSync(stamp, lockHash());
}

function readText(file) {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}
