import type { Locator, Page } from '@playwright/test';

/** The head of the window. */
export class Header {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('banner');
  }

  get stopAll(): Locator {
    return this.root.getByRole('button', { name: 'STOP ALL' });
  }

  /** The banner of a latched stop; its Reset lets devices move again. */
  get stopBanner(): Locator {
    return this.#page.getByRole('alert', { name: 'STOP ALL' });
  }

  get resetStop(): Locator {
    return this.stopBanner.getByRole('button', { name: 'Reset' });
  }

  get control(): Locator {
    return this.root.getByRole('button', { name: /^Control/ });
  }

  get experiment(): Locator {
    return this.root.getByRole('button', { name: /^Proposal/ });
  }

  get shutter(): Locator {
    return this.root.getByRole('button', { name: /^Shutter/ });
  }

  async takeControl(): Promise<void> {
    await this.control.click();
    await this.#page.getByRole('menuitem', { name: /^Take control/ }).click();
  }

  async setColours(name: 'Light' | 'Dark'): Promise<void> {
    await this.root.getByRole('button', { name: 'Settings' }).click();
    const dialog = this.#page.getByRole('dialog', { name: 'Settings' });
    await dialog.getByText(name, { exact: true }).click();
    await this.#page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'hidden' });
  }

  /** Opens proposal, sample and dataset for editing. */
  async openExperiment(): Promise<Locator> {
    await this.experiment.click();
    return this.#page.getByRole('dialog', { name: 'Experiment' });
  }

  /** Opens what a person sets for this window; the field of their name is in it. */
  async openSettings(): Promise<Locator> {
    await this.root.getByRole('button', { name: 'Settings' }).click();
    return this.#page.getByRole('dialog', { name: 'Settings' });
  }

  async setExperiment(facts: {
    proposal?: string;
    sample?: string;
    dataset?: string;
  }): Promise<void> {
    await this.experiment.click();
    const dialog = this.#page.getByRole('dialog', {
      name: /^Proposal|^Experiment/,
    });
    for (const [field, value] of Object.entries(facts)) {
      await dialog
        .getByRole('textbox', { name: new RegExp(field, 'i') })
        .fill(value);
    }
    await dialog.getByRole('button', { name: 'Save' }).click();
    await dialog.waitFor({ state: 'hidden' });
  }
}
