import type { Exchange as Entry } from '../../contract/devices.ts';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import { Listeners } from '../base/listeners.ts';
import { readable } from '../base/text-pattern.ts';
import { abortReason } from '../base/wait.ts';
import { CoreDevice } from '../device/core-device.ts';
import { DeviceCore, deviceInfo } from '../device/core.ts';
import { Method } from '../device/method.ts';
import type { Locking } from '../device/lock.ts';
import { endsCounting } from '../device/on-stop.ts';
import { Quantity, StateRule, type State } from '../device/parameter.ts';
import type { Stoppable, Triggerable } from '../device/types.ts';
import { convert } from '../device/units.ts';
import type { Exchange } from '../io/exchange.ts';
import type { LinkState } from '../io/link.ts';
import type { PortOpener } from '../io/types.ts';
import {
  INTEGRATION,
  nplcCommand,
  SHORTEST_NPLC,
  type MeterDialect,
  type MeterReading,
} from './keithley-dialect.ts';
import type { MeterFields } from './keithley-fields.ts';
import { MeterSettings } from './keithley-settings.ts';
import { assertNoError, DEVICE_CLEAR, scpiExchange } from './scpi-line.ts';
import type { DriverContext } from './types.ts';

const TIMEOUT_MS = 1_000;
/** Time beyond the integration that a reading may take: range changes, zero switching, the way back. */
const READING_PATIENCE_MS = 2_000;
const LONGEST_EXPOSURE_S = 3_600;
const RETRY_MS = 5_000;

/** How an exposure is made of readings. */
interface Plan {
  readonly readings: number;
  readonly nplc: number;
}

/** What a meter is made of. */
export interface MeterOptions {
  readonly config: MeterFields & { readonly unit: string };
  readonly dialect: MeterDialect;
  readonly context: DriverContext;
  readonly opener: PortOpener;
  /** Why it cannot count as it is set, in a sentence; null = it can. */
  readonly whyNot: (meter: Meter) => string | null;
  /** What else has to be told at each connect, before it counts. */
  readonly prepareMore?: () => Promise<void>;
}

/**
 * A Keithley meter as a counter: the exposure is the integration time (NPLC) up to the longest one, and the mean of
 * several readings beyond it. The value is a current or a voltage.
 */
export class Meter extends CoreDevice implements Triggerable, Stoppable {
  readonly exposure: Triggerable['exposure'];
  readonly triggerable = this;
  readonly stoppable = this;
  readonly readable = { read: (signal?: AbortSignal) => this.count(signal) };
  readonly exchange: Exchange;
  readonly #options: MeterOptions;
  protected readonly core: DeviceCore;
  readonly #value: Quantity;
  readonly #settings: MeterSettings;
  #readings = 1;
  #isPrepared = false;
  #counting: AbortController | undefined;
  #cancelRetry = () => {};
  readonly #ready = new Listeners<void>();
  readonly #lost = new Listeners<string>();

  constructor(options: MeterOptions) {
    super();
    const { config, dialect, context, opener } = options;
    const { counter: name, unit, decimals, group, lineHz } = config;
    const { clock, isSimulated } = context;
    this.#options = options;
    this.exposure = {
      shortest: SHORTEST_NPLC / lineHz,
      longest: LONGEST_EXPOSURE_S,
    };
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
    this.#settings = new MeterSettings(dialect.settings, {
      name,
      clock,
      ask: (query, signal) => this.exchange.request(query, { signal }),
      send: (command, signal) => this.send(command, signal),
    });
    this.core = new DeviceCore(this, {
      info: deviceInfo(
        {
          name,
          driver: dialect.driver,
          group,
          unit,
          decimals,
          isSimulated,
          onStop: endsCounting,
        },
        { count: true, stop: true },
      ),
      clock,
      main: this.#value,
      others: (status) => this.#settings.parameters(status),
      methods: (status, locking) => this.#methods(status, locking),
      traffic: () => this.exchange.traffic(),
    });
    this.exchange.onState((state) => this.#onState(state));
  }

  /** It measures now; nothing of it may change. */
  get isCounting(): boolean {
    return this.core.condition.status === 'counting';
  }

  /** What a setting was last set to. */
  setting(name: string): string | number | undefined {
    return this.#settings.value(name);
  }

  /** Told when it was set up after a connect, before it counts. */
  onReady(listener: () => void): () => void {
    return this.#ready.add(listener);
  }

  /** Told why it is not there any more. */
  onLost(listener: (reason: string) => void): () => void {
    return this.#lost.add(listener);
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
    const { dialect, config } = this.#options;
    this.#isPrepared = false;
    const { readings, nplc } = this.#planFor(exposureSeconds);
    await this.send(nplcCommand(dialect.root, nplc), signal);
    this.#readings = readings;
    this.#settings.note(INTEGRATION, nplc / config.lineHz);
    this.#isPrepared = true;
  }

  async count(signal?: AbortSignal): Promise<number> {
    this.core.assertThere();
    if (this.isCounting) {
      throw new BeamtimeError(
        'busy',
        `${this.info.name} is counting already. Wait until it is done, or stop it.`,
      );
    }
    const whyNot = this.#options.whyNot(this);
    if (whyNot !== null) throw new BeamtimeError('state', whyNot);
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

  /** Ends a reading at once. Nothing to do while it is not counting: a meter cannot hurt anybody. */
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

  /** Mean of the readings of one exposure, A or V. */
  async #readAll(signal: AbortSignal): Promise<MeterReading> {
    const { dialect } = this.#options;
    const timeoutMs = this.#patienceMs();
    let sum = 0;
    let said: string | null = null;
    for (let index = 0; index < this.#readings; index += 1) {
      const { value, message } = dialect.read(
        await this.exchange.request('READ?', { timeoutMs, signal }),
      );
      sum += value;
      said ??= message;
    }
    return { value: sum / this.#readings, message: said };
  }

  /** How long the answer to READ? may take as the meter is set, ms. */
  #patienceMs(): number {
    const isFiltered = this.setting('filter') !== 'off';
    const count = isFiltered ? Number(this.setting('filterCount') ?? 1) : 1;
    const readingMs = Number(this.setting(INTEGRATION) ?? 0) * 1000 * count;
    return readingMs * 1.2 + READING_PATIENCE_MS;
  }

  #take({ value: reading, message }: MeterReading): number {
    const value = this.#shown(reading);
    this.#value.update(value);
    this.core.become('idle', message);
    this.core.announce();
    return value;
  }

  #shown(reading: number): number {
    const { config, dialect } = this.#options;
    if (Number.isNaN(reading)) return NaN;
    return config.scale === undefined
      ? convert(reading, dialect.base, config.unit)
      : reading * config.scale;
  }

  #methods(status: State, locking: Locking): readonly Method[] {
    if (this.#options.dialect.zero.length === 0) return [];
    return [
      new Method({
        name: 'acquireZero',
        title: 'Acquire zero',
        help: 'Measures its own zero with the input shorted inside, and takes it off each reading from then on.',
        locking,
        rule: new StateRule(status, { source: ['idle'] }),
        call: (signal) => this.#acquireZero(signal),
      }),
    ];
  }

  async #acquireZero(signal?: AbortSignal): Promise<void> {
    const timeoutMs = this.#patienceMs();
    this.core.become('counting');
    try {
      for (const command of this.#options.dialect.zero) {
        if (command.endsWith('?')) {
          await this.exchange.request(command, { timeoutMs, signal });
        } else await this.send(command, signal);
      }
      await this.#settings.refresh();
    } finally {
      if (this.isCounting) this.core.become('idle');
    }
  }

  #reasonOf(error: unknown, signal: AbortSignal | undefined): unknown {
    return signal?.aborted ? abortReason(signal) : error;
  }

  #planFor(exposureSeconds: number): Plan {
    const { config, dialect } = this.#options;
    const { lineHz } = config;
    const { longestNplc } = dialect;
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
    this.#lost.emit(state.reason ?? '');
  }

  async #setUp(): Promise<void> {
    const { dialect, context, whyNot, prepareMore } = this.#options;
    try {
      await this.#checkModel();
      for (const command of dialect.setUp) await this.send(command);
      await this.#settings.apply();
      await prepareMore?.();
      this.core.become('idle');
      this.#ready.emit();
      if (!this.#isPrepared && whyNot(this) === null) await this.count();
    } catch (error) {
      if (this.exchange.state.kind !== 'connected') return;
      const { message } = toReport(error);
      if (this.core.condition.status === 'idle') return;
      this.core.become('offline', message);
      this.#lost.emit(message);
      context.log('warning', `${this.info.name} is offline. ${message}`);
      this.#cancelRetry = context.clock.after(
        RETRY_MS,
        () => void this.#setUp(),
      );
    }
  }

  /** Another model has other ranges: it is said, but it may do. */
  async #checkModel(): Promise<void> {
    const { dialect, context } = this.#options;
    const identity = await this.exchange.request('*IDN?');
    if (identity.includes(dialect.model)) return;
    context.log(
      'warning',
      `${this.info.name} is no Keithley ${dialect.model}: it says "${readable(identity)}". Correct its entry in the beamline file.`,
    );
  }

  /**
   * Sends a command, and reads the errors that it left behind.
   *
   * @throws BeamtimeError `device` with the instrument's own words
   */
  async send(command: string, signal?: AbortSignal): Promise<void> {
    // Cleared first: an error that is found is this command's own.
    const cleared = `*CLS;:${command}`;
    await this.exchange.request(cleared, { hasReply: false, signal });
    await assertNoError(this.exchange, 'SYST:ERR?', command, signal);
  }
}
