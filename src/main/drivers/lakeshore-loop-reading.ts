import { numberIn, numbersIn, type LakeshoreLine } from './lakeshore-line.ts';

/** What changes of a loop while nobody sets anything. Kelvin, percent. */
export interface LoopReading {
  readonly setpoint: number;
  readonly isRamping: boolean;
  readonly range: number;
  readonly power: number;
  /** `HTRST?`: 0 = well; only outputs 1 and 2 can tell. */
  readonly heater: number;
  readonly temperature: number;
  /** `RDGST?` of its input. */
  readonly status: number;
}

/** What somebody sets at the instrument, seldom. */
export interface LoopSettings {
  readonly mode: number;
  /** `A` to `D`; undefined = none. */
  readonly input: string | undefined;
  readonly isRampOn: boolean;
  readonly rate: number;
  readonly pid: readonly number[];
  /** 1 = kelvin. */
  readonly units: number;
}

const LETTERS = ['A', 'B', 'C', 'D'] as const;

/** Asks for all that changes, in one request. */
export async function readLoop(
  line: LakeshoreLine,
  output: number,
  input: string | undefined,
  signal?: AbortSignal,
): Promise<LoopReading> {
  const questions = [
    `SETP? ${output}`,
    `RAMPST? ${output}`,
    `RANGE? ${output}`,
    output <= 2 ? `HTR? ${output}` : `AOUT? ${output}`,
    ...(output <= 2 ? [`HTRST? ${output}`] : []),
    ...(input ? [`KRDG? ${input}`, `RDGST? ${input}`] : []),
  ];
  const said = await line.ask(questions, signal);
  const value = (start: string) => {
    const place = questions.findIndex((text) => text.startsWith(start));
    return place < 0 ? 0 : numberIn(said[place], questions[place] ?? '');
  };
  return {
    setpoint: value('SETP?'),
    isRamping: value('RAMPST?') === 1,
    range: value('RANGE?'),
    power: value(output <= 2 ? 'HTR?' : 'AOUT?'),
    heater: value('HTRST?'),
    temperature: input ? value('KRDG?') : NaN,
    status: value('RDGST?'),
  };
}

/** Asks for the settings. */
export async function readSettings(
  line: LakeshoreLine,
  output: number,
): Promise<LoopSettings> {
  const [outmode, ramp, pid] = await line.ask([
    `OUTMODE? ${output}`,
    `RAMP? ${output}`,
    `PID? ${output}`,
  ]);
  const [mode = 0, place = 0] = numbersIn(outmode, 'OUTMODE?');
  const [isOn = 0, rate = 0] = numbersIn(ramp, 'RAMP?');
  const input = LETTERS[place - 1];
  return {
    mode,
    input,
    isRampOn: isOn === 1,
    rate,
    pid: numbersIn(pid, 'PID?'),
    units: input ? await readUnits(line, input) : 1,
  };
}

/** The last number of `INTYPE?`. The status is asked along, so that a number alone is never taken for the answer. */
async function readUnits(line: LakeshoreLine, input: string): Promise<number> {
  const [type] = await line.ask([`INTYPE? ${input}`, `RDGST? ${input}`]);
  return numbersIn(type, 'INTYPE?').at(-1) ?? 1;
}
