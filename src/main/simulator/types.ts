/**
 * An instrument that is not there: a function from request bytes to reply bytes with its own clock.
 * The same responder is served over TCP on loopback, a mock serial line or a pty.
 */
export interface Responder {
  /** Takes bytes as they come, split anywhere; `reply` may be called at once, later, or never. */
  receive(bytes: Uint8Array, reply: (bytes: Uint8Array) => void): void;
  /** The loads of its motors get stuck where they are, or come free. Instruments that watch their load have it. */
  jam?(isJammed: boolean): void;
  /** Ends its timers. */
  close(): void;
}
