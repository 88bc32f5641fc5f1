import type { BeamtimeError } from '../../contract/errors.ts';
import { toReport } from '../../contract/errors.ts';
import type { EndReason } from '../../contract/runs.ts';

/** How and why a run ends. The first cause counts; a graver one replaces a milder one; what goes wrong later is added. */
export class Ending {
  #reason: EndReason | null = null;
  #message: string | null = null;
  readonly #notes: string[] = [];

  /** Null while nothing speaks against going on. */
  get reason(): EndReason | null {
    return this.#reason;
  }

  /** All of it in words; null when there is nothing to say. */
  get message(): string | null {
    const parts = [
      ...(this.#message === null ? [] : [this.#message]),
      ...this.#notes,
    ];
    return parts.length > 0 ? parts.join(' ') : null;
  }

  skip(): void {
    this.#become('skipped', null);
  }

  abort(why: BeamtimeError): void {
    this.#become('aborted', why.message);
  }

  /** An axis that was stopped by hand, or by STOP ALL, is somebody's wish and no failure. */
  fail(error: unknown): void {
    const { code, message } = toReport(error);
    this.#become(code === 'stopped' ? 'aborted' : 'failed', message);
  }

  /** Adds a sentence. */
  note(sentence: string): void {
    if (!this.#notes.includes(sentence) && sentence !== this.#message) {
      this.#notes.push(sentence);
    }
  }

  #become(reason: EndReason, message: string | null): void {
    if (GRAVITY[reason] > GRAVITY[this.#reason ?? 'finished']) {
      if (this.#message !== null) this.note(this.#message);
      this.#reason = reason;
      this.#message = message;
    } else if (message !== null) {
      this.note(message);
    }
  }
}

const GRAVITY: Readonly<Record<EndReason, number>> = {
  finished: 0,
  skipped: 1,
  failed: 2,
  aborted: 2,
  'cut short': 3,
};
