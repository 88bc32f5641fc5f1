import { Worker } from 'node:worker_threads';
import { BeamtimeError, fromReport } from '../../contract/errors.ts';
import type { Clock } from '../base/clock.ts';
import { within } from '../base/wait.ts';
import type {
  RecorderCall,
  RecorderReply,
  RecorderRequest,
} from './recorder-messages.ts';

interface Pending {
  readonly resolve: (file: string | null) => void;
  readonly reject: (error: BeamtimeError) => void;
}

const endMs = 5000;

/** The station's end of the recorder thread. A thread that died is started again by the next call. */
export class RecorderThread {
  readonly #clock: Clock;
  readonly #url: URL;
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  #lastId = 0;
  #isClosed = false;

  constructor(clock: Clock, url = workerUrl()) {
    this.#clock = clock;
    this.#url = url;
  }

  /** Starts the thread, so that the first run does not wait for it. */
  start(): void {
    this.#worker ??= this.#started();
  }

  /**
   * Asks and waits for the answer.
   *
   * @throws BeamtimeError `disk`, `disk-full`, `recorder`, `timeout`
   */
  async ask(
    call: RecorderCall,
    timeoutMs: number,
    what: string,
  ): Promise<string | null> {
    if (this.#isClosed) throw closed();
    this.start();
    const id = ++this.#lastId;
    const answer = new Promise<string | null>((resolve, reject) => {
      this.#pending.set(id, { resolve, reject });
      const request: RecorderRequest = { id, call };
      this.#worker?.postMessage(request, buffersOf(call));
    });
    try {
      return await within(answer, { clock: this.#clock, timeoutMs, what });
    } finally {
      this.#pending.delete(id);
    }
  }

  /** Ends the thread at once; what waits for it is refused. */
  async close(): Promise<void> {
    const worker = this.#worker;
    this.#isClosed = true;
    this.#worker = undefined;
    this.#refuseAll(closed().message);
    if (!worker) return;
    const what = 'the recorder thread to end';
    const wait = { clock: this.#clock, timeoutMs: endMs, what };
    // A thread that hangs in a disk that does not answer cannot be ended; the process can.
    await within(worker.terminate(), wait).catch(() => undefined);
  }

  #started(): Worker {
    const worker = new Worker(this.#url);
    worker.on('message', (reply: RecorderReply) => {
      const pending = this.#pending.get(reply.id);
      if (!pending) return;
      if ('error' in reply) pending.reject(fromReport(reply.error));
      else pending.resolve(reply.file);
    });
    const died = (why: string) => {
      if (this.#worker !== worker) return;
      this.#worker = undefined;
      this.#refuseAll(`The recorder thread ended: ${why}.`);
    };
    worker.on('error', (error: unknown) => {
      died(error instanceof Error ? error.message : String(error));
    });
    worker.on('exit', (code) => {
      died(`exit code ${String(code)}`);
    });
    return worker;
  }

  #refuseAll(sentence: string): void {
    for (const { reject } of this.#pending.values())
      reject(new BeamtimeError('recorder', sentence));
    this.#pending.clear();
  }
}

function closed(): BeamtimeError {
  return new BeamtimeError('recorder', 'The recorder was closed.');
}

/** The worker beside this file: the source when run from sources, the built one beside the build. */
function workerUrl(): URL {
  const extension = import.meta.url.endsWith('.ts') ? 'ts' : 'js';
  const name = `recorder-worker.${extension}`;
  return new URL(name, import.meta.url);
}

function buffersOf(call: RecorderCall): ArrayBuffer[] {
  if (call.call !== 'write') return [];
  return call.block.columns.flatMap(({ buffer }) =>
    buffer instanceof ArrayBuffer ? [buffer] : [],
  );
}
