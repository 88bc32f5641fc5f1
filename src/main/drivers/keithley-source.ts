import { BeamtimeError, toReport } from '../../contract/errors.ts';
import { Undertaking } from '../base/undertaking.ts';
import { assembleDevice } from '../device/core-device.ts';
import { deviceInfo, type NamedParameter } from '../device/core.ts';
import { acts, leave } from '../device/on-stop.ts';
import { Quantity, Selection } from '../device/parameter.ts';
import type { Device } from '../device/types.ts';
import { fieldOf } from './keithley-dialect.ts';
import type { SourceFields } from './keithley-fields.ts';
import type { Meter } from './keithley-meter.ts';
import { DEVICE_CLEAR } from './scpi-line.ts';
import type { DriverContext } from './types.ts';

/** How a source is talked to. */
export interface SourceDialect {
  readonly driver: string;
  readonly base: 'A' | 'V';
  /** What the model can put out, in `base`. */
  readonly limits: readonly [number, number];
  /** Set with a number after a blank, read with `?`. */
  readonly level: string;
  /** Set with ON and OFF, read with `?`. */
  readonly output: string;
  /** Where it has one: how much of the other quantity it lets through. */
  readonly compliance?: {
    readonly command: string;
    readonly unit: 'A' | 'V';
    readonly value: number;
  };
  /** Sent at each connect. Must not change what is put out. */
  readonly setUp: (
    ask: (query: string) => Promise<string>,
  ) => Promise<readonly string[]>;
}

/** What the front panel or another program changed shows after this. */
const POLL_MS = 5_000;
const STOPS = {
  leave,
  'output-off': acts('Its output is switched off.', 'Output switched off.'),
} as const;

/** What a meter puts out: its level, and the switch that puts it out, as devices. */
export class MeterSource {
  readonly level: Device;
  readonly output: Device;
  readonly #meter: Meter;
  readonly #context: DriverContext;
  readonly #dialect: SourceDialect;
  readonly #levelValue: Quantity;
  readonly #outputValue: Selection;
  readonly #compliance: Quantity | undefined;
  readonly #cores;
  #limit: number | undefined;
  /** What still waits for the line when it is switched off must not go out after that. */
  readonly #settings = new Undertaking();
  #cancelPoll = () => {};

  constructor(
    fields: SourceFields,
    dialect: SourceDialect,
    meter: Meter,
    context: DriverContext,
  ) {
    this.#meter = meter;
    this.#context = context;
    this.#dialect = dialect;
    this.#limit = dialect.compliance?.value;
    this.#levelValue = this.#makeLevel(fields);
    this.#outputValue = this.#makeOutput(fields);
    this.#compliance = this.#makeCompliance(fields);
    const { group, decimals, onStop } = fields;
    const common = {
      driver: dialect.driver,
      group,
      decimals,
      isSimulated: context.isSimulated,
      onStop: STOPS[onStop],
    };
    const can = { set: true, stop: onStop === 'output-off' };
    const stoppable = can.stop ? { stop: () => this.#switchOff() } : undefined;
    const others: readonly NamedParameter[] = this.#compliance
      ? [['compliance', this.#compliance]]
      : [];
    const level = assembleDevice(
      {
        info: deviceInfo(
          { ...common, name: fields.level, unit: dialect.base },
          can,
        ),
        clock: context.clock,
        main: this.#levelValue,
        others: () => others,
        traffic: () => meter.traffic(),
      },
      {
        readable: { read: (signal) => this.#levelValue.get(signal) },
        settable: {
          set: (value, signal) => this.#levelValue.setFrom(value, signal),
        },
        ...(stoppable && { stoppable }),
      },
    );
    const output = assembleDevice(
      {
        info: deviceInfo(
          { ...common, name: fields.output, options: ['on', 'off'] },
          can,
        ),
        clock: context.clock,
        main: this.#outputValue,
        traffic: () => meter.traffic(),
      },
      {
        readable: { read: (signal) => this.#outputValue.get(signal) },
        settable: {
          set: (value, signal) => this.#outputValue.set(String(value), signal),
        },
        ...(stoppable && { stoppable }),
      },
    );
    this.#cores = [level.core, output.core];
    this.level = level.device;
    this.output = output.device;
    meter.onReady(() => void this.#poll());
    meter.onLost((reason) => {
      this.#cancelPoll();
      for (const core of this.#cores) core.become('offline', reason);
    });
  }

  /** Whether something is put out, as far as is known. */
  get isOn(): boolean {
    return this.#outputValue.last?.value === 'on';
  }

  /** At each connect, before the meter counts: what is put out stays, and is read. */
  async setUp(): Promise<void> {
    const { compliance } = this.#dialect;
    const commands = await this.#dialect.setUp((query) => this.#ask(query));
    for (const command of commands) await this.#meter.send(command);
    if (compliance) {
      await this.#meter.send(`${compliance.command} ${this.#limit}`);
    }
    await this.#readAll();
  }

  close(): void {
    this.#cancelPoll();
  }

  #makeLevel({ level: name, limits, decimals }: SourceFields): Quantity {
    const { level, base } = this.#dialect;
    const [lower, upper] = limits ?? this.#dialect.limits;
    return new Quantity({
      name,
      unit: base,
      decimals,
      clock: this.#context.clock,
      help: 'What is put out while the output is on.',
      deviceLimits: () => ({ lower, upper }),
      get: async (signal) =>
        this.#shown(fieldOf(await this.#ask(`${level}?`, signal), 0)),
      set: async (value, signal) => {
        this.#assertFree(name);
        this.#cores[0]?.aim(value);
        await this.#meter.send(
          `${level} ${value}`,
          this.#settings.signal(signal),
        );
        await this.#levelValue.get(signal);
      },
    });
  }

  #makeOutput({ output: name }: SourceFields): Selection {
    const { output } = this.#dialect;
    return new Selection({
      name,
      options: ['on', 'off'],
      clock: this.#context.clock,
      help: 'Puts the level out. off may be set at any time, also while STOP ALL is latched.',
      get: async (signal) =>
        this.#shown(
          fieldOf(await this.#ask(`${output}?`, signal), 0) === 1
            ? 'on'
            : 'off',
        ),
      set: async (value, signal) => {
        if (value === 'on') this.#assertFree(name);
        this.#cores[1]?.aim(value);
        await this.#meter.send(
          `${output} ${value.toUpperCase()}`,
          this.#settings.signal(signal),
        );
        await this.#outputValue.get(signal);
      },
    });
  }

  #makeCompliance({ level, decimals }: SourceFields): Quantity | undefined {
    const { compliance } = this.#dialect;
    if (!compliance) return undefined;
    const { command, unit } = compliance;
    const name = `${level}.compliance`;
    const quantity: Quantity = new Quantity({
      name,
      unit,
      decimals: Math.max(decimals, 6),
      clock: this.#context.clock,
      help: 'What it lets through at most: the source holds back there.',
      deviceLimits: () => ({ lower: 0, upper: null }),
      get: async (signal) => fieldOf(await this.#ask(`${command}?`, signal), 0),
      set: async (value, signal) => {
        this.#assertFree(name);
        await this.#meter.send(`${command} ${value}`, signal);
        this.#limit = await quantity.get(signal);
      },
    });
    return quantity;
  }

  /** @throws BeamtimeError `stopped`, `disconnected`, `transition` */
  #assertFree(name: string): void {
    this.#context.devices.latch.check(name);
    for (const core of this.#cores) core.assertThere();
    if (!this.#meter.isCounting) return;
    throw new BeamtimeError(
      'transition',
      `${name} cannot be changed while ${this.#meter.info.name} is counting. Wait until it is idle.`,
    );
  }

  #ask(query: string, signal?: AbortSignal): Promise<string> {
    return this.#meter.exchange.request(query, { signal });
  }

  /** Announced once the parameter has the value. */
  #shown<T>(value: T): T {
    queueMicrotask(() => {
      for (const core of this.#cores) core.announce();
    });
    return value;
  }

  async #readAll(): Promise<void> {
    await this.#levelValue.get();
    await this.#outputValue.get();
    await this.#compliance?.get();
  }

  async #poll(): Promise<void> {
    this.#cancelPoll();
    try {
      if (!this.#meter.isCounting) await this.#readAll();
      for (const core of this.#cores) core.become('idle');
    } catch (error) {
      const { message } = toReport(error);
      for (const core of this.#cores) core.become('offline', message);
    }
    if (this.#meter.reading().status === 'offline') return;
    this.#cancelPoll();
    this.#cancelPoll = this.#context.clock.after(
      POLL_MS,
      () => void this.#poll(),
    );
  }

  /** A measurement that runs would be ended first, and the switch wait for it: it is broken off. */
  async #switchOff(): Promise<void> {
    const { exchange, isCounting } = this.#meter;
    this.#settings.callOff(
      new BeamtimeError(
        'stopped',
        'The output was switched off before it was set.',
      ),
    );
    const command = `${this.#dialect.output} OFF`;
    await Promise.all(
      [...(isCounting ? [DEVICE_CLEAR] : []), command].map((text) =>
        exchange.urgent(text, { hasReply: false }),
      ),
    );
    await this.#outputValue.get();
  }
}
