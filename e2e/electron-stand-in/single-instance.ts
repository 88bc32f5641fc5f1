import { mkdirSync, readFileSync, rmSync, watch, writeFileSync } from 'node:fs';
import path from 'node:path';

/**
 * Takes the lock of a user's folder, and hears of later programs that wanted it. False: another program that lives
 * has it, and has been told of this one.
 */
export function takeLock(
  folder: string,
  onSecond: (argv: readonly string[], workingFolder: string) => void,
): boolean {
  mkdirSync(folder, { recursive: true });
  const lock = path.join(folder, 'stand-in.lock');
  if (!create(lock)) {
    const owner = Number(readFileSync(lock, 'utf8'));
    if (isAlive(owner)) {
      const note = { argv: process.argv, folder: process.cwd() };
      writeFileSync(
        path.join(folder, `stand-in.second-${process.pid}`),
        JSON.stringify(note),
      );
      return false;
    }
    writeFileSync(lock, String(process.pid));
  }
  process.on('exit', () => rmSync(lock, { force: true }));
  const watcher = watch(folder, (_event, name) => {
    if (!name?.startsWith('stand-in.second-')) return;
    const note = take(path.join(folder, name));
    if (note) onSecond(note.argv, note.folder);
  });
  watcher.unref();
  return true;
}

function create(lock: string): boolean {
  try {
    writeFileSync(lock, String(process.pid), { flag: 'wx' });
    return true;
  } catch {
    return false;
  }
}

/** Reads a note and removes it; undefined = gone already, or not written to its end. */
function take(file: string): { argv: string[]; folder: string } | undefined {
  try {
    const note: unknown = JSON.parse(readFileSync(file, 'utf8'));
    rmSync(file);
    if (typeof note !== 'object' || note === null) return undefined;
    const argv: unknown = Reflect.get(note, 'argv');
    return {
      argv: Array.isArray(argv) ? argv.map(String) : [],
      folder: String(Reflect.get(note, 'folder')),
    };
  } catch {
    return undefined;
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
