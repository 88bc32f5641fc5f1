import type { BrowserContext, Page } from '@playwright/test';

/** Collects what pages complain about; a test in which something is left over fails. */
export class Faults {
  readonly #seen: string[] = [];
  readonly #allowed: RegExp[] = [];

  /** Watches every page of a context, those opened later included. */
  watch(context: BrowserContext): void {
    for (const page of context.pages()) this.#watchPage(page);
    context.on('page', (page) => this.#watchPage(page));
  }

  /** From now on, and backwards, complaints that match are expected. */
  allow(pattern: RegExp): void {
    this.#allowed.push(pattern);
  }

  /** What nobody expected. */
  unexpected(): string[] {
    return this.#seen.filter(
      (text) => !this.#allowed.some((pattern) => pattern.test(text)),
    );
  }

  #watchPage(page: Page): void {
    page.on('pageerror', (error) => this.#seen.push(`error: ${error.message}`));
    page.on('console', (message) => {
      if (message.type() === 'error')
        this.#seen.push(
          `console: ${message.text()} (${message.location().url})`,
        );
    });
  }
}
