import type { DatabaseSync } from 'node:sqlite';
import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import type { QueueItem, QueueState } from '../../contract/queue.ts';
import type { EndReason } from '../../contract/runs.ts';
import type { ScanRequest } from '../../contract/scans.ts';
import { Listeners } from '../base/listeners.ts';
import { createQueueTable } from './queue-table.ts';
import type { QueueRow, QueueTable } from './queue-table.ts';

/** What a dry run says about a waiting scan. `problem`: why it could not start now. */
export type QueueCheck = Pick<
  QueueItem,
  'line' | 'points' | 'durationSeconds' | 'problem'
>;

/** How a run from the queue ended; a run's footer is one. */
export interface QueueRunEnd {
  readonly number: number;
  readonly endReason: EndReason;
  readonly message: string | null;
}

export interface QueueOptions {
  /** A database that has the tables `queue` and `settings`. */
  readonly sql: DatabaseSync;
  /** Looks at a scan without touching hardware. */
  readonly check: (request: ScanRequest) => QueueCheck;
  /** Runs a scan to its end. Rejects when it could not start; with `busy`, its turn comes again later. */
  readonly run: (item: QueueItem) => Promise<QueueRunEnd>;
  /** Whether something else runs, so that the queue waits; `poke` says when that is over. */
  readonly isBusy: () => boolean;
  readonly now?: () => number;
}

/**
 * What runs next. Kept in the database, so that nothing of it is lost, however the station ends. Takes one scan at
 * a time while it is not held; holds by itself when a run did not end well, or after a restart.
 */
export class Queue {
  readonly #options: QueueOptions;
  readonly #table: QueueTable;
  readonly #listeners = new Listeners<QueueState>();
  readonly #checks = new Map<number, QueueCheck>();
  #isWorking = false;
  #isClosed = false;
  /** Why the queue cannot go on although it should: the database refuses. */
  #trouble: string | undefined;

  constructor(options: QueueOptions) {
    this.#options = options;
    this.#table = createQueueTable(options.sql);
    this.#afterRestart();
  }

  /** The waiting scans; the one that runs is not among them. */
  get state(): QueueState {
    const items = this.#table.waiting().map((row) => this.#item(row));
    if (this.#trouble) return { items, isHeld: true, reason: this.#trouble };
    return { items, ...this.#table.hold() };
  }

  onChanged(listener: (state: QueueState) => void): () => void {
    return this.#listeners.add(listener);
  }

  /** Adds at the end or at a place (0 = next). Answers with the item's id. */
  add(request: ScanRequest, who: string, at = Infinity): number {
    const addedAt = (this.#options.now ?? Date.now)();
    const id = this.#table.add({ request, who, addedAt }, at);
    this.#changed();
    return id;
  }

  /** @throws BeamtimeError `bad-input` when the item no longer waits */
  edit(id: number, request: ScanRequest): void {
    this.#find(id);
    this.#checks.delete(id);
    this.#table.setRequest(id, request);
    this.#changed();
  }

  /** Puts a copy right behind. @throws BeamtimeError `bad-input` */
  duplicate(id: number, who: string): number {
    const { row, place } = this.#find(id);
    return this.add(row.request, who, place + 1);
  }

  /** Moves to a place; 0 = next. @throws BeamtimeError `bad-input` */
  move(id: number, to: number): void {
    this.#find(id);
    this.#table.move(id, to);
    this.#changed();
  }

  /** @throws BeamtimeError `bad-input` */
  remove(id: number): void {
    this.#find(id);
    this.#checks.delete(id);
    this.#table.remove(id);
    this.#changed();
  }

  clear(): void {
    this.#checks.clear();
    this.#table.clear();
    this.#changed();
  }

  start(): void {
    this.#trouble = undefined;
    this.#table.setHold({ isHeld: false, reason: null });
    this.#changed();
  }

  /** Takes nothing more; what runs goes on. */
  hold(reason: string | null = null): void {
    this.#table.setHold({ isHeld: true, reason });
    this.#changed();
  }

  /** Says that nothing else runs any more. */
  poke(): void {
    void this.#work();
  }

  /** Looks at every item again, after limits or devices have changed. */
  recheck(): void {
    this.#checks.clear();
    this.#changed();
  }

  /** Takes nothing more, for good. The database may be closed once the run has ended. */
  close(): void {
    this.#isClosed = true;
  }

  async #work(): Promise<void> {
    if (this.#isWorking || this.#trouble) return;
    this.#isWorking = true;
    try {
      for (;;) {
        const item = this.#next();
        if (!item || !(await this.#runItem(item))) return;
      }
    } catch (error) {
      if (this.#isClosed) return;
      this.#trouble = `The queue could not be saved: ${sentence(error)}`;
      this.#announce();
    } finally {
      this.#isWorking = false;
    }
  }

  /** What may start now; holds the queue when its first item cannot. */
  #next(): QueueItem | undefined {
    if (this.#isClosed || this.#options.isBusy()) return undefined;
    if (this.#table.hold().isHeld) return undefined;
    const row = this.#table.waiting()[0];
    if (!row) return undefined;
    this.#checks.delete(row.id);
    const item = this.#item(row);
    if (item.problem === null) return item;
    this.hold(`${item.line} cannot start: ${item.problem}`);
    return undefined;
  }

  /** Answers whether to go on with the next. */
  async #runItem(item: QueueItem): Promise<boolean> {
    this.#table.setRunning(item.id);
    this.#announce();
    try {
      const { endReason, message, number } = await this.#options.run(item);
      if (endReason === 'finished' || endReason === 'skipped') {
        this.#checks.delete(item.id);
        this.#table.remove(item.id);
        this.#announce();
        return true;
      }
      const how = endReason === 'aborted' ? 'was aborted' : endReason;
      const why = message ? `: ${message}` : '.';
      this.#giveBack(`Run ${String(number)} (${item.line}) ${how}${why}`);
    } catch (error) {
      if (isBeamtimeError(error, 'busy')) this.#giveBack();
      else this.#giveBack(`${item.line} could not start: ${sentence(error)}`);
    }
    return false;
  }

  /** The item goes back to the front; with a reason the queue is held. */
  #giveBack(reason?: string): void {
    if (this.#isClosed) return;
    this.#table.takeBack();
    if (reason) this.#table.setHold({ isHeld: true, reason });
    this.#announce();
  }

  /** Never goes on by itself: somebody has to look at what ran and what is safe. */
  #afterRestart(): void {
    const [interrupted] = this.#table.takeBack();
    const { isHeld } = this.#table.hold();
    if (interrupted) {
      const { line } = this.#item(interrupted);
      this.#table.setHold({
        isHeld: true,
        reason: `The station ended while ${line} ran. It is first in the queue again: look at what was measured, then remove it or start the queue.`,
      });
    } else if (!isHeld) {
      const isEmpty = this.#table.waiting().length === 0;
      const reason = isEmpty ? null : 'The station was started again.';
      this.#table.setHold({ isHeld: true, reason });
    }
  }

  #find(id: number): { row: QueueRow; place: number } {
    const rows = this.#table.waiting();
    const place = rows.findIndex((row) => row.id === id);
    const row = rows[place];
    if (row) return { row, place };
    throw new BeamtimeError(
      'bad-input',
      `Item ${String(id)} is no longer waiting in the queue: it runs, has run or was removed.`,
    );
  }

  #item(row: QueueRow): QueueItem {
    let check = this.#checks.get(row.id);
    if (!check) {
      check = this.#checkNow(row.request);
      this.#checks.set(row.id, check);
    }
    return { ...row, ...check };
  }

  #checkNow(request: ScanRequest): QueueCheck {
    try {
      return this.#options.check(request);
    } catch (error) {
      const line = request.type;
      return { line, points: 0, durationSeconds: 0, problem: sentence(error) };
    }
  }

  #changed(): void {
    this.#announce();
    void this.#work();
  }

  #announce(): void {
    if (this.#listeners.size > 0) this.#listeners.emit(this.state);
  }
}

function sentence(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
