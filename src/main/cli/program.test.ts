import { describe, expect, test } from 'vitest';
import { runProgram } from './program.ts';
import { recordingTerminal } from './testing/recording-terminal.ts';

/** What `beamtime ARGS` ends with and prints. */
async function beamtime(...args: string[]) {
  const { terminal, printed, said } = recordingTerminal();
  const code = await runProgram(args, terminal);
  return { code, out: printed.join('\n'), err: said.join('\n') };
}

describe('Words that beamtime does not understand', () => {
  test.each([
    [
      ['simulat', 'ct 1'],
      'There is no command "simulat". Did you mean simulate?',
    ],
    [
      ['launch'],
      'There is no command "launch". Commands are: serve, run, simulate, devices, check, schema, stop; beamtime --help tells what they do.',
    ],
    [
      ['ascan', 'samx', '0', '1', '20', '0.1', '--take'],
      'ascan is a scan, not a command. To run it: beamtime run "ascan samx 0 1 20 0.1"',
    ],
    [
      ['--jsn'],
      'The option --jsn belongs behind a command. Commands are: serve, run, simulate, devices, check, schema, stop; beamtime --help tells what they do.',
    ],
    [
      ['run'],
      'beamtime run needs the scan to run. Example: beamtime run "ascan samx 0 1 20 0.1"',
    ],
    [
      ['run', 'ascan', 'samx', '-5mm', '5', '20', '0.1'],
      '-5mm was taken for an option. Put the whole scan in quotes. Example: beamtime run "ascan samx 0 1 20 0.1"',
    ],
    [
      ['check'],
      'beamtime check needs the beamline file to check. Example: beamtime check resources/beamlines/demo.yaml',
    ],
    [
      ['devices', 'samx'],
      'beamtime devices got too many words: samx. Example: beamtime devices --json',
    ],
    [
      ['devices', '--stat', 'x'],
      'beamtime devices has no option --stat. Did you mean --state?',
    ],
    [
      ['serve', '--port'],
      'The option --port <n> needs a value behind it. Example: beamtime serve --port 4280 --data /data',
    ],
    [
      ['serve', '--data', ''],
      '--data must not be empty. Give a value or leave it out.',
    ],
  ])('%j', async (args, sentence) => {
    const { code, out, err } = await beamtime(...args);
    expect(err).toBe(sentence);
    expect(out).toBe('');
    expect(code).toBe(2);
  });

  test('are an error in JSON for programs', async () => {
    for (const args of [['run'], ['launch'], ['stop', '--sync']]) {
      const { code, out, err } = await beamtime(...args, '--json');
      expect(JSON.parse(out)).toEqual({
        error: { code: 'bad-input', message: err },
      });
      expect(code).toBe(2);
    }
  });

  test('none at all are answered with the help', async () => {
    const { code, err } = await beamtime();
    expect(err).toContain('Usage: beamtime');
    expect(code).toBe(2);
  });
});

describe('Each command takes the options that mean something to it', () => {
  test.each([
    ['serve', 'json beamline data state no-simulator sync port host token'],
    ['run', 'json beamline data state no-simulator sync take'],
    ['simulate', 'json beamline data state no-simulator'],
    ['devices', 'json beamline state no-simulator'],
    ['check', 'json'],
    ['schema', 'out included'],
    ['stop', 'json beamline state reset take'],
  ])('%s', async (command, options) => {
    const { code, out } = await beamtime(command, '--help');
    const offered = [...out.matchAll(/^ {2}(?:-h, )?--([a-z-]+)/gm)];
    expect(offered.map(([, name]) => name)).toEqual([
      ...options.split(' '),
      'help',
    ]);
    expect(code).toBe(0);
  });

  test('and refuses the others, before anything is done', async () => {
    const { code, err } = await beamtime('stop', '--no-simulator');
    expect(err).toMatch(/^beamtime stop has no option --no-simulator\./);
    expect(code).toBe(2);
  });
});
