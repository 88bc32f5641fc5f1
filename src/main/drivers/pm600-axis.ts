import type { DeviceStatus } from '../../contract/devices.ts';
import { BeamtimeError } from '../../contract/errors.ts';
import { axisStops } from '../device/on-stop.ts';
import type { Speed } from '../device/speed.ts';
import type { AxisWays } from './axis-line.ts';
import { StepAxis } from './controller-axis.ts';
import type { Pm600Config } from './pm600-config.ts';
import { replyNumber } from './reply-number.ts';
import type { DriverContext } from './types.ts';

type AxisConfig = Pm600Config['axes'][string];

/** What the chain does for its axes. */
export interface Pm600AxisChain extends AxisWays {
  /** Sends a command and answers with its value, or `OK`. */
  send(command: string, signal?: AbortSignal): Promise<string>;
}

/** Bounds of velocity (steps/s) and acceleration (steps/s²) in the controller. */
const FASTEST = 400_000;

/** One controller of the chain. */
export class Pm600Axis extends StepAxis<AxisConfig> {
  readonly address: number;
  readonly onStop: AxisConfig['onStop'];
  readonly readEncoder?: () => Promise<number>;
  readonly #chain: Pm600AxisChain;
  /** Characters of `OS`: idle, error, upper and lower hard limit, jogging, on datum, two kept free. */
  #flags = '';

  constructor(
    name: string,
    fields: AxisConfig,
    context: DriverContext,
    chain: Pm600AxisChain,
  ) {
    const { stepsPerUnit, address, onStop } = fields;
    super({
      name,
      driver: 'pm600',
      fields,
      context,
      ways: chain,
      facts: {
        stepsPerUnit,
        tolerance: 2 / stepsPerUnit,
        onStop: axisStops[onStop],
      },
    });
    this.address = address;
    this.onStop = onStop;
    this.#chain = chain;
    if (fields.encoder) this.readEncoder = () => this.#register('OA');
  }

  /** Commands that set velocity and both ramps. */
  settings({ velocity, acceleration }: Speed): readonly string[] {
    const inBounds = (value: number) =>
      Math.min(
        Math.max(1, Math.round(value * this.fields.stepsPerUnit)),
        FASTEST,
      );
    const ramp = inBounds(acceleration);
    return [
      `${this.address}SV${inBounds(velocity)}`,
      `${this.address}SA${ramp}`,
      `${this.address}SD${ramp}`,
    ];
  }

  async readStatus(): Promise<void> {
    const flags = await this.#chain.send(`${this.address}OS`);
    if (!/^[01]{4,8}$/.test(flags)) {
      throw new BeamtimeError(
        'protocol',
        `${this.name} answered its status with "${flags}" instead of eight 0 and 1. Is it a PM600?`,
      );
    }
    this.#flags = flags;
    const isMoving = flags[0] === '0';
    this.take({ isMoving, ...this.#condition(isMoving) });
  }

  async readPosition(): Promise<void> {
    const isActual = this.fields.readback === 'actual';
    this.take({ dial: await this.#register(isActual ? 'OA' : 'OC') });
  }

  async home(signal: AbortSignal): Promise<number> {
    const { address, fields } = this;
    await this.#resetFault(signal);
    const way = fields.home === 'positive' ? 'HD' : 'HD-1';
    await this.#chain.send(`${address}${way}`, signal);
    await this.ways.untilStanding(fields.homeTimeout * 1000);
    if (signal.aborted) return this.dial;
    const isFound = this.#flags[5] === '1';
    this.take({ isReferenced: isFound });
    if (!isFound) {
      throw new BeamtimeError(
        'device',
        `${this.name} did not find its reference in ${fields.home} direction${this.#hardLimit ? `, it stands on its ${this.#hardLimit} limit switch` : ''}. Try from the other side, or change its direction in the beamline file (home).`,
      );
    }
    if (fields.homeAt !== null) {
      const steps = this.toSteps(fields.homeAt);
      await this.#chain.send(`${address}CP${steps}`);
      await this.#chain.send(`${address}AP${steps}`);
    }
    return this.read();
  }

  /** The controller says `!RESET` when it did, and refuses where there is nothing to reset. */
  async clearFault(): Promise<void> {
    await this.#resetFault();
    await this.readStatus();
  }

  protected async start(dial: number, signal: AbortSignal): Promise<void> {
    // Somebody asked for this move on purpose: a fault that is over must not stand in the way.
    await this.#resetFault(signal);
    await this.#chain.send(`${this.address}MA${this.toSteps(dial)}`, signal);
  }

  /** Its flags know why. Without one it is left to the tolerance. */
  protected explainShortfall(): void {
    const side = this.#hardLimit;
    if (side) {
      throw new BeamtimeError(
        'hard-limit',
        `${this.name} ran into the ${side} limit switch. Move it the other way, and check the limits in the beamline file.`,
      );
    }
    if (!this.#hasFault) return;
    throw new BeamtimeError(
      'device',
      `${this.name} stopped before it was there: the controller aborted the motion. Look for a blocked axis or an emergency stop at the controller.`,
    );
  }

  async #resetFault(signal?: AbortSignal): Promise<void> {
    if (this.#hasFault) await this.#chain.send(`${this.address}RS`, signal);
  }

  async #register(query: 'OA' | 'OC'): Promise<number> {
    const text = await this.#chain.send(`${this.address}${query}`);
    const steps = replyNumber(text);
    if (steps !== undefined && Number.isInteger(steps)) {
      const dial = this.toDial(steps);
      if (query === 'OA') this.take({ encoder: dial });
      return dial;
    }
    throw new BeamtimeError(
      'protocol',
      `${this.name} answered its position with "${text}" instead of a whole number.`,
    );
  }

  get #hasFault(): boolean {
    return this.#flags[1] === '1';
  }

  get #hardLimit(): 'upper' | 'lower' | undefined {
    if (this.#flags[2] === '1') return 'upper';
    return this.#flags[3] === '1' ? 'lower' : undefined;
  }

  #condition(isMoving: boolean): {
    status: DeviceStatus;
    message: string | null;
  } {
    if (isMoving) return { status: 'moving', message: null };
    if (this.#hasFault) {
      return {
        status: 'idle',
        message:
          'The controller has aborted a motion; the next move resets it.',
      };
    }
    const side = this.#hardLimit;
    if (!side) return { status: 'idle', message: null };
    return {
      status: 'limit',
      message: `It stands on its ${side} limit switch; move it the other way.`,
    };
  }
}
