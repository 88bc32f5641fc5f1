import type { Exchange as Entry } from '../../contract/devices.ts';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import { abortReason } from '../base/wait.ts';
import { CoreDevice } from '../device/core-device.ts';
import { DeviceCore, deviceInfo } from '../device/core.ts';
import { Quantity } from '../device/parameter.ts';
import type { Stoppable, Triggerable } from '../device/types.ts';
import { convert } from '../device/units.ts';
import type { Exchange } from '../io/exchange.ts';
import type { LinkState } from '../io/link.ts';
import type { PortOpener } from '../io/types.ts';
import type { KeithleyConfig } from './keithley-config.ts';
import { assertNoError, DEVICE_CLEAR, scpiExchange } from './scpi-line.ts';
import type { DriverContext } from './types.ts';

const TIMEOUT_MS = 1_000;
/** Time beyond the integration that a reading may take: range changes, zero switching, the way back. */
const READING_PATIENCE_MS = 2_000;
const SHORTEST_NPLC = 0.01;
const LONGEST_EXPOSURE_S = 3_600;
/** What the meter sends where the current is beyond its range. */
const OVERFLOW = 9e37;
const RETRY_MS = 5_000;

/** How an exposure is made of readings. */
interface Plan {
  readonly readings: number;
  readonly nplc: number;
}

/**
 * A picoammeter as a counter: the exposure is the integration time (NPLC) up to the longest one, and the mean of
 * several readings beyond it. The value is a current.
 */
export class Picoammeter extends CoreDevice implements Triggerable, Stoppable {
  readonly exposure: Triggerable['exposure'];
  readonly triggerable = this;
  readonly stoppable = this;
  readonly readable = { read: (signal?: AbortSignal) => this.count(signal) };
  readonly #config: KeithleyConfig;
  readonly #context: DriverContext;
  readonly exchange: Exchange;
  protected readonly core: DeviceCore;
  readonly #value: Quantity;
  #plan: Plan = { readings: 1, nplc: 5 };
  #isPrepared = false;
  #counting: AbortController | undefined;
  #cancelRetry = () => {};

  constructor(
    config: KeithleyConfig,
    context: DriverContext,
    opener: PortOpener,
  ) {
    super();
    const { counter: name, unit, decimals, group, lineHz } = config;
    const { clock, isSimulated } = context;
    this.#config = config;
    this.#context = context;
    this.exposure = {
      shortest: SHORTEST_NPLC / lineHz,
      longest: LONGEST_EXPOSURE_S,
    };
    const info = deviceInfo(
      { name, driver: 'keithley', group, unit, decimals, isSimulated },
      { count: true, stop: true },
    );
    this.#value = new Quantity({
      name,
      unit,
      decimals,
      clock,
      get: (signal) => this.count(signal),
    });
    this.exchange = scpiExchange({
      opener,
      clock,
      terminator: config.terminator,
      timeoutMs: TIMEOUT_MS,
      greeting: {
        probes: ['*IDN?'],
        isAnswer: (reply) => /KEITHLEY|MODEL/i.test(reply),
      },
    });
    this.core = new DeviceCore(this, {
      info,
      clock,
      main: this.#value,
      traffic: () => this.exchange.traffic(),
    });
    this.exchange.onState((state) => this.#onState(state));
  }

  start(): void {
    this.exchange.start();
  }

  close(): Promise<void> {
    this.#cancelRetry();
    this.exchange.close();
    return Promise.resolve();
  }

  override traffic(): readonly Entry[] {
    return this.exchange.traffic();
  }

  async prepare(exposureSeconds: number, signal?: AbortSignal): Promise<void> {
    const { shortest, longest } = this.exposure;
    if (!(exposureSeconds >= shortest && exposureSeconds <= longest)) {
      throw new BeamtimeError(
        'limit',
        `${this.info.name} cannot count for ${exposureSeconds} s. Choose an exposure between ${shortest} s and ${longest} s.`,
      );
    }
    this.core.assertThere();
    this.#isPrepared = false;
    this.#plan = this.#planFor(exposureSeconds);
    await this.#set(`CURR:NPLC ${this.#plan.nplc}`, signal);
    this.#isPrepared = true;
  }

  async count(signal?: AbortSignal): Promise<number> {
    this.core.assertThere();
    if (this.#counting) {
      throw new BeamtimeError(
        'busy',
        `${this.info.name} is counting already. Wait until it is done, or stop it.`,
      );
    }
    const counting = new AbortController();
    this.#counting = counting;
    // An engine that is told to abort ends the reading in the instrument as well.
    const onAbort = () => {
      this.#interrupt().catch(() => {});
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    this.core.become('counting');
    try {
      return this.#take(await this.#readAll(counting.signal));
    } catch (error) {
      throw this.#reasonOf(error, signal);
    } finally {
      signal?.removeEventListener('abort', onAbort);
      this.#counting = undefined;
      if (this.core.condition.status === 'counting') this.core.become('idle');
    }
  }

  /** Ends a reading at once. Nothing to do while it is not counting: a picoammeter cannot hurt anybody. */
  async stop(): Promise<void> {
    if (this.#counting) await this.#interrupt();
  }

  async #interrupt(): Promise<void> {
    const reason = new BeamtimeError(
      'stopped',
      `${this.info.name} was stopped while it was counting.`,
    );
    this.#counting?.abort(reason);
    await this.exchange.urgent(DEVICE_CLEAR, { hasReply: false });
  }

  /** Mean current of the readings of one exposure, A. */
  async #readAll(signal: AbortSignal): Promise<number> {
    const { readings, nplc } = this.#plan;
    const timeoutMs =
      (nplc / this.#config.lineHz) * 1000 * 1.2 + READING_PATIENCE_MS;
    let sum = 0;
    for (let index = 0; index < readings; index += 1) {
      sum += toAmperes(
        await this.exchange.request('READ?', { timeoutMs, signal }),
      );
    }
    return sum / readings;
  }

  #take(amperes: number): number {
    const value = this.#fromAmperes(amperes);
    this.#value.update(value);
    this.core.become(
      'idle',
      Number.isNaN(value)
        ? 'Overload: the current is beyond the range. Choose a larger range, or weaken the beam.'
        : null,
    );
    this.core.announce();
    return value;
  }

  #fromAmperes(amperes: number): number {
    const { scale, unit } = this.#config;
    if (Number.isNaN(amperes)) return NaN;
    return scale === undefined ? convert(amperes, 'A', unit) : amperes * scale;
  }

  #reasonOf(error: unknown, signal: AbortSignal | undefined): unknown {
    return signal?.aborted ? abortReason(signal) : error;
  }

  #planFor(exposureSeconds: number): Plan {
    const { lineHz, longestNplc } = this.#config;
    const total = exposureSeconds * lineHz;
    const readings = Math.max(1, Math.ceil(total / longestNplc - 1e-9));
    return { readings, nplc: Number((total / readings).toPrecision(6)) };
  }

  #onState(state: LinkState): void {
    this.#cancelRetry();
    if (state.kind === 'connected') {
      void this.#setUp();
      return;
    }
    this.#isPrepared = false;
    this.core.become('offline', state.reason ?? '');
  }

  async #setUp(): Promise<void> {
    const { range } = this.#config;
    try {
      for (const command of [
        "FUNC 'CURR'",
        'SYST:ZCH OFF',
        'FORM:ELEM READ',
        'ARM:SOUR IMM',
        'TRIG:SOUR IMM',
        'TRIG:COUN 1',
        'AVER:STAT OFF',
        range === 'auto' ? 'CURR:RANG:AUTO ON' : `CURR:RANG ${range}`,
        `CURR:NPLC ${this.#plan.nplc}`,
      ]) {
        await this.#set(command);
      }
      this.core.become('idle');
      if (!this.#isPrepared) await this.count();
    } catch (error) {
      if (this.exchange.state.kind !== 'connected') return;
      const { message } = toReport(error);
      if (this.core.condition.status === 'idle') return;
      this.core.become('offline', message);
      this.#context.log('warning', `${this.info.name} is offline. ${message}`);
      this.#cancelRetry = this.#context.clock.after(
        RETRY_MS,
        () => void this.#setUp(),
      );
    }
  }

  async #set(command: string, signal?: AbortSignal): Promise<void> {
    // Cleared first: an error that is found is this command's own.
    const cleared = `*CLS;:${command}`;
    await this.exchange.request(cleared, { hasReply: false, signal });
    await assertNoError(this.exchange, 'SYST:ERR?', command, signal);
  }
}

/** `+1.040564E-06A,...` -> 1.040564e-6; beyond the range -> NaN. */
function toAmperes(reply: string): number {
  const [first = ''] = reply.split(',');
  const match =
    /^\s*([+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?)\s*[A-Z]*\s*$/i.exec(first);
  if (!match) {
    throw new BeamtimeError(
      'protocol',
      `The picoammeter answered READ? with "${reply}" instead of a number.`,
    );
  }
  const amperes = Number(match[1]);
  return Math.abs(amperes) >= OVERFLOW ? NaN : amperes;
}
