import type { LakeshoreCryostat } from './lakeshore-cryostat.ts';
import type { LakeshoreOutput } from './lakeshore-output.ts';
import { parseNumber } from './numbers.ts';

/** What is wrong with a command: bits of *ESR. */
export class LakeshoreRefusal extends Error {
  override readonly name = 'LakeshoreRefusal';
  readonly bit: 16 | 32;

  constructor(bit: 16 | 32) {
    super(bit === 32 ? 'Command error' : 'Execution error');
    this.bit = bit;
  }
}

type Words = readonly string[];
type Command = (
  words: Words,
  cryostat: LakeshoreCryostat,
) => string | undefined;

const letters = ['A', 'B', 'C', 'D'];
const units = { kelvin: 1, celsius: 2, sensor: 3 } as const;

const commands: Readonly<Record<string, Command>> = {
  '*IDN?': () => 'LSCI,MODEL336,LSA2A1B/LSA2C3D,2.9',
  'KRDG?': ([input], cryostat) =>
    (input === '0' ? letters : [letterOf(input)])
      .map((letter) => signed(cryostat.reading(letter), 3))
      .join(','),
  'RDGST?': ([input], cryostat) =>
    String(cryostat.status(letterOf(input))).padStart(3, '0'),
  'INTYPE?': ([input], cryostat) => {
    const config = cryostat.config(letterOf(input));
    return config ? `1,0,0,0,${units[config.units]}` : '0,0,0,0,1';
  },
  'INNAME?': ([input]) => `Input ${letterOf(input)}`.padEnd(15),
  SETP: onOutput(['0 1000'], (output, [setpoint = 0]) => {
    output.setpoint = setpoint;
  }),
  'SETP?': ofOutput(({ setpoint }) => signed(setpoint, 3)),
  RAMP: onOutput(['0 1', '0 100'], (output, [isOn = 0, rate = 0]) => {
    output.isRamping = isOn === 1;
    output.rate = rate;
  }),
  'RAMP?': ofOutput(
    ({ isRamping, rate }) => `${Number(isRamping)},${signed(rate, 1)}`,
  ),
  'RAMPST?': ofOutput(({ isOnItsWay }) => String(Number(isOnItsWay))),
  RANGE: onOutput(['0 3'], (output, [range = 0]) => {
    if (range > output.highestRange) throw new LakeshoreRefusal(16);
    output.range = range;
  }),
  'RANGE?': ofOutput(({ range }) => String(range)),
  'HTR?': ofOutput((output, cryostat) => {
    if (output.number > 2) throw new LakeshoreRefusal(16);
    return signed(cryostat.power(output), 1);
  }),
  'AOUT?': ofOutput((output, cryostat) => {
    if (output.number <= 2) throw new LakeshoreRefusal(16);
    return signed(cryostat.power(output), 1);
  }),
  'HTRST?': ofOutput((output) => String(output.takeFault())),
  PID: onOutput(['0.1 1000', '0 1000', '0 200'], (output, pid) => {
    output.pid = pid;
  }),
  'PID?': ofOutput(({ pid }) => pid.map((gain) => signed(gain, 1)).join(',')),
  OUTMODE: onOutput(['0 5', '0 4', '0 1'], (output, [mode = 0, input = 0]) => {
    output.mode = mode;
    output.input = letters[input - 1] ?? '';
  }),
  'OUTMODE?': ofOutput(
    ({ mode, input }) => `${mode},${letters.indexOf(input) + 1},0`,
  ),
  MOUT: onOutput(['0 100'], (output, [percent = 0]) => {
    output.manual = percent;
  }),
  'MOUT?': ofOutput(({ manual }) => signed(manual, 2)),
};

/**
 * Carries one command out; answers a question with its text.
 *
 * @throws LakeshoreRefusal where the instrument says nothing and notes an error
 */
export function runLakeshore(
  name: string,
  words: Words,
  cryostat: LakeshoreCryostat,
): string | undefined {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined;
  if (!command) throw new LakeshoreRefusal(32);
  cryostat.update();
  return command(words, cryostat);
}

function letterOf(word: string | undefined): string {
  const letter = word?.toUpperCase() ?? '';
  if (!letters.includes(letter)) throw new LakeshoreRefusal(16);
  return letter;
}

function outputOf(
  word: string | undefined,
  cryostat: LakeshoreCryostat,
): LakeshoreOutput {
  const output = cryostat.outputs.get(Number(word));
  if (!output) throw new LakeshoreRefusal(16);
  return output;
}

function ofOutput(
  read: (output: LakeshoreOutput, cryostat: LakeshoreCryostat) => string,
): Command {
  return ([number], cryostat) => read(outputOf(number, cryostat), cryostat);
}

/** A command with an output and numbers, each between two bounds: `0 100`. */
function onOutput(
  bounds: readonly string[],
  write: (output: LakeshoreOutput, values: readonly number[]) => void,
): Command {
  return ([number, ...words], cryostat) => {
    const output = outputOf(number, cryostat);
    const values = bounds.map((bound, index) => {
      const [low = 0, high = 0] = bound.split(' ').map(Number);
      const value = parseNumber(words[index] ?? '');
      if (value === undefined) throw new LakeshoreRefusal(32);
      if (value < low || value > high) throw new LakeshoreRefusal(16);
      return value;
    });
    write(output, values);
    return undefined;
  };
}

/** `77.35, 3` -> `+077.350`. */
function signed(value: number, decimals: number): string {
  const text = Math.abs(value).toFixed(decimals);
  const sign = value < 0 && Number(text) !== 0 ? '-' : '+';
  return sign + text.padStart(4 + decimals, '0');
}
