import type { Clock } from '../base/clock.ts';
import type { NamedParameter } from '../device/core.ts';
import {
  Quantity,
  Selection,
  StateRule,
  type State,
} from '../device/parameter.ts';

/** Something of a meter that can be set while it does not measure. */
export interface MeterSetting {
  /** Name of the parameter. */
  readonly name: string;
  readonly help: string;
  /** Asks for it; several questions are joined with `;:`, and so are their answers with `;`. */
  readonly query: string;
  /** Set at each connect; left out: it stays as the instrument has it. */
  readonly initial?: string | number;
}

/** One of a closed list, with the commands that make it so. */
export interface MeterChoice extends MeterSetting {
  readonly options: Readonly<Record<string, readonly string[]>>;
  readonly read: (reply: string) => string;
}

/** A number, with the command that sets it. */
export interface MeterNumber extends MeterSetting {
  readonly unit: string;
  readonly decimals: number;
  readonly lower: number;
  readonly upper: number;
  readonly write: (value: number) => string;
  readonly read: (reply: string) => number;
}

/** What settings need of their meter. */
export interface SettingsLine {
  readonly name: string;
  readonly clock: Clock;
  ask(query: string, signal?: AbortSignal): Promise<string>;
  /** Sends one command, and reads the errors that it left behind. */
  send(command: string, signal?: AbortSignal): Promise<void>;
}

/** The settings of a meter as parameters, and what they are. */
export class MeterSettings {
  readonly #settings: readonly (MeterChoice | MeterNumber)[];
  readonly #line: SettingsLine;
  /** What was last set, or is to be set. */
  readonly #values = new Map<string, string | number>();
  readonly #parameters = new Map<string, Quantity | Selection>();

  constructor(
    settings: readonly (MeterChoice | MeterNumber)[],
    line: SettingsLine,
  ) {
    this.#settings = settings;
    this.#line = line;
    for (const { name, initial } of settings) {
      if (initial !== undefined) this.#values.set(name, initial);
    }
  }

  /** Made for the device that shows them; none may change unless it is idle. */
  parameters(status: State): readonly NamedParameter[] {
    const rule = new StateRule(status, { source: ['idle'] });
    for (const setting of this.#settings) {
      this.#parameters.set(setting.name, this.#parameter(setting, rule));
    }
    return [...this.#parameters];
  }

  value(name: string): string | number | undefined {
    return this.#values.get(name);
  }

  /** Takes in what was set by another way than its parameter. */
  note(name: string, value: number): void {
    this.#values.set(name, value);
    const parameter = this.#parameters.get(name);
    if (parameter instanceof Quantity) parameter.update(value);
  }

  /** After a connect: sets what is to be set, and reads the rest. */
  async apply(): Promise<void> {
    for (const setting of this.#settings) {
      const value = this.#values.get(setting.name);
      if (value !== undefined) {
        for (const command of commandsOf(setting, value)) {
          await this.#line.send(command);
        }
      }
      await this.#parameters.get(setting.name)?.get();
    }
  }

  /** Reads all of it: it may have changed by another way. */
  async refresh(): Promise<void> {
    for (const parameter of this.#parameters.values()) await parameter.get();
  }

  #parameter(setting: MeterChoice | MeterNumber, rule: StateRule) {
    const common = {
      name: `${this.#line.name}.${setting.name}`,
      help: setting.help,
      clock: this.#line.clock,
      rule,
    };
    if ('options' in setting) {
      const selection: Selection = new Selection({
        ...common,
        options: Object.keys(setting.options),
        get: (signal) => this.#read(setting, signal),
        set: (value, signal) =>
          this.#set(setting, value, () => selection.get(signal), signal),
      });
      return selection;
    }
    const quantity: Quantity = new Quantity({
      ...common,
      unit: setting.unit,
      decimals: setting.decimals,
      deviceLimits: () => ({ lower: setting.lower, upper: setting.upper }),
      get: (signal) => this.#read(setting, signal),
      set: (value, signal) =>
        this.#set(setting, value, () => quantity.get(signal), signal),
    });
    return quantity;
  }

  async #read<T extends string | number>(
    {
      name,
      query,
      read,
    }: { name: string; query: string; read: (reply: string) => T },
    signal?: AbortSignal,
  ): Promise<T> {
    const value = read(await this.#line.ask(query, signal));
    this.#values.set(name, value);
    return value;
  }

  async #set(
    setting: MeterChoice | MeterNumber,
    value: string | number,
    reread: () => Promise<unknown>,
    signal?: AbortSignal,
  ): Promise<void> {
    for (const command of commandsOf(setting, value)) {
      await this.#line.send(command, signal);
    }
    await reread();
  }
}

function commandsOf(
  setting: MeterChoice | MeterNumber,
  value: string | number,
): readonly string[] {
  return 'options' in setting
    ? (setting.options[value] ?? [])
    : [setting.write(Number(value))];
}
