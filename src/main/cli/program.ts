import { Command, CommanderError } from 'commander';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import { HostFlags, hostOptions } from '../host-options.ts';
import type { CommandContext } from './command.ts';
import { checkBeamline } from './commands/check.ts';
import { listDevices } from './commands/devices.ts';
import { runScan } from './commands/run.ts';
import { printSchema } from './commands/schema.ts';
import { serve } from './commands/serve.ts';
import { simulateScan } from './commands/simulate.ts';
import { resetStop, stopEverything } from './commands/stop.ts';
import { exitCodeOfError, exitCodes } from './exit-codes.ts';
import { toJson, type Terminal } from './terminal.ts';
import { usageError, type KnownCommand } from './usage-error.ts';

/** Runs `beamtime ARGS`; answers with the exit code. Never throws. */
export async function runProgram(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  let code: number = exitCodes.good;
  const { program, commands } = createProgram(
    terminal,
    (result) => (code = result),
  );
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (thrown) {
    // The help that was asked for, or that is given where nothing was.
    const isUsage = thrown instanceof CommanderError;
    if (isUsage && thrown.exitCode === 0) return exitCodes.good;
    if (isUsage && thrown.code === 'commander.help') return exitCodes.badInput;
    const error = isUsage ? usageError(thrown, args, commands) : thrown;
    const report = toReport(error);
    if (args.includes('--json')) terminal.print(toJson({ error: report }));
    terminal.say(report.message);
    return exitCodeOfError(error);
  }
}

function createProgram(
  terminal: Terminal,
  onDone: (code: number) => void,
): { readonly program: Command; readonly commands: readonly KnownCommand[] } {
  const program = new Command('beamtime')
    .description(
      'Runs a beamline: motors, counters, scans, live data, NeXus files.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
      // What is wrong is said in our own words.
      outputError: () => undefined,
    });
  const commands: KnownCommand[] = [];

  /** Adds a command with the options that mean something to it. */
  const add = (
    name: string,
    description: string,
    example: string,
    ...options: StationOption[]
  ) => {
    const command = program
      .command(name)
      .description(description)
      .addHelpText('after', `\nExample:\n  ${example}`);
    for (const option of options) {
      const [flags, meaning] = stationOptions[option];
      command.option(flags, meaning);
    }
    commands.push({ command, example });
    return command;
  };

  add(
    'serve',
    'Runs the station without a window and serves its page.',
    'beamtime serve --port 4280 --data /data',
    ...(['json', 'beamline', 'data', 'state', 'simulator', 'sync'] as const),
  )
    .option(
      '--port <n>',
      'where the page is served; 0 = any free port (default 4280)',
    )
    .option(
      '--host <name>',
      'the address to listen on (default: this machine only)',
    )
    .option(
      '--token <secret>',
      'what clients must know; needed for another --host (or set BEAMTIME_TOKEN)',
    )
    .action(async (flags: unknown) =>
      onDone(await serve(contextOf(flags, terminal))),
    );

  add(
    'run',
    'Runs one scan to its end. Ends with 0 finished, 1 failed or refused for now, 2 bad input, 3 aborted.',
    'beamtime run "ascan samx 0 1 20 0.1"',
    ...(['json', 'beamline', 'data', 'state', 'simulator', 'sync'] as const),
  )
    .argument('<line...>', 'the scan to run')
    .option(
      '--take',
      'take control if somebody else has it, and give it back at the end',
    )
    .action(async (line: string[], flags: { take?: boolean }) =>
      onDone(
        await runScan(
          line.join(' '),
          { take: flags.take ?? false },
          contextOf(flags, terminal),
        ),
      ),
    );

  add(
    'simulate',
    'Says what a scan would do: points, ranges, limits, duration. Nothing moves.',
    'beamtime simulate "mesh samx 0 1 20 samy 0 1 20 0.1"',
    ...(['json', 'beamline', 'data', 'state', 'simulator'] as const),
  )
    .argument('<line...>', 'the scan to look at')
    .action(async (line: string[], flags: unknown) =>
      onDone(await simulateScan(line.join(' '), contextOf(flags, terminal))),
    );

  add(
    'devices',
    'Lists every device with its value, unit and state.',
    'beamtime devices --json',
    ...(['json', 'beamline', 'state', 'simulator'] as const),
  ).action(async (flags: unknown) =>
    onDone(await listDevices(contextOf(flags, terminal))),
  );

  add(
    'check',
    'Checks a beamline file and prints all its mistakes with line and column.',
    'beamtime check resources/beamlines/demo.yaml',
    'json',
  )
    .argument('<file>', 'the beamline file to check')
    .action((file: string, flags: { json?: boolean }) =>
      onDone(checkBeamline(file, { terminal, isJson: flags.json ?? false })),
    );

  add(
    'schema',
    'Prints the JSON schema of the beamline file, with which editors complete and check it.',
    'beamtime schema --out beamline.schema.json',
  )
    .option('--out <file>', 'write it to a file instead')
    .option('--included', 'instead: of files that a beamline file includes')
    .action(({ out, included }: { out?: string; included?: boolean }) =>
      onDone(printSchema({ out, isIncluded: included ?? false }, { terminal })),
    );

  add(
    'stop',
    'STOP ALL: stops every device now, whoever is in control.',
    'beamtime stop',
    ...(['json', 'beamline', 'state'] as const),
  )
    .option('--reset', 'instead: lets devices move again after a STOP ALL')
    .option('--take', 'with --reset: take control if somebody else has it')
    .action(async (flags: { reset?: boolean; take?: boolean }) => {
      const context = contextOf(flags, terminal);
      onDone(
        flags.reset
          ? await resetStop({ take: flags.take ?? false }, context)
          : await stopEverything(context),
      );
    });

  return { program, commands };
}

/** Options that several commands have. */
const stationOptions = {
  json: ['--json', 'print the result as JSON, for programs'],
  beamline: [
    '--beamline <file>',
    'the beamline file (default: the simulated demo)',
  ],
  data: ['--data <folder>', 'where data go (default: ~/beamtime-data)'],
  state: ['--state <folder>', 'where queue, history and positions are kept'],
  simulator: ['--no-simulator', 'refuse to use simulated devices'],
  sync: [
    '--sync',
    'force each point to the disk before it is shown: survives a loss of power',
  ],
} as const;
type StationOption = keyof typeof stationOptions;

function contextOf(flags: unknown, terminal: Terminal): CommandContext {
  const json =
    typeof flags === 'object' &&
    flags !== null &&
    'json' in flags &&
    flags.json === true;
  return {
    terminal,
    isJson: json,
    choice: () => {
      const known = readFlags(flags);
      return {
        options: hostOptions(known),
        isBeamlineNamed: known.beamline !== undefined,
        isStateNamed: known.state !== undefined,
      };
    },
  };
}

/** @throws BeamtimeError `bad-input` for an option that is there and says nothing */
function readFlags(flags: unknown): HostFlags {
  const read = HostFlags.safeParse(flags);
  if (read.success) return read.data;
  const names = read.error.issues.map(({ path }) => `--${String(path[0])}`);
  throw new BeamtimeError(
    'bad-input',
    `${names.join(' and ')} must not be empty. Give a value or leave it out.`,
  );
}
