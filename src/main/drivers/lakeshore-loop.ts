import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import { Undertaking } from '../base/undertaking.ts';
import { abortReason, formatSeconds, within } from '../base/wait.ts';
import { CoreDevice } from '../device/core-device.ts';
import { DeviceCore, deviceInfo } from '../device/core.ts';
import { acts, leave } from '../device/on-stop.ts';
import { Quantity, type Selection } from '../device/parameter.ts';
import type { Settable, Stoppable } from '../device/types.ts';
import { formatQuantity } from '../device/units.ts';
import type { LakeshoreLoopConfig } from './lakeshore-config.ts';
import type { LakeshoreLine } from './lakeshore-line.ts';
import { LoopCommands } from './lakeshore-loop-commands.ts';
import { conditionOf } from './lakeshore-loop-condition.ts';
import {
  loopParameters,
  named,
  type LoopParameters,
  type LoopSetting,
} from './lakeshore-loop-parameters.ts';
import {
  readLoop,
  readSettings,
  type LoopReading,
  type LoopSettings,
} from './lakeshore-loop-reading.ts';
import { Settling } from './lakeshore-settling.ts';
import { heaterInWords, MODES, rangesOf } from './lakeshore-status.ts';
import type { DriverContext } from './types.ts';

/** Settings are read every so many rounds: somebody may change them at the instrument. */
const SETTINGS_EVERY = 10;
const STOPS = {
  leave,
  off: acts('Its heater is switched off.', 'Heater switched off.'),
  hold: acts(
    'Its ramp ends, and the temperature of now becomes its setpoint.',
    'Ramp ended; it holds the temperature of now.',
  ),
} as const;
/** One control loop of a Lake Shore: its value is the setpoint, which may be on a ramp. */
export class LakeshoreLoop extends CoreDevice {
  readonly readable = {
    read: (signal?: AbortSignal) => this.#setpoint.get(signal),
  };
  readonly settable: Settable;
  readonly stoppable: Stoppable;
  protected readonly core: DeviceCore;
  readonly #config: LakeshoreLoopConfig;
  readonly #context: DriverContext;
  readonly #line: LakeshoreLine;
  readonly #commands: LoopCommands;
  readonly #setpoint: Quantity;
  readonly #parameters: LoopParameters;
  #reading: LoopReading | undefined;
  #settings: LoopSettings | undefined;
  #round = 0;
  /** What still waits for the line when it is stopped must not go out after the stop. */
  readonly #settingsUnderWay = new Undertaking();
  #heaterFault: string | null = null;
  #waiting: AbortController | undefined;
  #settling: Settling | undefined;

  constructor(
    name: string,
    config: LakeshoreLoopConfig,
    context: DriverContext,
    line: LakeshoreLine,
  ) {
    super();
    const { clock, isSimulated } = context;
    const { decimals, group, limits } = config;
    this.#config = config;
    this.#context = context;
    this.#line = line;
    this.#commands = new LoopCommands(name, config.output, line);
    this.#setpoint = new Quantity({
      name,
      unit: 'K',
      decimals,
      clock,
      get: async (signal) => {
        await this.#refresh(signal);
        // After the value is taken in.
        queueMicrotask(() => this.core.announce());
        return this.#reading?.setpoint ?? NaN;
      },
      set: (value, signal) => this.#apply(value, signal),
      target: () =>
        typeof this.core.target === 'number' ? this.core.target : undefined,
      deviceLimits: () => ({ lower: limits[0], upper: limits[1] }),
    });
    this.#parameters = loopParameters({
      name,
      config,
      clock,
      refresh: (signal) => this.#refresh(signal),
      setRange: (range) => this.#setRange(range),
      setRamp: (isOn) => this.#setRamp(isOn, this.#settings?.rate ?? 0),
      setNumber: (key, value) => this.#setNumber(key, value),
    });
    this.core = new DeviceCore(this, {
      info: deviceInfo(
        {
          name,
          driver: 'lakeshore',
          unit: 'K',
          decimals,
          group,
          isSimulated,
          onStop: STOPS[config.onStop],
        },
        { set: true, stop: true },
      ),
      clock,
      main: this.#setpoint,
      others: () => named(this.#parameters),
      traffic: () => line.traffic(),
    });
    this.settable = {
      set: (value, signal) => this.#setpoint.setFrom(value, signal),
    };
    this.stoppable = { stop: () => this.#stop() };
  }

  async poll(): Promise<void> {
    if (!this.#settings || this.#round % SETTINGS_EVERY === 0) {
      this.#takeSettings(await readSettings(this.#line, this.#config.output));
    }
    this.#round += 1;
    await this.#refresh();
    if (this.#reading) this.#setpoint.update(this.#reading.setpoint);
    this.core.announce();
  }

  lose(message: string): void {
    // It may be another one when it comes back.
    this.#settings = undefined;
    this.#waiting?.abort(new BeamtimeError('disconnected', message));
    this.core.become('offline', message);
  }

  async #refresh(signal?: AbortSignal): Promise<void> {
    const { output } = this.#config;
    const input = this.#settings?.input;
    this.#take(await readLoop(this.#line, output, input, signal));
  }

  #take(reading: LoopReading): void {
    const isGood = reading.status === 0;
    const { temperature, heater, range } = this.#parameters;
    this.#reading = reading;
    temperature.update(isGood ? reading.temperature : NaN);
    heater.update(reading.power);
    tell(range, rangesOf(this.#config.output)[reading.range]);
    const fault = heaterInWords(reading.heater);
    // The instrument forgets a fault when it is asked; here it lasts until the heater is on again.
    if (fault !== null) this.#heaterFault = fault;
    else if (reading.range > 0) this.#heaterFault = null;
    if (!this.#waiting && !reading.isRamping) this.core.aim(reading.setpoint);
    this.#settling?.take(isGood ? reading.temperature : NaN);
    this.#show();
  }

  #takeSettings(settings: LoopSettings): void {
    this.#settings = settings;
    const { mode, ramp, rampRate, p, i, d } = this.#parameters;
    tell(mode, MODES[settings.mode]);
    tell(ramp, settings.isRampOn ? 'on' : 'off');
    rampRate.update(settings.rate);
    [p, i, d].forEach((gain, place) => {
      gain.update(settings.pid[place] ?? NaN);
    });
  }

  #show(): void {
    const { status, message } = conditionOf({
      settings: this.#settings,
      reading: this.#reading,
      heaterFault: this.#heaterFault,
      isWaiting: this.#waiting !== undefined,
    });
    this.core.become(status, message);
  }

  /** Sends the setpoint, and waits for the temperature where that is wanted. */
  async #apply(value: number, signal?: AbortSignal): Promise<void> {
    const { name } = this.info;
    this.#context.devices.latch.check(name);
    this.core.assertThere();
    this.#waiting?.abort(
      new BeamtimeError('stopped', `${name} was given another setpoint.`),
    );
    const { setpoint, isRamping } = await this.#commands.setpoint(
      value,
      this.#settingsUnderWay.signal(signal),
    );
    this.#setpoint.update(setpoint);
    if (this.#reading) this.#take({ ...this.#reading, setpoint, isRamping });
    this.core.aim(value);
    this.core.announce();
    if (this.#parameters.wait.last?.value === 'on') {
      await this.#arrive(value, signal);
    }
  }

  async #arrive(target: number, signal?: AbortSignal): Promise<void> {
    const { clock } = this.#context;
    const tolerance = numberOf(this.#parameters.tolerance);
    const isNear = (kelvin: number) => Math.abs(kelvin - target) <= tolerance;
    this.#assertHeated(isNear);
    const waiting = new AbortController();
    const windowMs = numberOf(this.#parameters.window) * 1000;
    const settling = new Settling(clock, isNear, windowMs);
    const onAbort = () => {
      if (signal) waiting.abort(abortReason(signal));
    };
    signal?.addEventListener('abort', onAbort, { once: true });
    if (signal?.aborted) onAbort();
    this.#waiting = waiting;
    this.#settling = settling;
    this.#show();
    try {
      await within(settling.settled, {
        clock,
        timeoutMs: numberOf(this.#parameters.timeout) * 1000,
        what: this.info.name,
        signal: waiting.signal,
      });
    } catch (error) {
      throw isBeamtimeError(error, 'timeout') ? this.#late(target) : error;
    } finally {
      signal?.removeEventListener('abort', onAbort);
      if (this.#waiting === waiting) {
        this.#waiting = undefined;
        this.#settling = undefined;
        if (this.core.condition.status !== 'offline') this.#show();
      }
    }
  }

  /** Without heat nobody need wait for a temperature that is not there already. */
  #assertHeated(isNear: (kelvin: number) => boolean): void {
    const { range = 0, temperature = NaN } = this.#reading ?? {};
    if (range > 0 || isNear(temperature)) return;
    throw new BeamtimeError(
      'state',
      `${this.info.name} has taken its setpoint, but its heater is off, so the temperature will not get there. Choose a range of the heater, or do not wait (wait).`,
    );
  }

  #late(target: number): BeamtimeError {
    const { tolerance, timeout, temperature, range } = this.#parameters;
    const kelvin = (value: number) =>
      formatQuantity(value, this.#config.decimals, 'K');
    const is = temperature.last?.value ?? NaN;
    return new BeamtimeError(
      'timeout',
      `${this.info.name} was not within ${kelvin(numberOf(tolerance))} of ${kelvin(target)} for long enough after ${formatSeconds(numberOf(timeout) * 1000)}; ${Number.isNaN(is) ? 'it has no temperature' : `it is at ${kelvin(is)}`}, with the heater ${range.last?.value ?? 'off'}. The setpoint stays. Give it more time (timeout), or look at its range and gains.`,
      { detail: { target, temperature: Number.isNaN(is) ? null : is } },
    );
  }

  /** A heater that is not well switches off again and says so once. */
  async #setRange(wanted: number): Promise<void> {
    const { name } = this.info;
    if (wanted > 0) this.#context.devices.latch.check(name);
    const { range, heater } = await this.#commands.range(
      wanted,
      this.#settingsUnderWay.signal(),
    );
    if (this.#reading) this.#take({ ...this.#reading, range, heater });
    const fault = heaterInWords(heater);
    if (fault !== null) {
      throw new BeamtimeError(
        'device',
        `${name} did not switch its heater on: ${fault}.`,
      );
    }
    this.#commands.assertRange(wanted, range);
  }

  async #setRamp(isOn: boolean, rate: number): Promise<void> {
    // Before its settings were read, a rate would be invented.
    this.core.assertThere();
    this.#changeSettings(await this.#commands.ramp(isOn, rate));
  }

  async #setNumber(key: LoopSetting, value: number): Promise<void> {
    this.core.assertThere();
    const { isRampOn = false, pid = [] } = this.#settings ?? {};
    if (key === 'rampRate') {
      await this.#setRamp(isRampOn, value);
      return;
    }
    const gains = pid.with({ p: 0, i: 1, d: 2 }[key], value);
    this.#changeSettings(await this.#commands.pid(gains));
  }

  #changeSettings(change: Partial<LoopSettings>): void {
    if (this.#settings) this.#takeSettings({ ...this.#settings, ...change });
  }

  /** Whoever waits is told; the heater is left alone unless the beamline file says otherwise. */
  async #stop(): Promise<void> {
    const reason = new BeamtimeError(
      'stopped',
      `${this.info.name} was stopped before its temperature was there.`,
    );
    this.#settingsUnderWay.callOff(reason);
    this.#waiting?.abort(reason);
    if (this.#config.onStop === 'off') await this.#switchOff();
    if (this.#config.onStop === 'hold') await this.#hold();
  }

  async #switchOff(): Promise<void> {
    const range = await this.#commands.switchOff();
    if (range === undefined || !this.#reading) return;
    this.#take({ ...this.#reading, range });
  }

  /** The temperature of now becomes the setpoint, at once. Without one, it is the setpoint of now. */
  async #hold(): Promise<void> {
    const { status = 1, temperature = NaN } = this.#reading ?? {};
    const setpoint = await this.#commands.hold(
      status === 0 ? temperature : NaN,
      this.#settings?.rate ?? 0,
    );
    if (setpoint === undefined || !this.#reading) return;
    this.#changeSettings({ isRampOn: false });
    this.#setpoint.update(setpoint);
    this.#take({ ...this.#reading, setpoint, isRamping: false });
    this.core.announce();
  }
}

function numberOf(parameter: Quantity): number {
  return parameter.last?.value ?? NaN;
}

/** A selection is told only what it knows. */
function tell(selection: Selection, value: string | undefined): void {
  if (value !== undefined && selection.last?.value !== value) {
    selection.update(value);
  }
}
