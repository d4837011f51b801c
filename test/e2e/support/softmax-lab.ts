import { expect, type Locator, type Page } from '@playwright/test';
import { cellsOf, LabPage } from './lab-page';

export type FieldName = 'Learning rate' | 'Batch size' | 'Epochs' | 'Seed';
export type ButtonName = 'Train' | 'Pause' | 'Resume' | 'Step' | 'Stop' | 'Reset';

/** The softmax regression lab as a person, or a screen reader, finds it. */
export class SoftmaxLab extends LabPage {
  readonly curves: Locator;

  constructor(page: Page) {
    super(page, 'Softmax regression', /Epoch|Ready|Diverged|Stopped/);
    this.curves = page.getByRole('figure', { name: 'Training curves' });
  }

  override field(name: FieldName): Locator {
    return super.field(name);
  }

  override button(name: ButtonName): Locator {
    return super.button(name);
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

  /** Starts a run from scratch that lasts, and waits until an epoch of it is over. */
  async trainLong(epochs: number): Promise<void> {
    await this.choose('From scratch');
    await this.set({ Epochs: epochs });
    await this.button('Train').click();
    await expect(this.status).toContainText(new RegExp(`Epoch [2-9] of ${epochs}`));
  }

  /** The numbers of the main chart, by its table: a row an epoch, as a reader without the picture gets them. */
  async curveTable(): Promise<number[][]> {
    const table = this.curves.getByRole('table');
    const show = this.curves.getByRole('button', { name: 'Show as table' });
    await expect(show.or(table).first()).toBeVisible();
    if (await show.isVisible()) await show.click();
    await expect(table).toBeVisible();
    const cells = await cellsOf(table.getByRole('row'));
    return cells.slice(1).map((row) => row.map((cell) => Number(cell.replace('%', ''))));
  }

  pictures(): Locator {
    return this.page.getByRole('listitem', { name: /^true: .+, predicted: .+$/ });
  }
}
