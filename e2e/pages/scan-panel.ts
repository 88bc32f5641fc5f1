import type { Locator, Page } from '@playwright/test';

/** The scan builder: form, what will happen, and the typed line. */
export class ScanPanel {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('region', { name: 'Scan', exact: true }).last();
  }

  get form(): Locator {
    return this.root.getByRole('form', { name: 'Scan parameters' });
  }

  get runNow(): Locator {
    return this.root.getByRole('button', { name: 'Run now' });
  }

  get addToQueue(): Locator {
    return this.root.getByRole('button', { name: 'Add to queue' });
  }

  get typedLine(): Locator {
    return this.root.getByRole('textbox', { name: 'Typed scan' });
  }

  /** Every sentence about something that is wrong. */
  get problems(): Locator {
    return this.root.getByRole('alert');
  }

  /** A field by the words of its label, without unit. */
  field(label: string): Locator {
    return this.form.getByLabel(new RegExp(`^${label}( \\(.*\\))?$`)).first();
  }

  async chooseType(name: string): Promise<void> {
    await this.choose(
      this.form.getByRole('combobox', { name: 'Type' }),
      new RegExp(`^${name} · `),
    );
  }

  async chooseAxis(label: string, axis: string): Promise<void> {
    await this.choose(
      this.form.getByRole('combobox', { name: label }),
      new RegExp(`^${axis}$`),
    );
  }

  async fill(label: string, value: string): Promise<void> {
    await this.field(label).fill(value);
  }

  /** Types a line and sends it: runs it, or with Shift adds it to the queue. */
  async type(line: string, { toQueue = false } = {}): Promise<void> {
    await this.typedLine.fill(line);
    await this.typedLine.press(toQueue ? 'Shift+Enter' : 'Enter');
  }

  private async choose(box: Locator, option: RegExp): Promise<void> {
    await box.click();
    await this.#page.getByRole('option', { name: option }).click();
  }
}
