import { expect, type Locator, type Page } from '@playwright/test';

/** Named positions: the list, one of them compared with now, and the form for saving. */
export class PositionsPanel {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('region', { name: 'Positions', exact: true });
  }

  /** Brings the panel to the front. */
  async show(): Promise<void> {
    await this.#page.getByRole('tab', { name: /^Positions/ }).click();
    await expect(this.root).toBeVisible();
  }

  /** A set in the list. */
  set(name: string): Locator {
    return this.root.getByRole('row', { name: new RegExp(`^${name}`) });
  }

  /** Opens a set, from the list. */
  async open(name: string): Promise<void> {
    await this.root.getByRole('button', { name, exact: true }).click();
    await expect(this.opened(name).getByRole('table')).toBeVisible();
  }

  opened(name: string): Locator {
    return this.root.getByRole('region', { name: `Positions ${name}` });
  }

  async back(): Promise<void> {
    await this.root
      .getByRole('button', { name: 'Back to all positions' })
      .click();
  }

  get form(): Locator {
    return this.root.getByRole('form', { name: 'Save positions' });
  }

  get saveButton(): Locator {
    return this.form.getByRole('button', { name: /^Save/ });
  }

  /** Fills the form in; these axes are ticked in this order, or all are saved. */
  async fillForm(name: string, axes?: readonly string[]): Promise<void> {
    await this.root.getByRole('button', { name: 'Save positions' }).click();
    await this.form.getByRole('textbox', { name: 'Name' }).fill(name);
    if (axes === undefined) return;
    await this.form.getByText('Chosen axes').first().click();
    for (const axis of axes) {
      await this.form
        .getByRole('checkbox', { name: axis, exact: true })
        .check();
    }
  }

  async save(name: string, axes?: readonly string[]): Promise<void> {
    await this.fillForm(name, axes);
    await this.saveButton.click();
    await expect(this.form).toBeHidden();
  }

  /** An axis of the set that is open. */
  row(axis: string): Locator {
    return this.root.getByRole('row').filter({
      has: this.#page.getByRole('rowheader', { name: axis, exact: true }),
    });
  }

  /** The axes of the set that is open, in the order in which they go. */
  async order(): Promise<string[]> {
    return this.root.getByRole('rowheader').allInnerTexts();
  }

  /** Saved, now or the difference of an axis, as it is shown. */
  cell(axis: string, what: 'Saved' | 'Now' | 'Difference'): Locator {
    const column = { Saved: 2, Now: 3, Difference: 4 }[what];
    return this.row(axis).getByRole('cell').nth(column);
  }

  tick(axis: string): Locator {
    return this.row(axis).getByRole('checkbox');
  }

  grip(axis: string): Locator {
    return this.row(axis).getByRole('button', { name: /^Change when/ });
  }

  get move(): Locator {
    return this.root.getByRole('button', { name: /^Move \d+ ax[ie]s$/ });
  }

  get stop(): Locator {
    return this.root.getByRole('button', { name: 'Stop', exact: true });
  }

  /** Sentences that need a look. */
  get alerts(): Locator {
    return this.root.getByRole('alert');
  }
}
