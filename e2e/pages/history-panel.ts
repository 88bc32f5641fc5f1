import { expect, type Locator, type Page } from '@playwright/test';

/** Every run there was. */
export class HistoryPanel {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('table', { name: 'History' });
  }

  /** Brings the panel to the front. */
  async show(): Promise<void> {
    await this.#page.getByRole('tab', { name: /^History/ }).click();
  }

  row(run: number): Locator {
    return this.root.getByRole('row').filter({
      has: this.#page.getByRole('rowheader', {
        name: String(run),
        exact: true,
      }),
    });
  }

  async expectOutcome(run: number, outcome: RegExp): Promise<void> {
    await expect(this.row(run)).toContainText(outcome, { timeout: 60_000 });
  }

  async runAgain(run: number): Promise<void> {
    await this.root
      .getByRole('button', { name: `Run ${run} again`, exact: true })
      .click();
  }

  async edit(run: number): Promise<void> {
    await this.root
      .getByRole('button', {
        name: `Edit run ${run} as a new scan`,
        exact: true,
      })
      .click();
  }
}
