import { expect, type Locator, type Page } from '@playwright/test';

/** The list of devices: values, steps, targets. */
export class DevicesPanel {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('region', { name: 'Devices', exact: true });
  }

  get rows(): Locator {
    return this.root
      .getByRole('row')
      .filter({ has: this.#page.getByRole('cell') });
  }

  get filter(): Locator {
    return this.root.getByRole('searchbox', { name: 'Filter devices' });
  }

  row(name: string): Locator {
    return this.rows.filter({
      has: this.#page.getByRole('button', { name, exact: true }),
    });
  }

  /** The number as it is shown; NaN where none is. */
  async value(name: string): Promise<number> {
    const text = await this.row(name).getByRole('cell').nth(1).innerText();
    return Number(
      text.replaceAll('\u2212', '-').replace(/[^\d.eE+-]/g, '') || 'NaN',
    );
  }

  /** Waits until the value shown is near to what is expected. */
  async expectValue(
    name: string,
    value: number,
    tolerance = 0.002,
  ): Promise<void> {
    await expect
      .poll(async () => Math.abs((await this.value(name)) - value), {
        message: `${name} near ${value}`,
        timeout: 60_000,
      })
      .toBeLessThanOrEqual(tolerance);
  }

  /** The state in words, as a screen reader is told: `Idle`, `Moving to 0.500`. */
  state(name: string): Locator {
    return this.row(name).getByRole('cell').first().getByRole('img');
  }

  /** Opens the field for a target, types, and sends it. */
  async move(name: string, target: string): Promise<void> {
    await this.openTarget(name);
    await this.target(name).fill(target);
    await this.target(name).press('Enter');
  }

  async openTarget(name: string): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: new RegExp(`^(Move|Set) ${name}, now`) })
      .click();
  }

  /** The dialog with the field for a target, once it is open. */
  targetForm(name: string): Locator {
    return this.#page.getByRole('dialog', {
      name: new RegExp(`^(Move|Set) ${name}(,|$)`),
    });
  }

  target(name: string): Locator {
    return this.targetForm(name).getByRole('textbox');
  }

  async step(name: string, direction: 'up' | 'down'): Promise<void> {
    await this.row(name)
      .getByRole('button', { name: new RegExp(`^Step ${name} ${direction}`) })
      .click();
  }

  stepField(name: string): Locator {
    return this.row(name).getByRole('textbox', {
      name: new RegExp(`^Step of ${name}`),
    });
  }

  async setStep(name: string, step: string): Promise<void> {
    const field = this.stepField(name);
    await field.fill(step);
    await field.press('Enter');
  }

  stopButton(name: string): Locator {
    return this.row(name).getByRole('button', {
      name: `Stop ${name}`,
      exact: true,
    });
  }

  /** Opens everything about a device: limits, lock, its line. */
  async openDetails(name: string): Promise<Locator> {
    await this.row(name).getByRole('button', { name, exact: true }).click();
    return this.#page.getByRole('dialog', {
      name: new RegExp(`^(Details of )?${name}$`),
    });
  }

  /** A limit that people set, in the details of a device. */
  limit(side: 'Lower' | 'Upper'): Locator {
    return this.#page.getByRole('textbox', {
      name: new RegExp(`^${side} limit`),
    });
  }

  /** Sets the limits in the details that are open; an empty text opens a side. */
  async setLimits(lower: string, upper: string): Promise<void> {
    await this.limit('Lower').fill(lower);
    await this.limit('Upper').fill(upper);
    await this.#page.getByRole('button', { name: 'Set limits' }).click();
  }
}
