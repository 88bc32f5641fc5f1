import { expect, type Locator, type Page } from '@playwright/test';

/** What runs now, and the verbs that steer it. */
export class RunBar {
  readonly root: Locator;

  constructor(page: Page) {
    this.root = page.getByRole('region', { name: 'Run', exact: true });
  }

  get pause(): Locator {
    return this.root.getByRole('button', { name: 'Pause' });
  }

  get resume(): Locator {
    return this.root.getByRole('button', { name: 'Resume' });
  }

  get skip(): Locator {
    return this.root.getByRole('button', { name: 'Skip' });
  }

  get abort(): Locator {
    return this.root.getByRole('button', { name: 'Abort' });
  }

  get progress(): Locator {
    return this.root.getByRole('progressbar');
  }

  /** Waits until a run is under way. */
  async expectRunning(): Promise<void> {
    await expect(this.progress).toBeVisible();
  }

  /** The point that is measured now, as shown; 0 while nothing runs. */
  async point(): Promise<number> {
    const text = await this.root.innerText();
    return Number(
      /point ([\d,\u2009\u202f ]+?) of/.exec(text)?.[1]?.replace(/\D/g, '') ??
        0,
    );
  }

  /** Waits until the run has come to this point. */
  async expectPoint(point: number, timeout = 60_000): Promise<void> {
    await expect
      .poll(() => this.point(), { message: `point ${point}`, timeout })
      .toBeGreaterThanOrEqual(point);
  }

  /** Waits until nothing runs. */
  async expectIdle(timeout = 60_000): Promise<void> {
    await expect(this.root.getByText('Nothing runs')).toBeVisible({ timeout });
  }

  /**
   * Waits until nothing runs and the last run ended so. A run that ended so before counts as well: after a second one
   * ask for `expectRunEnded`.
   */
  async expectEnded(outcome: RegExp, timeout = 60_000): Promise<void> {
    const ended = this.root
      .filter({ hasText: 'Nothing runs' })
      .filter({ hasText: outcome });
    await expect(ended).toBeVisible({ timeout });
  }

  /** The same of one run, by its number: right even if it has not started yet. */
  async expectRunEnded(
    run: number,
    outcome: RegExp,
    timeout = 60_000,
  ): Promise<void> {
    await expect(this.root.getByText(`Last: #${run} ·`)).toBeVisible({
      timeout,
    });
    await expect(this.root).toContainText(outcome);
  }
}
