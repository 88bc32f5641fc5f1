import { existsSync, statSync } from 'node:fs';
import { homedir } from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { z } from 'zod';
import { BeamtimeError, type Problem } from '../contract/errors.ts';
import { isLoopback } from './base/loopback.ts';

/** Where a host listens, which beamline it runs, and where it writes. The same for every host and the CLI. */
export interface HostOptions {
  /** TCP port; 0 = any free one. */
  readonly port: number;
  /** `localhost` = IPv4 and IPv6 loopback. */
  readonly host: string;
  readonly token: string | undefined;
  readonly beamlineFile: string;
  readonly dataFolder: string;
  /** Whether somebody asked for just this folder: a station that cannot record there is refused then. */
  readonly isDataFolderNamed: boolean;
  /** Queue, history, logbook and positions of this beamline. Apart from the data, which may be on a share. */
  readonly stateFolder: string;
  /** False: lines to simulated responders stay closed, so that a real beamline is never faked by accident. */
  readonly useSimulator: boolean;
  /** Every point is forced to the medium before it is shown: survives a loss of power, costs some time per point. */
  readonly isForcedToDisk: boolean;
}

/** The port where operators find the page unless told otherwise. */
export const defaultPort = 4280;

/** The options as they are typed, before they are checked. */
export const HostFlags = z.object({
  port: z.string().optional(),
  host: z.string().min(1).optional(),
  token: z.string().optional(),
  beamline: z.string().min(1).optional(),
  data: z.string().min(1).optional(),
  state: z.string().min(1).optional(),
  simulator: z.boolean().optional(),
  sync: z.boolean().optional(),
});
export type HostFlags = z.infer<typeof HostFlags>;

/** The simulated beamline that the program starts with. Right from `src/main` and from `out/main`. */
export const demoBeamline = fileURLToPath(
  new URL('../../resources/beamlines/demo.yaml', import.meta.url),
);

/** What a host answers to `--help`. */
export const hostUsage = `Runs the station of a beamline and serves its page to browsers.

  --beamline FILE   the beamline file (default: the simulated demo beamline)
  --data DIR        where runs are written (default: beamtime-data in your home)
  --state DIR       where queue, history and logbook are kept
  --port N          TCP port, 0 = any free one (default: ${defaultPort})
  --host NAME       where to listen (default: localhost); others need a token
  --token SECRET    at least 8 characters; BEAMTIME_TOKEN does the same
  --no-simulator    leaves lines to simulated instruments closed
  --sync            forces each point to the disk before it is shown
  --help            says this`;

/** Whether the options ask for help rather than for a station. */
export function isHelpWanted(args: readonly string[]): boolean {
  return args.includes('--help') || args.includes('-h');
}

/**
 * Reads `--port 0 --beamline FILE ...` (and `--no-simulator`, `--sync`); `BEAMTIME_TOKEN` stands in for `--token`.
 *
 * @throws BeamtimeError `bad-input`, with a problem per option
 */
export function parseHostOptions(args: readonly string[]): HostOptions {
  return hostOptions(readFlags(args));
}

/**
 * Checks typed options and fills in what was not said.
 *
 * @throws BeamtimeError `bad-input`, with a problem per option
 */
export function hostOptions(flags: HostFlags): HostOptions {
  const problems: Problem[] = [];
  const refuse = (option: string, message: string) =>
    problems.push({ path: [option], code: 'bad-input', message });

  const port = flags.port === undefined ? defaultPort : readPort(flags.port);
  if (port === undefined) {
    refuse(
      'port',
      `--port ${flags.port ?? ''} is not a port: give a whole number from 0 (any free one) to 65535.`,
    );
  }
  const host = flags.host ?? 'localhost';
  const token = flags.token ?? process.env['BEAMTIME_TOKEN'];
  if (token !== undefined && token.length < 8) {
    refuse(
      'token',
      'The token is too short to protect anything: give at least 8 characters.',
    );
  }
  if (!isLoopback(host) && token === undefined) {
    refuse(
      'host',
      `--host ${host} can be reached from other machines, so it needs a token: add --token SECRET, or set BEAMTIME_TOKEN.`,
    );
  }
  const beamlineFile = path.resolve(flags.beamline ?? demoBeamline);
  if (!existsSync(beamlineFile)) {
    refuse(
      'beamline',
      `There is no beamline file ${beamlineFile}: check the name given with --beamline.`,
    );
  }
  if (flags.state !== undefined && isFile(flags.state)) {
    refuse(
      'state',
      `--state ${flags.state} is a file, but the station's state is kept in a folder. Name a folder; it is made if there is none.`,
    );
  }
  if (port === undefined || problems.length > 0) {
    throw new BeamtimeError(
      'bad-input',
      problems.map((problem) => problem.message).join(' '),
      { problems },
    );
  }
  return {
    port,
    host,
    token,
    beamlineFile,
    dataFolder: path.resolve(
      flags.data ?? path.join(homedir(), 'beamtime-data'),
    ),
    isDataFolderNamed: flags.data !== undefined,
    stateFolder:
      flags.state === undefined
        ? defaultStateFolder(beamlineFile)
        : path.resolve(flags.state),
    useSimulator: flags.simulator ?? true,
    isForcedToDisk: flags.sync ?? false,
  };
}

/** The folder of a beamline below `stateRoot`, named like its file. */
export function defaultStateFolder(beamlineFile: string): string {
  const slug = path
    .basename(beamlineFile, path.extname(beamlineFile))
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '-');
  return path.join(stateRoot(), slug || 'beamline');
}

/** Where stations of this user keep what they remember: `$XDG_STATE_HOME/beamtime`, or as the system has it. */
export function stateRoot(): string {
  const local =
    process.platform === 'win32'
      ? process.env['LOCALAPPDATA']
      : process.env['XDG_STATE_HOME'];
  return path.join(
    local ?? path.join(homedir(), '.local', 'state'),
    'beamtime',
  );
}

function readFlags(args: readonly string[]): HostFlags {
  try {
    const { values } = parseArgs({
      // Chromium's own switch, which a desktop host started by root needs.
      args: args.filter((arg) => arg !== '--no-sandbox'),
      options: {
        port: { type: 'string' },
        host: { type: 'string' },
        token: { type: 'string' },
        beamline: { type: 'string' },
        data: { type: 'string' },
        state: { type: 'string' },
        simulator: { type: 'boolean' },
        sync: { type: 'boolean' },
      },
      allowNegative: true,
    });
    return HostFlags.parse(values);
  } catch (error) {
    throw new BeamtimeError(
      'bad-input',
      `The options were not understood: ${error instanceof Error ? error.message : String(error)}. ` +
        'Known are --beamline FILE, --data DIR, --state DIR, --port N, --host NAME, --token SECRET, --no-simulator, --sync.',
      { cause: error },
    );
  }
}

/** What cannot even be looked at is left to whoever wants to write there. */
function isFile(name: string): boolean {
  try {
    return !statSync(name).isDirectory();
  } catch {
    return false;
  }
}

function readPort(text: string): number | undefined {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN;
  return port <= 65_535 ? port : undefined;
}
