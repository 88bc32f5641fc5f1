import { Command, CommanderError } from 'commander';
import { toReport } from '../../contract/errors.ts';
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

/** Runs `beamtime ARGS`; answers with the exit code. Never throws. */
export async function runProgram(
  args: readonly string[],
  terminal: Terminal,
): Promise<number> {
  let code: number = exitCodes.good;
  const program = createProgram(terminal, (result) => (code = result));
  try {
    await program.parseAsync(args, { from: 'user' });
    return code;
  } catch (error) {
    // Commander has said what was wrong (or printed the help that was asked for).
    if (error instanceof CommanderError)
      return error.exitCode === 0 ? exitCodes.good : exitCodes.badInput;
    const report = toReport(error);
    if (args.includes('--json')) terminal.print(toJson({ error: report }));
    terminal.say(report.message);
    return exitCodeOfError(error);
  }
}

function createProgram(
  terminal: Terminal,
  onDone: (code: number) => void,
): Command {
  const program = new Command('beamtime')
    .description(
      'Runs a beamline: motors, counters, scans, live data, NeXus files.',
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => terminal.print(text.trimEnd()),
      writeErr: (text) => terminal.say(text.trimEnd()),
    });

  /** Adds a command; those that speak to a station get the options that say which. */
  const add = (usage: string, description: string, example: string) =>
    program
      .command(usage)
      .description(description)
      .addHelpText('after', `\nExample:\n  ${example}`)
      .option('--json', 'print the result as JSON, for programs');
  const addForStation = (...facts: Parameters<typeof add>) =>
    withStationOptions(add(...facts));

  addForStation(
    'serve',
    'Runs the station without a window and serves its page.',
    'beamtime serve --port 4280 --data /data',
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

  addForStation(
    'run <line...>',
    'Runs one scan to its end. Ends with 0 finished, 1 failed, 2 bad input, 3 aborted.',
    'beamtime run "ascan samx 0 1 20 0.1"',
  )
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

  addForStation(
    'simulate <line...>',
    'Says what a scan would do: points, ranges, limits, duration. Nothing moves.',
    'beamtime simulate "mesh samx 0 1 20 samy 0 1 20 0.1"',
  ).action(async (line: string[], flags: unknown) =>
    onDone(await simulateScan(line.join(' '), contextOf(flags, terminal))),
  );

  addForStation(
    'devices',
    'Lists every device with its value, unit and state.',
    'beamtime devices --json',
  ).action(async (flags: unknown) =>
    onDone(await listDevices(contextOf(flags, terminal))),
  );

  add(
    'check <file>',
    'Checks a beamline file and prints all its mistakes with line and column.',
    'beamtime check resources/beamlines/demo.yaml',
  ).action((file: string, flags: { json?: boolean }) =>
    onDone(checkBeamline(file, { terminal, isJson: flags.json ?? false })),
  );

  program
    .command('schema')
    .description(
      'Prints the JSON schema of the beamline file, with which editors complete and check it.',
    )
    .addHelpText(
      'after',
      '\nExample:\n  beamtime schema --out beamline.schema.json',
    )
    .option('--out <file>', 'write it to a file instead')
    .option('--included', 'instead: of files that a beamline file includes')
    .action(({ out, included }: { out?: string; included?: boolean }) =>
      onDone(printSchema({ out, isIncluded: included ?? false }, { terminal })),
    );

  addForStation(
    'stop',
    'STOP ALL: stops every device now, whoever is in control.',
    'beamtime stop',
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

  return program;
}

function withStationOptions(command: Command): Command {
  return command
    .option(
      '--beamline <file>',
      'the beamline file (default: the simulated demo)',
    )
    .option('--data <folder>', 'where data go (default: ~/beamtime-data)')
    .option('--state <folder>', 'where queue, history and positions are kept')
    .option('--no-simulator', 'refuse to use simulated devices')
    .option(
      '--sync',
      'force each point to the disk before it is shown: survives a loss of power',
    );
}

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
      const known = HostFlags.parse(flags);
      return {
        options: hostOptions(known),
        isNamed: known.beamline !== undefined || known.state !== undefined,
        isBeamlineNamed: known.beamline !== undefined,
      };
    },
  };
}
