import { expect, type Locator, type Page } from '@playwright/test';

/** The instruments of the beamline file: the table, the list of drivers, the form of one, and what came of a step. */
export class BeamlinePanel {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('region', { name: 'Beamline', exact: true });
  }

  /** Brings the panel to the front. */
  async show(): Promise<void> {
    await this.#page.getByRole('tab', { name: /^Beamline/ }).click();
    await expect(this.root).toBeVisible();
  }

  row(name: string): Locator {
    return this.root.getByRole('row').filter({
      has: this.#page.getByRole('rowheader', { name: new RegExp(`^${name} `) }),
    });
  }

  get addButton(): Locator {
    return this.root.getByRole('button', { name: 'Add instrument' });
  }

  get readAgain(): Locator {
    return this.root.getByRole('button', { name: 'Read the file again' });
  }

  /** Opens the form of a new instrument, found in the list of drivers by a word of its title. */
  async add(word: string, title: RegExp): Promise<void> {
    await this.addButton.click();
    await this.root.getByRole('searchbox').fill(word);
    await this.root
      .getByRole('list', { name: 'Drivers' })
      .getByRole('button', { name: title })
      .click();
  }

  async change(name: string): Promise<void> {
    await this.root.getByRole('button', { name: `Change ${name}` }).click();
  }

  /** Chooses from the menu of an instrument. */
  async choose(
    name: string,
    what: 'Duplicate' | 'Rename a device' | 'Disable' | 'Enable' | 'Remove',
  ): Promise<void> {
    await this.root.getByRole('button', { name: `More for ${name}` }).click();
    await this.#page.getByRole('menuitem', { name: what }).click();
  }

  field(name: string | RegExp): Locator {
    return this.root.getByRole('textbox', {
      name,
      ...(typeof name === 'string' && { exact: true }),
    });
  }

  /** Chooses how the instrument is reached. */
  async reach(how: 'TCP' | 'Serial' | 'Simulated'): Promise<void> {
    await this.root.getByText(how, { exact: true }).click();
  }

  get test(): Locator {
    return this.root.getByRole('button', { name: 'Test connection' });
  }

  get showDifference(): Locator {
    return this.root.getByRole('button', { name: 'Show the difference' });
  }

  get write(): Locator {
    return this.root.getByRole('button', { name: 'Write' });
  }

  get connection(): Locator {
    return this.root.getByRole('region', { name: 'Connection' });
  }

  get difference(): Locator {
    return this.root.getByRole('region', { name: 'Difference' });
  }

  get alerts(): Locator {
    return this.root.getByRole('alert');
  }

  /** Looks at the difference and writes it. */
  async showAndWrite(): Promise<void> {
    await this.showDifference.click();
    await this.write.click();
    await expect(this.root.getByRole('status')).toContainText(
      'the file was written',
    );
  }
}
