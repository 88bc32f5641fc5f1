import {
  lstatSync,
  mkdirSync,
  readFileSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { isAlive } from './station-file.ts';

/** A running station in the register. What it takes to speak to it is in its state folder. */
const Entry = z.object({
  pid: z.number().int().positive(),
  url: z.url(),
  stateFolder: z.string().min(1),
});
type Entry = z.infer<typeof Entry>;

/**
 * The folder in which every station of this user on this machine is listed, wherever its state is kept:
 * `$XDG_RUNTIME_DIR/beamtime`, or `beamtime-<user>` in the system's folder for temporary files.
 */
export function registerFolder(): string {
  const runtime = process.env['XDG_RUNTIME_DIR'];
  return runtime
    ? path.join(runtime, 'beamtime')
    : path.join(tmpdir(), `beamtime-${process.getuid?.() ?? 'user'}`);
}

/** Lists a station of this process. @throws Error when the folder cannot be written or is somebody else's */
export function enterStation(entry: Omit<Entry, 'pid'>): void {
  const folder = registerFolder();
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (!isOurs(folder))
    throw new Error(
      `${folder} belongs to somebody else, or others may write there.`,
    );
  const text = `${JSON.stringify({ pid: process.pid, ...entry })}\n`;
  writeFileSync(fileOf(entry.url), text, { mode: 0o600 });
}

/** Takes a station of this process off the list. */
export function leaveStation(url: string): void {
  rmSync(fileOf(url), { force: true });
}

/** The state folders of all listed stations whose process lives; what dead ones left is removed. */
export function registeredStateFolders(): string[] {
  const folder = registerFolder();
  if (!isOurs(folder)) return [];
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .flatMap((name) => {
      const file = path.join(folder, name);
      const entry = readEntry(file);
      if (entry && isAlive(entry.pid)) return [entry.stateFolder];
      if (entry) rmSync(file, { force: true });
      return [];
    });
}

/** In a folder for everybody, somebody else could have put one of this name there first. */
function isOurs(folder: string): boolean {
  try {
    const stat = lstatSync(folder);
    if (process.getuid === undefined) return stat.isDirectory();
    const isPrivate = (stat.mode & 0o077) === 0;
    return stat.isDirectory() && stat.uid === process.getuid() && isPrivate;
  } catch {
    return false;
  }
}

/** One process may run several stations, each with a port of its own. */
function fileOf(url: string): string {
  return path.join(
    registerFolder(),
    `${String(process.pid)}-${new URL(url).port}.json`,
  );
}

function readEntry(file: string): Entry | undefined {
  try {
    return Entry.safeParse(JSON.parse(readFileSync(file, 'utf8'))).data;
  } catch {
    return undefined;
  }
}
