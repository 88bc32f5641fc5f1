import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import { formatSeconds, sleep } from '../base/wait.ts';
import { axisStops } from '../device/on-stop.ts';
import type { Speed } from '../device/speed.ts';
import { isRefusal, type AxisWays } from './axis-line.ts';
import { inUnits, UNIT_TOLERANCE, UnitAxis } from './controller-axis.ts';
import { replyNumber } from './reply-number.ts';
import type { Smc100Config } from './smc100-config.ts';
import { readSmc100Status, type Smc100Status } from './smc100-status.ts';
import type { DriverContext } from './types.ts';

type AxisConfig = Smc100Config['axes'][string];

/** What the chain does for its axes beside what every line does. */
export interface Smc100AxisChain extends AxisWays {
  /** Asks, and answers with what follows address and command. */
  ask(query: string, signal?: AbortSignal): Promise<string>;
  /** Sends without asking what became of it. */
  tell(command: string): Promise<void>;
}

/** A box that was reset answers again within this time, and is asked this often. */
const RESET_MS = 15_000;
const RESET_POLL_MS = 200;

/** One box of the chain and its stage. */
export class Smc100Axis extends UnitAxis<AxisConfig> {
  readonly address: number;
  readonly #chain: Smc100AxisChain;
  readonly #context: DriverContext;
  #said: Smc100Status | undefined;

  constructor(
    name: string,
    fields: AxisConfig,
    context: DriverContext,
    chain: Smc100AxisChain,
  ) {
    super({
      name,
      driver: 'smc100',
      fields,
      context,
      ways: chain,
      facts: {
        tolerance: UNIT_TOLERANCE,
        needsReference: true,
        onStop: axisStops[fields.onStop],
      },
    });
    this.address = fields.address;
    this.#chain = chain;
    this.#context = context;
  }

  /**
   * Commands that set velocity and acceleration, where the box takes them: before it found its reference it refuses
   * them, and in its configuration it would keep them for good.
   */
  settings({ velocity, acceleration }: Speed): readonly string[] {
    if (this.#said?.state !== 'ready' && this.#said?.state !== 'disabled')
      return [];
    return [
      `${this.address}VA${inUnits(velocity)}`,
      `${this.address}AC${inUnits(acceleration)}`,
    ];
  }

  /** Forgets an old refusal, and learns the state and the limits that the box keeps. */
  async meet(): Promise<void> {
    await this.#chain.ask(`${this.address}TE`);
    this.#said = await this.#askStatus();
    const lower = await this.#number('SL?');
    const upper = await this.#number('SR?');
    this.motor.report({ limits: { lower, upper } });
  }

  async readStatus(): Promise<void> {
    this.#said = await this.#askStatus();
    const { isMoving, isPowered, isReferenced, status, message } = this.#said;
    this.take({ isMoving, isPowered, isReferenced, status, message });
  }

  async readPosition(): Promise<void> {
    this.take({ dial: await this.#number('TP') });
  }

  /** A box that knows its reference looks for it again only after a reset. */
  async home(signal: AbortSignal): Promise<number> {
    if (this.#said?.state !== 'not referenced') await this.#reset(signal);
    await this.#chain.send(`${this.address}OR`, signal);
    await this.ways.untilStanding(this.fields.homeTimeout * 1000);
    if (signal.aborted) return this.dial;
    if (this.#said?.state !== 'ready') throw this.#notFound();
    await this.#applySpeed();
    return this.read();
  }

  async setPower(isOn: boolean): Promise<void> {
    await this.#chain.send(`${this.address}MM${isOn ? 1 : 0}`);
    await this.ways.untilStanding(0);
    if (isOn) await this.#applySpeed();
  }

  /** Switching the power on forgets the errors; where the reference is lost, only finding it does. */
  async clearFault(): Promise<void> {
    await this.readStatus();
    if (!this.#said?.faults) return;
    if (this.#said.state === 'disabled') return this.setPower(true);
    if (this.#said.state !== 'not referenced') return;
    throw new BeamtimeError(
      'state',
      `${this.name} has lost its reference: ${this.#said.faults}. Find the reference (home); that clears the fault.`,
    );
  }

  protected async start(dial: number, signal: AbortSignal): Promise<void> {
    await this.#chain.send(`${this.address}PA${inUnits(dial)}`, signal);
  }

  /** Its error bits know why. Without one it is left to the tolerance. */
  protected explainShortfall(): void {
    const { limit, faults, state, message } = this.#said ?? {};
    if (limit) {
      throw new BeamtimeError(
        'hard-limit',
        `${this.name} ran into its ${limit} limit switch.${state === 'not referenced' ? ' It has lost its reference; find it again (home).' : ' Move it the other way.'} Check the limits in the beamline file.`,
      );
    }
    if (faults) {
      throw new BeamtimeError(
        'device',
        `${this.name} stopped before it was there: ${faults}.`,
      );
    }
    if (state !== 'ready') {
      throw new BeamtimeError(
        'device',
        `${this.name} stopped before it was there. ${message ?? ''}`.trim(),
      );
    }
  }

  #notFound(): BeamtimeError {
    const { faults, message } = this.#said ?? {};
    const why = faults ? `: ${faults}` : '';
    return new BeamtimeError(
      'device',
      `${this.name} did not find its reference${why}. ${faults ? 'Look for the cause, and try again.' : (message ?? '')}`.trim(),
    );
  }

  /** What could not be set before. A box that refuses it can be used all the same. */
  async #applySpeed(): Promise<void> {
    try {
      await this.setSpeed(this.motor.speed);
    } catch (error) {
      if (!isRefusal(error)) throw error;
      this.#context.log(
        'warning',
        `${this.name} keeps its own velocity or acceleration. ${error.message}`,
      );
    }
  }

  /** It starts afresh: for a while it does not answer, then it does not know where it is. */
  async #reset(signal: AbortSignal): Promise<void> {
    const { clock } = this.#context;
    await this.#chain.tell(`${this.address}RS`);
    const end = clock.monotonic() + RESET_MS;
    while (clock.monotonic() < end) {
      await sleep(clock, RESET_POLL_MS, signal);
      if (await this.#isReset()) return;
    }
    throw new BeamtimeError(
      'device',
      `${this.name} was reset, and did not come back within ${formatSeconds(RESET_MS)} to the state in which it finds its reference. Look at the controller.`,
    );
  }

  async #isReset(): Promise<boolean> {
    try {
      await this.readStatus();
    } catch (error) {
      if (isBeamtimeError(error, 'timeout', 'protocol')) return false;
      throw error;
    }
    return this.#said?.state === 'not referenced';
  }

  async #askStatus(): Promise<Smc100Status> {
    const text = await this.#chain.ask(`${this.address}TS`);
    const said = readSmc100Status(text);
    if (said) return said;
    throw new BeamtimeError(
      'protocol',
      `${this.name} answered its status with "${text}", which is no state of an SMC100.`,
    );
  }

  async #number(query: string): Promise<number> {
    const text = await this.#chain.ask(`${this.address}${query}`);
    const value = replyNumber(text);
    if (value !== undefined) return value;
    throw new BeamtimeError(
      'protocol',
      `${this.name} answered ${query} with "${text}" instead of a number.`,
    );
  }
}
