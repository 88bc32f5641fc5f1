import { expect, type Locator, type Page } from '@playwright/test';

/** One line of the plot as it is drawn. */
export interface DrawnLine {
  readonly name: string;
  readonly x: readonly number[];
  readonly y: readonly number[];
}

/** The live plot and its chips. */
export class PlotPanel {
  readonly root: Locator;
  readonly #page: Page;

  constructor(page: Page) {
    this.#page = page;
    this.root = page.getByRole('region', { name: 'Live plot', exact: true });
  }

  /** The drawing itself; its name says what is drawn: `i1 over samx, run 12`. */
  get drawing(): Locator {
    return this.root.getByRole('img').first();
  }

  async expectDrawing(name: RegExp): Promise<void> {
    await expect(this.root.getByRole('img', { name })).toBeVisible();
  }

  /** A characteristic position as shown on its chip; NaN where the curve has none. */
  async peak(
    name: 'max' | 'centre' | 'centre of mass' | 'fwhm',
  ): Promise<number> {
    const chip = this.root
      .getByRole('group', { name: 'Peak' })
      .locator('div')
      .filter({ has: this.#page.getByText(name, { exact: true }) });
    if ((await chip.count()) === 0) return NaN;
    const text = await chip.getByRole('strong').innerText();
    return Number(
      text.replaceAll('\u2212', '-').replace(/[^\d.-]/g, '') || 'NaN',
    );
  }

  goTo(name: 'max' | 'centre' | 'centre of mass'): Locator {
    return this.root.getByRole('button', {
      name: `Go to ${name}`,
      exact: true,
    });
  }

  get channels(): Locator {
    return this.root.getByRole('button', { name: /^Channels/ });
  }

  get x(): Locator {
    return this.root.getByRole('button', { name: /^x axis/ });
  }

  /** What is really drawn: every line of the diagram, with its numbers. */
  lines(): Promise<DrawnLine[]> {
    return this.root.evaluate((root) => {
      const diagram = root.querySelector('.js-plotly-plot');
      const traces: unknown =
        diagram && 'data' in diagram ? diagram.data : undefined;
      if (!Array.isArray(traces)) return [];
      return traces.map(
        (trace: {
          name?: string;
          x?: ArrayLike<number>;
          y?: ArrayLike<number>;
        }) => ({
          name: trace.name ?? '',
          x: Array.from(trace.x ?? []),
          y: Array.from(trace.y ?? []),
        }),
      );
    });
  }
}
