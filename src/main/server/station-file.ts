import {
  mkdirSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { z } from 'zod';

/** How the programs of one user on one machine find a running station: a file beside its state, for its owner's eyes only. */
export const StationFile = z.object({
  pid: z.number().int().positive(),
  /** Where the page is, without a token: `http://127.0.0.1:4280/`. */
  url: z.url(),
  token: z.string().nullable(),
  beamline: z.string(),
  startedAt: z.number(),
});
export type StationFile = z.infer<typeof StationFile>;

/** What `GET /health` answers with (with `Authorization: Bearer <token>` where there is a token). */
export const Health = z.object({
  program: z.literal('beamtime'),
  pid: z.number().int(),
  isRunActive: z.boolean(),
});
export type Health = z.infer<typeof Health>;

/** Written by a host once it listens. */
export function writeStationFile(
  stateFolder: string,
  facts: StationFile,
): void {
  mkdirSync(stateFolder, { recursive: true });
  const part = `${nameIn(stateFolder)}.${process.pid}`;
  writeFileSync(part, `${JSON.stringify(facts)}\n`, { mode: 0o600 });
  renameSync(part, nameIn(stateFolder));
}

/** Removed by the host that wrote it, and by no other. */
export function removeStationFile(stateFolder: string): void {
  if (readStationFile(stateFolder)?.pid === process.pid) {
    rmSync(nameIn(stateFolder), { force: true });
  }
}

/** What the file says, whether or not the station still lives; undefined = no file, or none of ours. */
export function readStationFile(stateFolder: string): StationFile | undefined {
  try {
    const text = readFileSync(nameIn(stateFolder), 'utf8');
    return StationFile.safeParse(JSON.parse(text)).data;
  } catch {
    return undefined;
  }
}

/** The state folders below a root: one per beamline that ever ran. */
export function stateFoldersIn(root: string): string[] {
  try {
    return readdirSync(root, { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => path.join(root, entry.name));
  } catch {
    return [];
  }
}

/** A station, and where its file was found. */
export interface FoundStation extends StationFile {
  readonly stateFolder: string;
}

/** What was found where stations may be. */
export interface FoundStations {
  readonly running: readonly FoundStation[];
  /** Their process lives and has its port, but nobody answers there: they hang, or the machine is overloaded. */
  readonly silent: readonly FoundStation[];
}

/** The stations among these state folders that really are there: the process lives and answers within `timeoutMs`. */
export async function runningStations(
  stateFolders: readonly string[],
  timeoutMs = 2000,
): Promise<readonly FoundStation[]> {
  return (await lookForStations(stateFolders, timeoutMs)).running;
}

/** The same, with those that live but do not answer within `timeoutMs`. */
export async function lookForStations(
  stateFolders: readonly string[],
  timeoutMs = 2000,
): Promise<FoundStations> {
  const files = stateFolders
    .flatMap((stateFolder) => {
      const file = readStationFile(stateFolder);
      return file ? [{ ...file, stateFolder }] : [];
    })
    .filter(({ pid }) => isAlive(pid));
  const states = await Promise.all(
    files.map((file) => lookAt(file, timeoutMs)),
  );
  return {
    running: files.filter((_, index) => states[index] === 'running'),
    silent: files.filter((_, index) => states[index] === 'silent'),
  };
}

/** `gone`: nobody listens there any more, or somebody else does. */
async function lookAt(
  file: StationFile,
  timeoutMs: number,
): Promise<'running' | 'silent' | 'gone'> {
  try {
    const health = await fetchHealth(file, timeoutMs);
    return health?.pid === file.pid ? 'running' : 'gone';
  } catch (error) {
    return isSilence(error) ? 'silent' : 'gone';
  }
}

/** Asks a station how it is; undefined = no sensible answer in time. */
export async function askHealth(
  file: StationFile,
  timeoutMs = 2000,
): Promise<Health | undefined> {
  return fetchHealth(file, timeoutMs).catch(() => undefined);
}

/** @throws what `fetch` throws; undefined = the answer of something else */
async function fetchHealth(
  { url, token }: StationFile,
  timeoutMs: number,
): Promise<Health | undefined> {
  const answer = await fetch(new URL('/health', url), {
    headers: token === null ? {} : { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(timeoutMs),
  });
  return Health.safeParse(await answer.json()).data;
}

/** Whether the connection was taken and nothing came; what refuses it is not there. */
function isSilence(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  if (error.name === 'TimeoutError') return true;
  const { cause } = error;
  const code = cause instanceof Error && 'code' in cause ? cause.code : null;
  return code === 'UND_ERR_SOCKET' || code === 'ECONNRESET';
}

function nameIn(stateFolder: string): string {
  return path.join(stateFolder, 'station.json');
}

/** Whether there is a process of this id. */
export function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Somebody else's process: it lives, but it is not ours to ask.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
