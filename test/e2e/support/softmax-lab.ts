import { expect, type Locator, type Page } from '@playwright/test';

export type FieldName = 'Learning rate' | 'Batch size' | 'Epochs' | 'Seed';
export type ButtonName = 'Train' | 'Pause' | 'Resume' | 'Step' | 'Stop' | 'Reset';

/** The softmax regression lab as a person, or a screen reader, finds it. */
export class SoftmaxLab {
  readonly status: Locator;
  readonly curves: Locator;

  constructor(readonly page: Page) {
    this.status = page
      .getByRole('status')
      .filter({ hasText: /Epoch|Ready|Diverged|Stopped/ })
      .first();
    this.curves = page.getByRole('figure', { name: 'Training curves' });
  }

  async open(): Promise<this> {
    await this.page
      .getByRole('navigation', { name: 'Labs' })
      .getByRole('link', { name: 'Softmax regression' })
      .click();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('Softmax regression');
    return this;
  }

  field(name: FieldName): Locator {
    return this.page.getByRole('spinbutton', { name, exact: true });
  }

  button(name: ButtonName): Locator {
    return this.page.getByRole('button', { name, exact: true });
  }

  async set(fields: Partial<Record<FieldName, number | string>>): Promise<void> {
    for (const name of ['Learning rate', 'Batch size', 'Epochs', 'Seed'] as const) {
      const value = fields[name];
      if (value !== undefined) await this.field(name).fill(String(value));
    }
  }

  async choose(implementation: 'From scratch' | 'Concise' | 'Compiled graph'): Promise<void> {
    await this.page
      .getByRole('radiogroup', { name: 'Implementation' })
      .getByRole('radio', { name: implementation })
      .click();
  }

  /** The numbers of the main chart, by its table: a row an epoch, as a reader without the picture gets them. */
  async curveTable(): Promise<number[][]> {
    const show = this.curves.getByRole('button', { name: 'Show as table' });
    if (await show.isVisible()) await show.click();
    const rows = this.curves.getByRole('table').getByRole('row');
    const cells = await rows.evaluateAll((elements) =>
      elements.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
    );
    return cells.slice(1).map((row) => row.map((cell) => Number(cell.replace('%', ''))));
  }

  pictures(): Locator {
    return this.page.getByRole('listitem', { name: /^true: .+, predicted: .+$/ });
  }
}
