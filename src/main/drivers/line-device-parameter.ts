import type { Exchange } from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import { readable, type Parts } from '../base/text-pattern.ts';
import { Undertaking } from '../base/undertaking.ts';
import { CoreDevice } from '../device/core-device.ts';
import { DeviceCore, deviceInfo } from '../device/core.ts';
import {
  Quantity,
  Selection,
  type ParameterOptions,
  type ParameterValue,
} from '../device/parameter.ts';
import type { Readable, Settable, Stoppable } from '../device/types.ts';
import type { ParameterFields } from './line-device-fields.ts';
import {
  failureOf,
  type LineQuery,
  type QueryMember,
} from './line-device-query.ts';
import { stopInWords, stopValue } from './line-device-stop.ts';
import { replyNumber } from './reply-number.ts';
import type { DriverContext } from './types.ts';

/** One value of an instrument: what the beamline file says of it, and how it reaches the line. */
export interface LineParameterSpec {
  readonly name: string;
  readonly driver: string;
  readonly fields: ParameterFields;
  /** Where it is read, and under which name in the reply. */
  readonly source?: { readonly query: LineQuery; readonly part: string };
  /** Sends a command; resolves when the instrument has taken it. */
  readonly send: (command: string, signal?: AbortSignal) => Promise<void>;
  /** Sends a command over whatever waits; resolves when it is out, or answered where it can be. */
  readonly urge: (command: string) => Promise<void>;
  /** Tells it to stop. Left out where there is nothing that can be sent. */
  readonly stop?: (() => Promise<void>) | undefined;
  traffic(): readonly Exchange[];
}

/** One value of an instrument as a device: a number with a unit, or one of a closed list. */
export class LineParameter extends CoreDevice implements QueryMember {
  readonly readable?: Readable;
  readonly settable?: Settable;
  readonly stoppable?: Stoppable;
  readonly #spec: LineParameterSpec;
  readonly #context: DriverContext;
  protected readonly core: DeviceCore;
  readonly #main: Quantity | Selection;
  /** Settings that wait or are on their way. */
  readonly #settings = new Undertaking();

  constructor(spec: LineParameterSpec, context: DriverContext) {
    super();
    const { name, driver, fields, source, stop } = spec;
    const { command, options, unit, decimals, group } = fields;
    const { clock, isSimulated } = context;
    this.#spec = spec;
    this.#context = context;
    const canStop = stop !== undefined || stopValue(fields) !== undefined;
    const choices = options ? Object.keys(options) : null;
    const info = deviceInfo(
      {
        name,
        driver,
        group,
        unit,
        decimals,
        isSimulated,
        options: choices,
        onStop: stopInWords(fields, stop !== undefined),
      },
      { set: command !== undefined, stop: canStop },
    );
    this.#main = choices
      ? new Selection({
          ...this.#access((text) => this.#choice(text)),
          options: choices,
        })
      : new Quantity({
          ...this.#access((text) => this.#number(text)),
          unit,
          decimals,
          deviceLimits: () => ({
            lower: fields.limits[0],
            upper: fields.limits[1],
          }),
        });
    this.core = new DeviceCore(this, {
      info,
      clock,
      main: this.#main,
      traffic: () => spec.traffic(),
    });
    if (source) {
      this.readable = { read: (signal) => this.#main.get(signal) };
      source.query.add(this);
    }
    if (command !== undefined) {
      this.settable = { set: (value, signal) => this.#set(value, signal) };
    }
    if (canStop) this.stoppable = { stop: () => this.#stop() };
  }

  /** The line is there. What is read shows itself when it was. */
  begin(): void {
    if (!this.#spec.source) this.core.become('idle');
  }

  lose(message: string): void {
    this.core.become('offline', message);
  }

  /** Takes its part of a reply that anybody asked for. */
  take(parts: Parts): void {
    try {
      const main = this.#main;
      const text = this.#textIn(parts);
      if (main instanceof Quantity) main.update(this.#number(text));
      else main.update(this.#choice(text));
      this.#show();
    } catch (error) {
      this.fail(error);
    }
  }

  fail(error: unknown): void {
    const { status, message } = failureOf(error);
    // What was read before says nothing of now.
    this.#main.markStale();
    this.core.become(status, message);
  }

  #show(): void {
    if (this.core.condition.status !== 'moving') this.core.become('idle');
    this.core.announce();
  }

  /** How the parameter reaches the instrument. */
  #access<T extends ParameterValue>(
    parse: (text: string) => T,
  ): ParameterOptions<T> {
    const { name, source, fields } = this.#spec;
    const { command, help } = fields;
    return {
      name,
      help,
      clock: this.#context.clock,
      ...(source && {
        get: async (signal) =>
          parse(this.#textIn(await source.query.ask(signal))),
      }),
      ...(command !== undefined && {
        set: (value, signal) => this.#send(command, value, signal),
      }),
      target: () => undefined,
    };
  }

  #textIn(parts: Parts): string {
    const { name, source } = this.#spec;
    const text = parts[source?.part ?? ''];
    if (text !== undefined) return text;
    throw new BeamtimeError(
      'protocol',
      `${name} has no value: the reply has no ${source?.part ?? 'part'} in it.`,
    );
  }

  async #set(value: number | string, signal?: AbortSignal): Promise<void> {
    const main = this.#main;
    const { name, fields } = this.#spec;
    if (value !== fields.safe) this.#context.devices.latch.check(name);
    this.core.assertThere();
    // What still waits for the line when it is stopped must not go out after the stop.
    const wanted = this.#settings.signal(signal);
    if (main instanceof Quantity) await main.setFrom(value, wanted);
    else await main.set(String(value), wanted);
  }

  async #send(
    command: string,
    value: ParameterValue,
    signal?: AbortSignal,
  ): Promise<void> {
    this.core.aim(value);
    await this.#spec.send(this.#commandFor(command, value), signal);
    await this.#confirm(value, signal);
  }

  /** Looks whether it is there, where it can be read. */
  async #confirm(value: ParameterValue, signal?: AbortSignal): Promise<void> {
    const main = this.#main;
    const { fields, source } = this.#spec;
    if (!source) {
      if (main instanceof Quantity) main.update(Number(value));
      else main.update(String(value));
      this.core.announce();
    } else if (main instanceof Selection) {
      await this.#arrive((wait) => main.wait(String(value), wait), signal);
    } else if (fields.tolerance !== undefined) {
      const { tolerance } = fields;
      await this.#arrive(
        (wait) => main.wait(Number(value), { ...wait, tolerance }),
        signal,
      );
    } else await main.get(signal);
  }

  #commandFor(command: string, value: ParameterValue): string {
    return command.replaceAll('{value}', this.#written(value));
  }

  /** A value in the instrument's own words. */
  #written(value: ParameterValue): string {
    const { options, scale } = this.#spec.fields;
    return typeof value === 'number'
      ? String(Number((value / scale).toPrecision(12)))
      : (options?.[value] ?? value);
  }

  /** Waits until the instrument says that it is there, reading much faster than at rest. */
  async #arrive(
    wait: (options: {
      readonly timeoutMs: number;
      readonly signal?: AbortSignal;
    }) => Promise<void>,
    signal?: AbortSignal,
  ): Promise<void> {
    this.core.become('moving');
    try {
      await wait({
        timeoutMs: this.#spec.fields.travel * 1000,
        ...(signal && { signal }),
      });
    } finally {
      if (this.core.condition.status === 'moving') this.core.become('idle');
      this.core.announce();
    }
  }

  async #stop(): Promise<void> {
    const { stop, fields } = this.#spec;
    this.#settings.callOff(
      new BeamtimeError(
        'stopped',
        `${this.info.name} was stopped on its way to ${String(this.core.target)}.`,
      ),
    );
    if (stop) await stop();
    else await this.#setAtOnce(fields.command ?? '', stopValue(fields) ?? '');
  }

  /** No lock and no latch is asked. */
  async #setAtOnce(command: string, value: ParameterValue): Promise<void> {
    this.core.aim(value);
    await this.#spec.urge(this.#commandFor(command, value));
    // What was read before says nothing of now, and a reading that was on its way may have been overtaken.
    this.#main.markStale();
    if (this.#main.isReadable) await this.#main.get().catch(() => {});
    await this.#confirm(value);
  }

  #number(text: string): number {
    const value = (replyNumber(text) ?? NaN) * this.#spec.fields.scale;
    if (Number.isFinite(value)) return value;
    throw this.#unexpected(text, 'a number');
  }

  #choice(text: string): string {
    const { options = {} } = this.#spec.fields;
    const said = text.trim().toLowerCase();
    for (const [choice, word] of Object.entries(options)) {
      if (word.toLowerCase() === said) return choice;
    }
    throw this.#unexpected(text, Object.values(options).join(' or '));
  }

  #unexpected(text: string, expected: string): BeamtimeError {
    return new BeamtimeError(
      'protocol',
      `${this.info.name} was answered with "${readable(text)}" instead of ${expected}. Check its query and options in the beamline file.`,
    );
  }
}
