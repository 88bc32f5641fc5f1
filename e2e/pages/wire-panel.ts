import type { Locator, Page } from '@playwright/test';

/** The lines to the hardware, and what is said on one of them. */
export class WirePanel {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('region', { name: 'Lines', exact: true }).last();
  }

  /** Brings the panel to the front. */
  async show(): Promise<void> {
    await this.#page.getByRole('tab', { name: /^Lines/ }).click();
  }

  get rows(): Locator {
    return this.#page.getByRole('table', { name: 'Lines' }).getByRole('row');
  }

  /** The row of the line that a device is on. */
  rowOf(device: string): Locator {
    return this.rows.filter({ hasText: device });
  }

  async choose(device: string): Promise<void> {
    await this.rowOf(device)
      .getByRole('button', { name: /^Look at/ })
      .click();
  }

  /** Back to the table, where the panel is too narrow for both. */
  async showAll(): Promise<void> {
    await this.#page.getByRole('button', { name: 'All lines' }).click();
  }

  /** What is said on the chosen line, newest first. */
  get said(): Locator {
    return this.#page
      .getByRole('table', { name: /^Said on/ })
      .getByRole('row')
      .filter({ has: this.#page.getByRole('cell') });
  }

  get command(): Locator {
    return this.#page.getByRole('textbox', { name: /^Command for/ });
  }

  /** Opens the field for a command by hand. */
  async openCommand(): Promise<void> {
    await this.#page.getByRole('button', { name: 'Command…' }).click();
  }

  get send(): Locator {
    return this.#page.getByRole('button', { name: 'Send', exact: true });
  }

  /** What came of the command: an answer, or why there is none. */
  get outcome(): Locator {
    return this.#page
      .getByRole('region', { name: /^What is said on/ })
      .locator('form')
      .locator('output, [role=alert]')
      .filter({ hasText: /./ });
  }
}
