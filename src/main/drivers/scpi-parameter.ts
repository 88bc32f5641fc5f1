import type { Exchange } from '../../contract/devices.ts';
import { BeamtimeError, toReport } from '../../contract/errors.ts';
import { CoreDevice } from '../device/core-device.ts';
import { DeviceCore, deviceInfo } from '../device/core.ts';
import {
  Quantity,
  Selection,
  type ParameterOptions,
  type ParameterValue,
} from '../device/parameter.ts';
import type { Readable, Settable } from '../device/types.ts';
import type { ScpiParameterConfig } from './scpi-config.ts';
import type { DriverContext } from './types.ts';

/** What the instrument does for its parameters. */
export interface ScpiParameterLine {
  ask(query: string, signal?: AbortSignal): Promise<string>;
  send(command: string, signal?: AbortSignal): Promise<void>;
  traffic(): readonly Exchange[];
}

/** A shutter and the like may take this long to get where it was told to go. */
const TRAVEL_TIMEOUT_MS = 10_000;

/** One parameter of an instrument as a device: a number with a unit, or one of a closed list. */
export class ScpiParameter extends CoreDevice {
  readonly readable?: Readable;
  readonly settable?: Settable;
  readonly #config: ScpiParameterConfig;
  readonly #context: DriverContext;
  readonly #line: ScpiParameterLine;
  protected readonly core: DeviceCore;
  readonly #main: Quantity | Selection;
  #cancelPoll = () => {};
  #isPolling = false;

  constructor(
    name: string,
    config: ScpiParameterConfig,
    context: DriverContext,
    line: ScpiParameterLine,
  ) {
    super();
    const { query, command, options, unit, decimals, group } = config;
    const { clock, isSimulated } = context;
    this.#config = config;
    this.#context = context;
    this.#line = line;
    const choices = options ? Object.keys(options) : null;
    const info = deviceInfo(
      {
        name,
        driver: 'scpi',
        group,
        unit,
        decimals,
        isSimulated,
        options: choices,
      },
      { set: command !== undefined },
    );
    this.#main = choices
      ? new Selection({
          ...this.#access(name, (reply) => this.#choice(reply)),
          options: choices,
        })
      : new Quantity({
          ...this.#access(name, (reply) => this.#number(reply)),
          unit,
          decimals,
          deviceLimits: () => ({
            lower: config.limits[0],
            upper: config.limits[1],
          }),
        });
    this.core = new DeviceCore(this, {
      info,
      clock,
      main: this.#main,
      traffic: () => line.traffic(),
    });
    if (query !== undefined) {
      this.readable = { read: (signal) => this.#main.get(signal) };
    }
    if (command !== undefined) {
      this.settable = { set: (value, signal) => this.#set(value, signal) };
    }
  }

  /** The line is there: reads now, and from time to time. */
  begin(): void {
    this.close();
    if (this.#config.query === undefined) {
      this.core.become('idle');
      return;
    }
    this.#isPolling = true;
    void this.#poll();
  }

  lose(message: string): void {
    this.close();
    this.core.become('offline', message);
  }

  close(): void {
    this.#isPolling = false;
    this.#cancelPoll();
  }

  async #poll(): Promise<void> {
    try {
      await this.#main.get();
    } catch (error) {
      if (this.#isPolling) this.core.become('offline', toReport(error).message);
    }
    if (!this.#isPolling) return;
    this.#cancelPoll = this.#context.clock.after(
      this.#config.poll * 1000,
      () => {
        void this.#poll();
      },
    );
  }

  /** How the parameter reaches the instrument. */
  #access<T extends ParameterValue>(
    name: string,
    parse: (reply: string) => T,
  ): ParameterOptions<T> {
    const { query, command } = this.#config;
    return {
      name,
      clock: this.#context.clock,
      ...(query !== undefined && {
        get: async (signal) => {
          const value = parse(await this.#line.ask(query, signal));
          queueMicrotask(() => this.#show());
          return value;
        },
      }),
      ...(command !== undefined && {
        set: (value, signal) => this.#send(command, value, signal),
      }),
      target: () => undefined,
    };
  }

  #show(): void {
    if (this.core.condition.status === 'moving') this.core.announce();
    else {
      this.core.become('idle');
      this.core.announce();
    }
  }

  async #set(value: number | string, signal?: AbortSignal): Promise<void> {
    const main = this.#main;
    if (value !== this.#config.safe)
      this.#context.devices.latch.check(this.info.name);
    this.core.assertThere();
    if (main instanceof Quantity) await main.setFrom(value, signal);
    else await main.set(String(value), signal);
  }

  async #send(
    command: string,
    value: ParameterValue,
    signal?: AbortSignal,
  ): Promise<void> {
    const { options, query, scale } = this.#config;
    const text =
      typeof value === 'number'
        ? String(Number((value / scale).toPrecision(12)))
        : (options?.[value] ?? value);
    this.core.aim(value);
    await this.#line.send(command.replaceAll('{value}', text), signal);
    if (query === undefined) {
      if (this.#main instanceof Quantity) this.#main.update(Number(value));
      else this.#main.update(String(value));
      this.core.announce();
    } else if (this.#main instanceof Selection) {
      await this.#arrive(this.#main, String(value), signal);
    } else await this.#main.get(signal);
  }

  /** Waits until the instrument says that it is there, reading much faster than at rest. */
  async #arrive(
    main: Selection,
    value: string,
    signal?: AbortSignal,
  ): Promise<void> {
    this.core.become('moving');
    try {
      await main.wait(value, {
        timeoutMs: TRAVEL_TIMEOUT_MS,
        ...(signal && { signal }),
      });
    } finally {
      this.core.become('idle');
      this.core.announce();
    }
  }

  #number(reply: string): number {
    const match = /^\s*"?([+-]?(?:\d+\.?\d*|\.\d+)(?:E[+-]?\d+)?)/i.exec(reply);
    if (match) return Number(match[1]) * this.#config.scale;
    throw this.#unexpected(reply, 'a number');
  }

  #choice(reply: string): string {
    const said = reply.trim().replace(/^"|"$/g, '').toLowerCase();
    for (const [choice, word] of Object.entries(this.#config.options ?? {})) {
      if (word.toLowerCase() === said) return choice;
    }
    throw this.#unexpected(
      reply,
      Object.values(this.#config.options ?? {}).join(' or '),
    );
  }

  #unexpected(reply: string, expected: string): BeamtimeError {
    return new BeamtimeError(
      'protocol',
      `${this.info.name} answered "${reply}" instead of ${expected}. Check its query and options in the beamline file.`,
    );
  }
}
