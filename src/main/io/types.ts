/** A way for bytes, both ways: a socket, a serial line, a fake. Reconnecting is the exchange's business, not its. */
export interface BytePort {
  write(bytes: Uint8Array): void;
  onData(listener: (bytes: Uint8Array) => void): () => void;
  /** Called once, with the reason in words. */
  onClosed(listener: (reason: string) => void): () => void;
  close(): void;
}

/** Opens a port; rejects with `disconnected` and a sentence that names the address. */
export interface PortOpener {
  /** `rack1:5000`, `/dev/ttyUSB0`: for people. */
  readonly address: string;
  /**
   * Closing and opening again does not get rid of bytes that are still on their way: true of a serial line, false of a
   * socket. Left out = false.
   */
  readonly keepsBytes?: boolean;
  open(signal?: AbortSignal): Promise<BytePort>;
}
