import { expect, type Locator, type Page } from '@playwright/test';
import { DevicesPanel } from './devices-panel.ts';

/** The panel of one device: its parameters, methods, trend. */
export class DevicePanel {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('region', { name: /^Device ./ });
  }

  /** Opens it from the device's row. */
  async open(name: string): Promise<void> {
    const details = await new DevicesPanel(this.#page).openDetails(name);
    await details.getByRole('button', { name: 'All parameters' }).click();
    await expect(this.table(name)).toBeVisible();
  }

  table(name: string): Locator {
    return this.root.getByRole('table', { name: `Parameters of ${name}` });
  }

  row(parameter: string): Locator {
    return this.root.locator(`[data-parameter="${parameter}"]`);
  }

  value(parameter: string): Locator {
    return this.row(parameter).getByRole('cell').first();
  }

  /** What opens the field for a new value. */
  change(parameter: string): Locator {
    return this.row(parameter).getByRole('button', {
      name: new RegExp(`^Change ${parameter}`),
    });
  }

  field(parameter: string): Locator {
    return this.root.getByRole('textbox', {
      name: new RegExp(`^New value of ${parameter}`),
    });
  }

  /** Types a value and presses Enter. */
  async set(parameter: string, text: string): Promise<void> {
    await this.change(parameter).click();
    await this.field(parameter).fill(text);
    await this.field(parameter).press('Enter');
  }

  /** What the station said of a value that it refused. */
  get refusal(): Locator {
    return this.root.getByRole('alert');
  }

  /** Opens what is seldom needed of a parameter: limits, locks, put aside. */
  async openMore(parameter: string): Promise<void> {
    await this.row(parameter)
      .getByRole('rowheader')
      .getByRole('button', { expanded: false })
      .click();
  }

  /** Locks the parameter that is open. */
  async lock(why: string): Promise<void> {
    const field = this.root.getByRole('textbox', { name: 'Lock it, because' });
    await field.fill(why);
    await field.press('Enter');
  }

  button(name: string | RegExp): Locator {
    return this.root.getByRole('button', {
      name,
      ...(typeof name === 'string' && { exact: true }),
    });
  }

  /** Its state in the head, there while it is in that state: `Idle`, `Moving`. */
  state(word: string): Locator {
    return this.root.getByRole('img', { name: word, exact: true });
  }

  /** Opens the form that says what the place is called. */
  async openSetPosition(): Promise<Locator> {
    await this.button('Set position').click();
    return this.#page.getByRole('dialog', { name: /^Set position/ });
  }

  /** Opens what was put aside beside what is now. */
  async openBringBack(): Promise<Locator> {
    await this.button(/^Bring all back \(/).click();
    return this.#page.getByRole('dialog', { name: /^Bring all/ });
  }

  trend(parameter: string): Locator {
    return this.root.getByRole('region', { name: `Trend of ${parameter}` });
  }

  /** The line that is drawn of it. */
  trendLine(parameter: string): Locator {
    return this.trend(parameter).locator('.scatterlayer path.js-line');
  }
}
