import type { Clock } from '../base/clock.ts';
import type { Keithley2400Config } from './keithley-config.ts';
import { flag, only, toBoolean, toNumber } from './keithley-words.ts';
import { formatReading } from './reading-format.ts';
import { dataOutOfRange, illegalValue, ScpiError } from './scpi-errors.ts';
import type { ScpiCommand } from './scpi-headers.ts';
import { createWaits } from './scpi-waits.ts';
import { scpiResponder } from './scpi.ts';
import type { Responder } from './types.ts';

const terminators = { lf: '\n', cr: '\r', crlf: '\r\n' };
const longestNplc = 10;
const headroom = 1.055;
/** Sent for a reading beyond its range, and for what was not measured. */
const overflow = 9.9e37;
const notANumber = 9.91e37;
/** Time a reading takes beside its integration, ms. */
const overheadMs = 2;
/** Bit of the status that says that the source is held back. */
const inCompliance = 8;

const kinds = {
  VOLT: { ends: [0.2, 2, 20, 200], most: 210, compliance: 21 },
  CURR: {
    ends: [1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1],
    most: 1.05,
    compliance: 1.05e-4,
  },
} as const;
type Kind = keyof typeof kinds;

/** One of the two quantities: what is put out, measured, and let through of it. */
function createSide(kind: Kind) {
  const { ends } = kinds[kind];
  const compliance: number = kinds[kind].compliance;
  return { level: 0, range: Math.max(...ends), isAuto: true, compliance };
}

/** A Keithley 2400 that is not there, with a resistor between its terminals. */
export function keithley2400Responder(
  config: Keithley2400Config,
  clock: Clock,
): Responder {
  const waits = createWaits(clock);
  const begin = clock.monotonic();
  const sides = { VOLT: createSide('VOLT'), CURR: createSide('CURR') };
  const is = {
    source: toKind('VOLT'),
    sense: toKind('CURR'),
    isOn: false,
    nplc: 1,
    isAveraging: false,
    averages: 10,
    filter: 'REP',
  };
  let generation = 0;

  function abort(): undefined {
    generation += 1;
    waits.cancel();
    return undefined;
  }

  async function read(): Promise<string | undefined> {
    if (!is.isOn) throw new ScpiError(803, 'Not permitted with OUTPUT off');
    const mine = ++generation;
    const count = is.isAveraging ? is.averages : 1;
    await waits.wait((is.nplc / config.lineHz) * 1000 * count + overheadMs);
    return mine === generation ? format() : undefined;
  }

  /** What flows, and what there is between the terminals: one is put out, the other held back at the compliance. */
  function flow(): Record<Kind, number> & { isHeldBack: boolean } {
    const level = sides[is.source].level;
    const isVoltage = is.source === 'VOLT';
    const follows = isVoltage ? level / config.ohms : level * config.ohms;
    const most = sides[isVoltage ? 'CURR' : 'VOLT'].compliance;
    const isHeldBack = Math.abs(follows) > most;
    const held = isHeldBack ? Math.sign(follows) * most : follows;
    return isVoltage
      ? { VOLT: held * config.ohms, CURR: held, isHeldBack }
      : { VOLT: held, CURR: held / config.ohms, isHeldBack };
  }

  function format(): string {
    const flows = flow();
    const side = sides[is.sense];
    const measured = flows[is.sense];
    const { ends } = kinds[is.sense];
    if (side.isAuto) {
      side.range =
        ends.find((end) => Math.abs(measured) <= end * headroom) ??
        Math.max(...ends);
    }
    const reading =
      Math.abs(measured) > side.range * headroom ? overflow : measured;
    const shown = { VOLT: flows.VOLT, CURR: flows.CURR, [is.sense]: reading };
    return [
      shown.VOLT,
      shown.CURR,
      notANumber,
      (clock.monotonic() - begin) / 1000,
      flows.isHeldBack ? inCompliance : 0,
    ]
      .map((value) => formatReading(value))
      .join(',');
  }

  function ofSide(kind: Kind, name: string): Record<string, ScpiCommand> {
    const side = sides[kind];
    const { ends, most } = kinds[kind];
    return {
      [`SOURce:${name}[:LEVel][:IMMediate][:AMPLitude]`]: ([word]) => {
        side.level = within(toNumber(word), -most, most);
      },
      [`SOURce:${name}[:LEVel][:IMMediate][:AMPLitude]?`]: () =>
        formatReading(side.level),
      [`[SENSe]:${name}[:DC]:PROTection[:LEVel]`]: ([word]) => {
        side.compliance = within(toNumber(word), 0, most);
      },
      [`[SENSe]:${name}[:DC]:PROTection[:LEVel]?`]: () =>
        formatReading(side.compliance),
      [`[SENSe]:${name}[:DC]:RANGe[:UPPer]`]: ([word]) => {
        const wanted = Math.abs(toNumber(word));
        const range = ends.find((end) => wanted <= end * headroom);
        if (range === undefined) throw dataOutOfRange();
        Object.assign(side, { range, isAuto: false });
      },
      [`[SENSe]:${name}[:DC]:RANGe[:UPPer]?`]: () => formatReading(side.range),
      [`[SENSe]:${name}[:DC]:RANGe:AUTO`]: ([word]) => {
        side.isAuto = toBoolean(word);
      },
      [`[SENSe]:${name}[:DC]:RANGe:AUTO?`]: () => flag(side.isAuto),
      [`[SENSe]:${name}[:DC]:NPLCycles`]: ([word]) => {
        is.nplc = within(toNumber(word), 0.01, longestNplc);
      },
      [`[SENSe]:${name}[:DC]:NPLCycles?`]: () => formatReading(is.nplc),
    };
  }

  return scpiResponder({
    terminator: terminators[config.terminator],
    clear: abort,
    commands: {
      '*IDN?': () =>
        `KEITHLEY INSTRUMENTS INC.,MODEL 2400,${config.serialNumber},C30   Mar 17 2006 09:29:29/A02  /K/J`,
      '*OPC?': () => '1',
      'SOURce:FUNCtion[:MODE]': ([word]) => {
        const kind = toKind(word);
        if (kind !== is.source) is.isOn = false;
        is.source = kind;
      },
      'SOURce:FUNCtion[:MODE]?': () => is.source,
      '[SENSe]:FUNCtion[:ON]': ([word]) => {
        is.sense = toKind(word);
      },
      '[SENSe]:FUNCtion[:ON]?': () => `"${is.sense}:DC"`,
      ...ofSide('VOLT', 'VOLTage'),
      ...ofSide('CURR', 'CURRent'),
      '[SENSe]:AVERage[:STATe]': ([word]) => {
        is.isAveraging = toBoolean(word);
      },
      '[SENSe]:AVERage[:STATe]?': () => flag(is.isAveraging),
      '[SENSe]:AVERage:COUNt': ([word]) => {
        is.averages = within(toNumber(word), 1, 100);
      },
      '[SENSe]:AVERage:COUNt?': () => String(is.averages),
      '[SENSe]:AVERage:TCONtrol': ([word]) => {
        if (!/^(REP(EAT)?|MOV(ING)?)$/i.test(word ?? '')) throw illegalValue();
        is.filter = (word ?? '').toUpperCase().slice(0, 3);
      },
      '[SENSe]:AVERage:TCONtrol?': () => is.filter,
      'FORMat:ELEMents': (words) => {
        // The ones that it knows how to send, and no others.
        if (words.join().toUpperCase() !== 'VOLT,CURR,RES,TIME,STAT')
          throw illegalValue();
      },
      'ARM[:SEQuence][:LAYer]:SOURce': ([word]) => only(word, 'IMM'),
      'TRIGger[:SEQuence]:SOURce': ([word]) => only(word, 'IMM'),
      'TRIGger[:SEQuence]:COUNt': ([word]) => {
        within(toNumber(word), 1, 1);
      },
      'OUTPut[:STATe]': ([word]) => {
        is.isOn = toBoolean(word);
      },
      'OUTPut[:STATe]?': () => flag(is.isOn),
      'READ?': read,
      ABORt: abort,
    },
  });
}

function toKind(word: string | undefined): Kind {
  const match = /^(VOLT|CURR)(AGE|ENT)?(:DC)?$/i.exec(word ?? '');
  if (!match) throw illegalValue();
  return match[1]?.toUpperCase() === 'VOLT' ? 'VOLT' : 'CURR';
}

function within(value: number, lower: number, upper: number): number {
  if (value < lower || value > upper) throw dataOutOfRange();
  return value;
}
