/** One axis of a controller, in dial units. */
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
}
