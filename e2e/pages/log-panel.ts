import type { Locator, Page } from '@playwright/test';

/** Who did what, and the field for a note. */
export class LogPanel {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('region', { name: 'Log', exact: true }).last();
  }

  /** Brings the panel to the front. */
  async show(): Promise<void> {
    await this.#page.getByRole('tab', { name: /^Log/ }).click();
  }

  get rows(): Locator {
    return this.#page.getByRole('table', { name: 'Log' }).getByRole('row');
  }

  get note(): Locator {
    return this.root.getByRole('textbox', { name: 'Write a note' });
  }

  get add(): Locator {
    return this.root.getByRole('button', { name: 'Add note' });
  }
}
