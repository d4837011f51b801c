import { expect, type Locator, type Page } from '@playwright/test';

/** A lab's page as a person, or a screen reader, finds it. */
export class LabPage {
  readonly status: Locator;

  /** @param name the lab's, in the navigation and as its heading */
  constructor(
    readonly page: Page,
    private readonly name: string,
    says = /Epoch|Ready/,
  ) {
    this.status = page.getByRole('status').filter({ hasText: says }).first();
  }

  async open(): Promise<this> {
    await this.page
      .getByRole('navigation', { name: 'Labs' })
      .getByRole('link', { name: this.name })
      .click();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText(this.name);
    return this;
  }

  /** Waits until the run of so many epochs is over: its last epoch is named while it is still trained. */
  async over(epochs: number, limit: { readonly timeout?: number } = {}): Promise<void> {
    await expect(this.status).toContainText(`Epoch ${epochs} of ${epochs}`, limit);
    await expect(this.button('Train')).toBeEnabled(limit);
  }

  field(name: string): Locator {
    return this.page.getByRole('spinbutton', { name, exact: true });
  }

  button(name: string): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }
}

/** What the cells of these rows say, row by row. */
export const cellsOf = (rows: Locator): Promise<string[][]> =>
  rows.evaluateAll((all) =>
    all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
  );

/** Opens the run that is listed first, whose row says so. */
export async function openNewestRun(page: Page, says = /./): Promise<void> {
  await page.getByRole('navigation', { name: 'Labs' }).getByRole('link', { name: /^Runs/ }).click();
  const row = page.getByRole('table').getByRole('row').nth(1);
  await expect(row).toContainText(says);
  await row
    .getByRole('link')
    .or(row.getByRole('button', { name: /open/i }))
    .first()
    .click();
}
