import { BeamtimeError, isBeamtimeError } from '../../contract/errors.ts';
import type { RunPhase, RunStateName } from '../../contract/runs.ts';
import type { Clock } from '../base/clock.ts';
import { within } from '../base/wait.ts';
import { stopAll } from '../device/stop-all.ts';
import type { Devices } from '../device/types.ts';
import type { Scan } from '../scan/scan.ts';
import { Axes } from './axes.ts';
import { layOut, type Layout } from './columns.ts';
import { footerOf, headerOf, type RunFacts } from './documents.ts';
import { Ending } from './ending.ts';
import type { RunFooter, RunOutput } from './events.ts';
import { Hold } from './hold.ts';
import { Measuring } from './measuring.ts';
import { phaseInWords, waitInWords } from './phase-text.ts';
import { readPositioners } from './positioners.ts';
import { endEvent, nextState } from './run-state.ts';
import { Stopwatch } from './stopwatch.ts';
import { STOP_GRACE_MS, Steps } from './steps.ts';
import { Turns } from './turns.ts';

/** What a run works with. */
export interface RunContext {
  readonly devices: Devices;
  readonly clock: Clock;
  readonly output: RunOutput;
  readonly onChanged: () => void;
}

const BEGIN_TIMEOUT_MS = 60_000;
const HELD_TIMEOUT_MS = 120_000;
const END_TIMEOUT_MS = 300_000;

/** One run, from the reservation of its file to its footer. */
export class ActiveRun {
  readonly scan: Scan;
  readonly facts: RunFacts;
  readonly layout: Layout;
  readonly axes: Axes;
  readonly ending = new Ending();
  readonly stopwatch: Stopwatch;
  readonly steps: Steps;
  state: RunStateName = nextState('idle', 'start');
  phase: RunPhase = 'preparing';
  /** Points recorded. */
  recorded = 0;
  isPauseWanted = false;
  /** Why the run itself wants somebody to look before it goes on; null = it does not. */
  whyLook: string | null = null;
  readonly hold: Hold;
  /** The axes are on their way back to where they stood before. */
  isGoingBack = false;
  footer: RunFooter | null = null;
  readonly #context: RunContext;
  readonly #measuring: Measuring;
  #wake: (() => void) | null = null;
  readonly #turns = new Turns();
  #hasBegun = false;
  #isInPoint = false;
  #isClosing = false;
  #isAborted = false;
  #isEscalated = false;
  #needsPreparing = true;

  /** @throws BeamtimeError `unknown-device` */
  constructor(scan: Scan, facts: RunFacts, context: RunContext) {
    this.scan = scan;
    this.facts = facts;
    this.#context = context;
    this.layout = layOut(scan, context.devices);
    this.axes = new Axes(scan, context.devices);
    this.hold = new Hold(scan, context.devices, context.clock);
    this.stopwatch = new Stopwatch(context.clock);
    this.steps = new Steps({
      clock: context.clock,
      inWords: (slots) => waitInWords(this, slots),
      onFailure: (error) => this.#onFailure(error),
      onAftermath: (sentence) => this.ending.note(sentence),
    });
    this.#measuring = new Measuring({
      scan,
      clock: context.clock,
      layout: this.layout,
      axes: this.axes,
      steps: this.steps,
      stopwatch: this.stopwatch,
      enter: (phase) => this.#enter(phase),
    });
  }

  /** Runs to the end, whatever that is; never rejects. */
  async run(): Promise<RunFooter> {
    try {
      await this.#begin();
      await this.#measure();
    } catch (error) {
      this.ending.fail(error);
    }
    try {
      return await this.#close();
    } finally {
      this.steps.close();
    }
  }

  /** After the point, or at once: then the point is repeated. */
  pause(now: boolean): void {
    if (this.ending.reason) return;
    this.isPauseWanted = true;
    if (now && this.#isInPoint) {
      this.steps.interrupt(new BeamtimeError('aborted', 'Paused.'));
    }
    if (this.phase === 'held') this.#goOn();
    else this.#context.onChanged();
  }

  resume(): void {
    this.isPauseWanted = false;
    this.whyLook = null;
    this.#goOn();
  }

  /** Ends it here, on purpose. */
  skip(): void {
    if (this.ending.reason) return;
    this.ending.skip();
    this.steps.interrupt(new BeamtimeError('aborted', 'Ended early.'));
    this.#goOn();
  }

  /**
   * Stops everything and waits until it stands. Once more while it waits, unless that is STOP ALL, it waits no longer;
   * once more on the way back, that is stopped.
   */
  abort(why: BeamtimeError): void {
    if (this.#isClosing) return;
    const isStopping = this.#isAborted && this.steps.isInterrupted;
    this.ending.abort(why);
    this.steps.interrupt(why);
    this.#goOn();
    // STOP ALL stops what moves by itself, and its answer is worth waiting for.
    if (isStopping && why.code !== 'stopped') {
      this.#isEscalated = true;
      this.steps.giveUp();
    }
    this.#isAborted = true;
  }

  /** The phase in words. */
  get phaseText(): string {
    return phaseInWords(this);
  }

  async #begin(): Promise<void> {
    const { devices, clock, output } = this.#context;
    const { scan, facts, layout, axes } = this;
    const { startedAt } = this.stopwatch;
    const positioners = await readPositioners(devices, scan.axes, clock);
    const lost = axes.rememberStart();
    const begun = output.begin(
      headerOf(scan, facts, layout, axes, startedAt, positioners),
    );
    const what = 'the data file to be created';
    try {
      await within(begun, { clock, timeoutMs: BEGIN_TIMEOUT_MS, what });
    } catch (error) {
      // Should it be created after all, it still gets its one footer.
      void begun
        .then(() => output.end(this.#footer(positioners)))
        .catch(() => {});
      throw error;
    }
    this.#hasBegun = true;
    if (scan.isRelative && lost.length > 0) {
      throw new BeamtimeError(
        'state',
        `Where ${lost.join(' and ')} stands is not known, so nothing can be scanned around it. Look why it does not answer.`,
      );
    }
  }

  async #measure(): Promise<void> {
    while (this.recorded < this.scan.points) {
      // A run that is to end does not rest first: nobody would wake it.
      while (this.isPauseWanted && !this.ending.reason) await this.#rest();
      if (this.ending.reason) return;
      this.steps.renew();
      this.#isInPoint = true;
      try {
        await this.#point(this.recorded);
      } catch (error) {
        if (!this.steps.isInterrupted) throw error;
        if (this.steps.hasGivenUp) {
          if (this.hold.cause !== null) this.ending.fail(this.hold.cause);
          return;
        }
        this.#needsPreparing = true;
      }
      this.#isInPoint = false;
      if (this.hold.cause !== null) await this.#hold();
      if (this.#turns.areDue) await this.#turns.give();
    }
  }

  #onFailure(error: unknown): void {
    const isWaitedOut =
      !this.isGoingBack && this.hold.takes(error, this.recorded);
    if (!isWaitedOut) this.ending.fail(error);
  }

  /** Waits until what was lost is there again; the point is measured again then. */
  async #hold(): Promise<void> {
    if (this.ending.reason) return;
    this.stopwatch.pause();
    const { promise: woken, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    const over = this.hold.untilOver(woken);
    this.#enter('held');
    const end = await over;
    this.#wake = null;
    this.stopwatch.goOn();
    if (end === 'given up') this.ending.fail(this.hold.cause);
    if (end === 'back') this.#lookFirst();
  }

  /** Axes that were lost may be elsewhere now: then somebody looks before it goes on. */
  #lookFirst(): void {
    this.whyLook = this.hold.whyLook();
    this.isPauseWanted ||= this.whyLook !== null;
  }

  /** Measures and records; rejects when it was interrupted or something failed. */
  async #point(index: number): Promise<void> {
    const { clock, output } = this.#context;
    if (this.#needsPreparing) {
      await this.#measuring.prepare();
      this.#needsPreparing = false;
    }
    const values = await this.#measuring.point(index);
    const held = output.point({ index, values });
    this.recorded = index + 1;
    this.stopwatch.lap();
    this.#context.onChanged();
    if (!held) return;
    await within(held, {
      clock,
      timeoutMs: HELD_TIMEOUT_MS,
      what: 'the file writer to catch up',
      signal: this.steps.signal,
    });
  }

  /** Rests until somebody goes on or ends it. */
  async #rest(): Promise<void> {
    this.state = nextState(this.state, 'pause');
    this.stopwatch.pause();
    const { promise, resolve } = Promise.withResolvers<void>();
    this.#wake = resolve;
    this.#enter('paused');
    await promise;
    this.stopwatch.goOn();
    this.#needsPreparing = true;
    if (this.ending.reason) return;
    this.state = nextState(this.state, 'resume');
    // It may have been paused while it was held.
    this.#lookFirst();
  }

  #goOn(): void {
    this.#wake?.();
    this.#wake = null;
    this.#context.onChanged();
  }

  async #close(): Promise<RunFooter> {
    const { devices, clock, output } = this.#context;
    this.#enter('cleaning up');
    const held = this.hold.summary();
    if (held !== null) this.ending.note(held);
    await this.#stopTheRest();
    if (this.scan.isRelative && this.#measuring.hasMoved) await this.#goBack();
    this.#isClosing = true;
    const asked = this.#isEscalated ? [] : this.scan.axes;
    const positioners = await readPositioners(devices, asked, clock);
    let footer = this.#footer(positioners);
    if (this.#hasBegun) {
      const what = 'the data file to be completed';
      try {
        await within(output.end(footer), {
          clock,
          timeoutMs: END_TIMEOUT_MS,
          what,
        });
      } catch (error) {
        this.ending.fail(error);
        footer = this.#footer(positioners);
      }
    }
    this.footer = footer;
    this.state = nextState(this.state, endEvent(footer.endReason));
    this.#enter('done');
    return footer;
  }

  async #stopTheRest(): Promise<void> {
    const { steps, ending } = this;
    const names = steps
      .takeNeverStood()
      .map((slot) => this.layout.columns[slot]?.name ?? '');
    if (names.length === 0) return;
    const list = names.join(' and ');
    const sentence = this.#isEscalated
      ? `${list} was not waited for: look whether it stands before you go near.`
      : `${list} did not confirm that it stands: look before you go near.`;
    if (ending.reason) ending.note(sentence);
    else ending.fail(new BeamtimeError('timeout', sentence));
    const { devices, clock } = this.#context;
    const stopping = stopAll(
      names.flatMap((name) => devices.find(name) ?? []),
      { clock, timeoutMs: STOP_GRACE_MS },
    );
    if (!this.#isEscalated) await stopping;
  }

  /** A relative scan leaves the axes where it found them, unless somebody stopped them. */
  async #goBack(): Promise<void> {
    const { axes, steps } = this;
    const before = `before the scan: ${axes.startsInWords()}.`;
    const obstacle = this.#obstacle();
    if (obstacle !== null) {
      this.ending.note(`Not put back, because ${obstacle}; ${before}`);
      return;
    }
    steps.renew();
    this.isGoingBack = true;
    try {
      const started = axes.startBack(steps.signal);
      this.#enter('moving');
      await steps.wait(started, this.#measuring.blank(), axes.limitMs);
      this.stopwatch.lap();
    } catch (error) {
      this.ending.fail(error);
      this.ending.note(`Not put back; ${before}`);
    }
    this.isGoingBack = false;
    this.#enter('cleaning up');
    await this.#stopTheRest();
  }

  #obstacle(): string | null {
    if (this.#context.devices.latch.isLatched) return 'STOP ALL is latched';
    if (this.#isEscalated) return 'abort was pressed twice';
    return isBeamtimeError(this.steps.reason, 'stopped')
      ? 'an axis was stopped by hand'
      : null;
  }

  #footer(positioners: RunFooter['positioners']): RunFooter {
    const { facts, recorded, ending } = this;
    const endedAt = this.#context.clock.now();
    return footerOf(facts.number, recorded, ending, endedAt, positioners);
  }

  #enter(phase: RunPhase): void {
    this.phase = phase;
    this.#context.onChanged();
  }
}
