import type { Speed } from './speed.ts';

/** One axis of a controller, in dial units. What is left out, this controller cannot do. */
export interface Drive {
  /**
   * Starts towards `dial` and resolves with the position when the controller says that it is done, or that it stands
   * after a stop. `expectedMs` tells how to poll. An aborted signal withdraws a start that has not gone out.
   *
   * @throws BeamtimeError `hard-limit`, `device`, `disconnected`, `timeout`, `stopped`
   */
  go(dial: number, expectedMs: number, signal: AbortSignal): Promise<number>;
  read(signal?: AbortSignal): Promise<number>;
  /** Sends the stop in this turn; resolves when the axis stands. */
  stop(): Promise<void>;
  /** Why the controller could not be asked last, in a sentence; null = it could. */
  trouble?(): string | null;
  /**
   * Looks for the reference and resolves with the position when it stands there.
   *
   * @throws BeamtimeError `device` when there is none to be found, and what `go` throws
   */
  home?(signal: AbortSignal): Promise<number>;
  /** @throws BeamtimeError `device` when the controller refuses it, `disconnected`, `timeout` */
  setSpeed?(speed: Speed): Promise<void>;
  /** Switches the motor's current on or off. */
  setPower?(isOn: boolean): Promise<void>;
  /** Reads the encoder beside the steps that were sent. */
  readEncoder?(signal?: AbortSignal): Promise<number>;
  /** Forgets a fault that is over, so that it may move again. */
  clearFault?(): Promise<void>;
}
