import type { Page } from '@playwright/test';
import { expect, test } from './support/app';
import { cellsOf, LabPage } from './support/lab-page';

/** The idea's page as a person, or a screen reader, finds it. */
class IdeaLab extends LabPage {
  constructor(page: Page) {
    super(page, 'The idea');
  }

  async train(): Promise<void> {
    await expect(this.button('Train')).toBeEnabled();
    await this.button('Train').click();
    await this.over(60);
  }

  /** Opens a CSV file of this text. */
  async bring(name: string, text: string): Promise<void> {
    await this.page.getByRole('radio', { name: 'Your CSV file' }).click();
    await this.page
      .locator('input[type=file]')
      .first()
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(text) });
  }

  /** The figures of a table, row by row; NaN for what is no number. */
  async numbers(name: string): Promise<number[][]> {
    const table = this.page.getByRole('table', { name, exact: true });
    const rows = await cellsOf(table.locator('tbody tr'));
    return rows.map((row) => row.map(Number));
  }

  /** What is predicted for the house that is typed in: by the formula, and by SGD. */
  async predicted(): Promise<number[]> {
    const texts = await this.page
      .getByRole('group', { name: 'Predict', exact: true })
      .locator('dd')
      .allTextContents();
    return texts.map((text) => Number.parseFloat(text));
  }
}

/** Least squares by the normal equations XᵀX w = Xᵀy, with Gaussian elimination. */
function leastSquares(rows: readonly (readonly number[])[]): number[] {
  const size = rows[0]?.length ?? 0;
  const X = rows.map((row) => [...row.slice(0, -1), 1]);
  const y = rows.map((row) => row.at(-1) ?? 0);
  const sum = (f: (i: number) => number) => rows.reduce((total, _, i) => total + f(i), 0);
  const system = Array.from({ length: size }, (_, j) => [
    ...Array.from({ length: size }, (_, k) => sum((i) => (X[i]?.[j] ?? 0) * (X[i]?.[k] ?? 0))),
    sum((i) => (X[i]?.[j] ?? 0) * (y[i] ?? 0)),
  ]);
  for (let j = 0; j < size; j += 1) {
    for (let row = 0; row < size; row += 1) {
      if (row === j) continue;
      const factor = (system[row]?.[j] ?? 0) / (system[j]?.[j] ?? 1);
      system[row] = (system[row] ?? []).map((x, k) => x - factor * (system[j]?.[k] ?? 0));
    }
  }
  return system.map((row, j) => (row[size] ?? 0) / (row[j] ?? 1));
}

test('fits the made-up houses both ways, and predicts the price of a house typed in', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new IdeaLab(page).open();
  await expect(page.getByRole('table', { name: 'Made-up houses' }).locator('tbody tr')).toHaveCount(
    60,
  );
  const houses = await lab.numbers('Made-up houses');
  const [wArea = 0, wAge = 0, b = 0] = leastSquares(houses);

  await lab.train();
  const found = await lab.numbers('Found, in raw units');
  for (const [j, expected] of [wArea, wAge, b].entries()) {
    const [, , analytic = 0, sgd = 0] = found[j] ?? [];
    expect(analytic / expected).toBeCloseTo(1, 3);
    expect(sgd / expected).toBeCloseTo(1, 1);
  }

  await page.getByRole('spinbutton', { name: 'area (m²)' }).fill('120');
  await page.getByRole('spinbutton', { name: 'age (yr)' }).fill('5');
  const [analytic = 0, sgd = 0] = await lab.predicted();
  expect(analytic).toBeCloseTo(120 * wArea + 5 * wAge + b, 0);
  expect(Math.abs(sgd - analytic)).toBeLessThan(0.5);

  await page.getByRole('spinbutton', { name: 'area (m²)' }).fill('1000');
  await expect(page.getByText('Outside the data: area')).toBeVisible();
});

test('explains a column that another one determines, and predicts as before', async ({ start }) => {
  const { page } = await start();
  const lab = await new IdeaLab(page).open();
  await lab.train();
  const before = await lab.predicted();

  await lab.button('Houses').click();
  await page.getByRole('switch', { name: /square feet/ }).click();
  await lab.train();
  const note = page.getByRole('note').filter({ hasText: 'XᵀX has no inverse' });
  await expect(note).toContainText('area (ft²) = 10.76 × area (m²)');
  const after = await lab.predicted();
  expect(after[0]).toBeCloseTo(before[0] ?? Number.NaN, 0);
  expect(Math.abs((after[1] ?? 0) - (before[1] ?? 0))).toBeLessThan(0.5);
});

test('fits a table of one’s own: units shown, missing numbers named by row, columns chosen', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new IdeaLab(page).open();
  // y = 3 size - 2 floor + 5, but for two cells without a number.
  const rows = Array.from({ length: 30 }, (_, i) => {
    const [size, floor] = [40 + ((7 * i) % 30), i % 6];
    const cells = [i + 1, i === 3 ? '' : size, i === 8 ? 'ground' : floor, 'North'];
    return [...cells, 3 * size - 2 * floor + 5].join(',');
  });
  await lab.bring('房价.csv', ['id,size (m²),floor,town,rent (€)', ...rows].join('\n'));

  const notice = page.getByRole('note').filter({ hasText: 'Left out: 2 of 30 rows' });
  await expect(notice).toContainText('size: row 5 is empty');
  await expect(notice).toContainText('floor: row 10 has “ground”');
  await expect(page.getByRole('checkbox', { name: 'town: no numbers' })).toBeDisabled();
  await page.getByRole('checkbox', { name: 'id' }).uncheck();
  await lab.train();

  const found = page.getByRole('table', { name: 'Found, in raw units' });
  await expect(found.getByRole('row', { name: /size/ })).toContainText('€/m²');
  const figures = await lab.numbers('Found, in raw units');
  expect(figures.slice(0, 3).map(([, analytic]) => analytic)).toEqual([3, -2, 5]);

  await page.getByRole('spinbutton', { name: 'size (m²)' }).fill('50');
  await page.getByRole('spinbutton', { name: 'floor', exact: true }).fill('2');
  expect((await lab.predicted())[0]).toBe(3 * 50 - 2 * 2 + 5);

  await test.step('another label, by its own choice of columns', async () => {
    await page.getByRole('combobox', { name: 'Predict' }).selectOption({ label: 'size (m²)' });
    await expect(page.getByRole('checkbox', { name: 'rent (€)' })).not.toBeChecked();
    await page.getByRole('checkbox', { name: 'rent (€)' }).check();
    await lab.train();
    // size = (rent + 2 floor - 5) / 3
    const [floor = [], rent = [], b = []] = await lab.numbers('Found, in raw units');
    expect([floor[1], rent[1], b[1]]).toEqual([0.6667, 0.3333, -1.667]);
  });
});

test('refuses what it cannot fit, and says why', async ({ start }) => {
  const { page } = await start();
  const lab = await new IdeaLab(page).open();
  const alert = page.getByRole('alert');

  await lab.bring('quotes.csv', 'a,b\n"1,2\n3,4\n');
  await expect(alert).toContainText('quotes.csv cannot be used');
  await expect(alert).toContainText('quotation mark');
  await expect(lab.button('Train')).toBeDisabled();

  await lab.bring('one.csv', 'a\n1\n2\n');
  await expect(alert).toContainText('two columns of numbers');

  await lab.bring('empty.csv', 'a,b\n');
  await expect(alert).toContainText('no rows of data');

  await lab.bring('large.csv', `a,b\n${'1,2\n'.repeat(600_000)}`);
  await expect(alert).toContainText('larger than 2 MB');

  await lab.bring('words.csv', 'a,b\n1,2\nx,3\n4,y\n');
  await expect(page.getByRole('note')).toContainText('Left out: 2 of 3 rows');
  await expect(alert).toHaveCount(0);
});

test('what is set is kept, and Stop ends a long fit', async ({ start }) => {
  const first = await start();
  const lab = await new IdeaLab(first.page).open();
  await first.page.getByRole('spinbutton', { name: 'Epochs' }).fill('1000');
  await first.page.getByRole('spinbutton', { name: 'Batch size' }).fill('1');
  await first.page.getByRole('spinbutton', { name: 'Batch size' }).press('Enter');
  await lab.button('Train').click();
  await expect(lab.status).toContainText(/Epoch [1-9]\d* of 1000/);
  await lab.button('Stop').click();
  await expect(lab.status).toHaveText('Ready');
  await expect(lab.button('Train')).toBeEnabled();
  await first.electron.close();

  const second = await start();
  await new IdeaLab(second.page).open();
  await expect(second.page.getByRole('spinbutton', { name: 'Epochs' })).toHaveValue('1000');
});
