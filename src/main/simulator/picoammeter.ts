import type { Clock } from '../base/clock.ts';
import type { KeithleyConfig } from './keithley-config.ts';
import { formatReading } from './reading-format.ts';
import { dataOutOfRange, illegalValue, ScpiError } from './scpi-errors.ts';
import { createWaits } from './scpi-waits.ts';
import type { World } from './world.ts';

/** Ranges, amperes; each measures 5 % beyond its name. Only a 6514 has the two smallest. */
const ranges = [2e-11, 2e-10, 2e-9, 2e-8, 2e-7, 2e-6, 2e-5, 2e-4, 2e-3, 2e-2];
const headroom = 1.05;
/** What the meter sends where the current is beyond the range. */
const overflow = 9.9e37;
/** Time a reading takes beside its integration, ms. */
const overheadMs = 1.5;
/** Bits of the status element: overflow, filter, zero check, zero correct, autorange. */
const bits = { overflow: 1, filter: 2, zeroCheck: 64, zeroCorrect: 256 };

/** The elements of a reading, in the order in which they are sent, however they were asked for. */
const order = ['READ', 'UNIT', 'TIME', 'STAT'];

/** The meter behind the commands: its settings, and readings that take their time. */
export type Picoammeter = ReturnType<typeof createPicoammeter>;

/** A meter that counts its signal for as long as its settings say and reports the mean current. */
export function createPicoammeter(
  config: KeithleyConfig,
  world: World,
  clock: Clock,
) {
  const waits = createWaits(clock);
  const begin = clock.monotonic();
  const own = config.model === '6514' ? ranges : ranges.slice(2);
  const longestNplc = config.model === '6514' ? 10 : config.lineHz;
  let last: string | undefined;
  let running: Promise<string | undefined> | undefined;
  let generation = 0;

  const meter = {
    isZeroChecked: true,
    isZeroCorrected: false,
    isAutoRange: true,
    range: 2e-2,
    nplc: 5,
    isAveraging: false,
    averages: 10,
    filter: 'MOV',
    readings: 1,
    elements: [...order],

    reset(): undefined {
      abort();
      Object.assign(meter, defaults());
      return undefined;
    },
    setRange(amperes: number): undefined {
      const range = own.find((end) => Math.abs(amperes) <= end * headroom);
      if (range === undefined) throw dataOutOfRange();
      meter.range = range;
      meter.isAutoRange = false;
      return undefined;
    },
    setNplc(nplc: number): undefined {
      if (nplc < 0.01 || nplc > longestNplc) throw dataOutOfRange();
      meter.nplc = nplc;
      return undefined;
    },
    setAverages(count: number): undefined {
      if (!Number.isInteger(count) || count < 2 || count > 100) {
        throw dataOutOfRange();
      }
      meter.averages = count;
      return undefined;
    },
    setReadings(count: number): undefined {
      if (!Number.isInteger(count) || count < 1 || count > 2500) {
        throw dataOutOfRange();
      }
      meter.readings = count;
      return undefined;
    },
    setElements(words: readonly string[]): undefined {
      const names = words.map((word) => word.toUpperCase().slice(0, 4));
      if (names.length === 0 || names.some((name) => !order.includes(name))) {
        throw illegalValue();
      }
      meter.elements = order.filter((name) => names.includes(name));
      return undefined;
    },
    initiate(): undefined {
      if (running) throw new ScpiError(-213, 'Init ignored');
      running = readAll();
      return undefined;
    },
    fetch(): Promise<string | undefined> | string {
      if (running) return running;
      if (last === undefined)
        throw new ScpiError(-230, 'Data corrupt or stale');
      return last;
    },
    read(): Promise<string | undefined> {
      running ??= readAll();
      return running;
    },
    measure(): Promise<string | undefined> {
      meter.isZeroChecked = false;
      meter.isAutoRange = true;
      meter.readings = 1;
      return meter.read();
    },
    /** Ends a measurement; it sends nothing. */
    abort,
  };

  function abort(): undefined {
    generation += 1;
    running = undefined;
    waits.cancel();
    return undefined;
  }

  async function readAll(): Promise<string | undefined> {
    const mine = generation;
    const readings: string[] = [];
    for (let index = 0; index < meter.readings; index += 1) {
      const reading = await readOne(mine);
      if (reading === undefined) return undefined;
      readings.push(reading);
    }
    last = readings.join(',');
    running = undefined;
    return last;
  }

  async function readOne(mine: number): Promise<string | undefined> {
    const seconds =
      (meter.nplc / config.lineHz) * (meter.isAveraging ? meter.averages : 1);
    const before = world.rate(config.signal);
    await waits.wait(seconds * 1000 + overheadMs);
    if (mine !== generation) return undefined;
    const mean = (before + world.rate(config.signal)) / 2;
    const counts = world.count(config.signal, mean, seconds);
    return format((counts / seconds) * world.amperes);
  }

  function format(amperes: number): string {
    const current = meter.isZeroChecked ? 0 : amperes;
    if (meter.isAutoRange) {
      meter.range = own.find((end) => current <= end * headroom) ?? 2e-2;
    }
    const isOver = current > meter.range * headroom;
    const reading = isOver ? overflow : current;
    const fields: Record<string, string> = {
      READ: `${formatReading(reading)}${meter.elements.includes('UNIT') ? 'A' : ''}`,
      TIME: formatReading((clock.monotonic() - begin) / 1000, 3),
      STAT: formatReading(status(isOver), 3),
    };
    return meter.elements
      .filter((name) => name !== 'UNIT' || !meter.elements.includes('READ'))
      .map((name) => fields[name] ?? 'A')
      .join(',');
  }

  function status(isOver: boolean): number {
    return (
      (isOver ? bits.overflow : 0) +
      (meter.isAveraging ? bits.filter : 0) +
      (meter.isZeroChecked ? bits.zeroCheck : 0) +
      (meter.isZeroCorrected ? bits.zeroCorrect : 0)
    );
  }

  return meter;
}

function defaults() {
  return {
    isZeroChecked: true,
    isZeroCorrected: false,
    isAutoRange: true,
    nplc: 5,
    isAveraging: false,
    averages: 10,
    filter: 'MOV',
    readings: 1,
    elements: [...order],
  };
}
