import type { StopLatch } from '../stop-latch.ts';
import type { Device } from '../types.ts';

/** A line that a test can make ill. */
export interface LineFaults {
  /** What was sent since the start. */
  sent(): string;
  /** Requests reach nobody. */
  deafen(): void;
  /** Requests are carried out, replies are lost. */
  mute(): void;
  /** Every reply comes this much later. */
  delay(ms: number): void;
  /** Replies come byte by byte. */
  split(): void;
  /** Bytes that mean nothing come before the next reply. */
  garbage(text: string): void;
  /** Cuts the connection; `comesBack` says whether it can be made again at once. */
  cut(): void;
  readonly comesBack: boolean;
  heal(): void;
}

/** An axis on a line, ready to be tried. Positions in the axis's unit, user coordinates. */
export interface MovableBench {
  readonly device: Device;
  readonly latch: StopLatch;
  readonly line?: LineFaults;
  /** Reached in a moment. */
  readonly near: number;
  /** In the positive direction, a second away or more. */
  readonly far: number;
  /** Beyond the upper limit. */
  readonly beyond: number;
  readonly tolerance: number;
  /** Found in what is sent when the axis is stopped. */
  readonly stopCommand?: string | RegExp;
  close(): Promise<void>;
}
