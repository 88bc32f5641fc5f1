import { runProgram } from './cli/program.ts';
import { createTerminal } from './cli/terminal.ts';

/** The `beamtime` command. */
process.exitCode = await runProgram(process.argv.slice(2), createTerminal());
