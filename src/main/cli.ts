import { runProgram } from './cli/program.ts';
import { createTerminal } from './cli/terminal.ts';
import { outliveOutput } from './outlive-output.ts';

/** The `beamtime` command. */
outliveOutput();
process.exitCode = await runProgram(process.argv.slice(2), createTerminal());
