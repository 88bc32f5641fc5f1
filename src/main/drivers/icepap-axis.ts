import { BeamtimeError } from '../../contract/errors.ts';
import { axisStops } from '../device/on-stop.ts';
import type { Speed } from '../device/speed.ts';
import type { AxisWays } from './axis-line.ts';
import { StepAxis } from './controller-axis.ts';
import type { IcepapConfig } from './icepap-config.ts';
import { stopCodeInWords, type IcepapStatus } from './icepap-status.ts';
import { wholeNumber } from './icepap-words.ts';
import type { DriverContext } from './types.ts';

type AxisConfig = IcepapConfig['axes'][string];

/** What the rack does for its axes beside what every line does. */
export interface IcepapAxisRack extends AxisWays {
  /** Starts it together with others that are started in the same turn. */
  move(steps: number, signal: AbortSignal): Promise<void>;
  /** The words after the command word of the reply. */
  send(command: string, signal?: AbortSignal): Promise<readonly string[]>;
}

/** One board of an IcePAP rack. */
export class IcepapAxis extends StepAxis<AxisConfig> {
  readonly address: number;
  readonly onStop: AxisConfig['onStop'];
  /** The register that is shown as its position. */
  readonly readback: 'axis' | 'measure';
  readonly readEncoder?: () => Promise<number>;
  readonly #rack: IcepapAxisRack;
  #stopCode = 0;
  #encoder = NaN;

  constructor(
    name: string,
    fields: AxisConfig,
    context: DriverContext,
    rack: IcepapAxisRack,
  ) {
    const { stepsPerUnit, address, onStop, readback } = fields;
    super({
      name,
      driver: 'icepap',
      fields,
      context,
      ways: rack,
      facts: {
        stepsPerUnit,
        tolerance: 2 / stepsPerUnit,
        onStop: axisStops[onStop],
      },
    });
    this.address = address;
    this.onStop = onStop;
    this.readback = readback;
    this.#rack = rack;
    if (!fields.encoder) return;
    this.readEncoder = async () => {
      await this.read();
      return this.#encoder;
    };
  }

  /** Whether its encoder is looked at, as its position or beside it. */
  get hasEncoder(): boolean {
    return this.fields.encoder || this.readback === 'measure';
  }

  /** Commands that set velocity (steps/s) and time to full speed (s). */
  settings({ velocity, acceleration }: Speed): readonly string[] {
    const rate = Math.max(1, Math.round(velocity * this.fields.stepsPerUnit));
    const ramp = Number((velocity / acceleration).toPrecision(4));
    return [
      `#VELOCITY ${this.address} ${rate}`,
      `#ACCTIME ${this.address} ${ramp}`,
    ];
  }

  /** What `?FSTATUS` said. */
  takeStatus(said: IcepapStatus): void {
    const { isMoving, isPowered, status, message, stopCode } = said;
    this.#stopCode = stopCode;
    this.take({ isMoving, isPowered, status, message });
  }

  /** What `?FPOS` said of one register. */
  takeSteps(register: 'axis' | 'measure', steps: number): void {
    const dial = this.toDial(steps);
    if (register === 'measure') this.#encoder = dial;
    this.take({
      ...(register === this.readback && { dial }),
      ...(register === 'measure' && { encoder: dial }),
    });
  }

  async home(signal: AbortSignal): Promise<number> {
    const { address } = this;
    const direction = this.fields.home === 'positive' ? '+1' : '-1';
    await this.#rack.send(`#${address}:HOME ${direction}`, signal);
    await this.ways.untilStanding(this.fields.homeTimeout * 1000);
    if (signal.aborted) return this.dial;
    const [found] = await this.#rack.send(`${address}:?HOMESTAT`);
    this.take({ isReferenced: found === 'FOUND' });
    if (found !== 'FOUND') throw this.#notFound();
    return this.fields.homeAt === null
      ? this.dial
      : this.#countFrom(this.fields.homeAt);
  }

  async setPower(isOn: boolean): Promise<void> {
    await this.#rack.send(`#POWER ${isOn ? 'ON' : 'OFF'} ${this.address}`);
    await this.ways.untilStanding(0);
  }

  protected start(dial: number, signal: AbortSignal): Promise<void> {
    return this.#rack.move(this.toSteps(dial), signal);
  }

  /** The stop code knows why. A code of 0 leaves it to the tolerance. */
  protected explainShortfall(): void {
    const code = this.#stopCode;
    if (code === 0) return;
    const words = stopCodeInWords(code);
    if (code === 3 || code === 4) {
      throw new BeamtimeError(
        'hard-limit',
        `${this.name} ran into ${words}. Move it the other way, and check the limits in the beamline file.`,
      );
    }
    if (code === 1 || code === 2) {
      throw new BeamtimeError(
        'stopped',
        `${this.name} was stopped by ${words} that did not come from here.`,
      );
    }
    throw new BeamtimeError(
      'device',
      `${this.name} stopped before it was there: ${words}. Look at the rack.`,
    );
  }

  #notFound(): BeamtimeError {
    const why =
      this.#stopCode === 0
        ? ''
        : ` It ended at ${stopCodeInWords(this.#stopCode)}.`;
    return new BeamtimeError(
      'device',
      `${this.name} did not find its reference in ${this.fields.home} direction.${why} Try from the other side, or change its direction in the beamline file (home).`,
    );
  }

  /** The axis stands a little past its reference: the register is moved by what the reference is off. */
  async #countFrom(homeAt: number): Promise<number> {
    const { address } = this;
    const [mark] = await this.#rack.send(`${address}:?HOMEPOS`);
    const [here] = await this.#rack.send(`${address}:?POS`);
    const past = wholeNumber(here, '?POS') - wholeNumber(mark, '?HOMEPOS');
    const steps = this.toSteps(homeAt) + past;
    await this.#rack.send(`#POS ${address} ${steps}`);
    return this.read();
  }
}
