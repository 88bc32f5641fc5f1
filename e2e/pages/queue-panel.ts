import type { Locator, Page } from '@playwright/test';

/** What runs next. */
export class QueuePanel {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('region', { name: 'Queue', exact: true }).last();
  }

  /** The waiting scans, in order. */
  get rows(): Locator {
    return this.root.getByRole('row', { name: /, place \d+ of \d+$/ });
  }

  get start(): Locator {
    return this.#page.getByRole('button', { name: 'Start the queue' });
  }

  get hold(): Locator {
    return this.#page.getByRole('button', { name: 'Hold the queue' });
  }

  /** Chooses from the menu of the scan at a place, counted from 0. */
  async act(
    place: number,
    action:
      | 'Edit'
      | 'Duplicate'
      | 'Move to the top'
      | 'Move up'
      | 'Move down'
      | 'Remove',
  ): Promise<void> {
    await this.rows
      .nth(place)
      .getByRole('button', { name: /^Actions for/ })
      .click();
    await this.#page
      .getByRole('menuitem', { name: action, exact: true })
      .click();
  }

  /** Sentences at the head of the panel: why it is held, what is wrong with a file. */
  get notices(): Locator {
    return this.root.getByRole('alert');
  }

  /** Adds the scans of a file of this text. */
  async addFromFile(text: string | Buffer, name = 'scans.txt'): Promise<void> {
    await this.#page.getByRole('button', { name: /^Menu of Queue/ }).click();
    const chooser = this.#page.waitForEvent('filechooser');
    await this.#page
      .getByRole('menuitem', { name: 'Add scans from a file' })
      .click();
    await (
      await chooser
    ).setFiles({ name, mimeType: 'text/plain', buffer: Buffer.from(text) });
  }
}
