import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/app';
import { violations } from './support/axe';

/** The Fashion-MNIST lab as a person, or a screen reader, finds it. */
class FashionLab {
  readonly main: Locator;
  readonly grid: Locator;
  readonly reading: Locator;

  constructor(readonly page: Page) {
    this.main = page.getByRole('main');
    this.grid = page.getByRole('listbox', { name: 'Pictures with their labels' });
    this.reading = page.getByRole('status').filter({ hasText: /Not read yet|Reading/ });
  }

  async open(): Promise<this> {
    await this.page
      .getByRole('navigation', { name: 'Labs' })
      .getByRole('link', { name: 'Fashion-MNIST' })
      .click();
    await expect(this.page.getByRole('heading', { level: 1 })).toHaveText('Fashion-MNIST');
    await expect(this.grid).toBeVisible();
    return this;
  }

  field(name: string): Locator {
    return this.page.getByRole('spinbutton', { name, exact: true });
  }

  async set(name: string, value: number): Promise<void> {
    await this.field(name).fill(String(value));
    await this.field(name).press('Enter');
  }

  /** What is read out of each picture of the grid: "0: ankle boot". */
  pictures(): Promise<string[]> {
    return this.grid
      .getByRole('option')
      .evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''));
  }
}

test('shows the notes’ counts, shape, range and first eighteen pictures', async ({ start }) => {
  const { page } = await start();
  const lab = await new FashionLab(page).open();
  for (const fact of [
    '60,000',
    '10,000',
    '6,000 of each class',
    '1,000 of each class',
    '1 × 28 × 28',
    '0 to 255',
  ]) {
    await expect(lab.main.getByText(fact, { exact: true })).toBeVisible();
  }
  const first =
    'ankle boot,t-shirt,t-shirt,dress,t-shirt,pullover,sneaker,pullover,sandal,' +
    'sandal,t-shirt,ankle boot,sandal,sandal,sneaker,ankle boot,trouser,t-shirt';
  expect(await lab.pictures()).toEqual(first.split(',').map((label, i) => `${i}: ${label}`));
});

test('browses by split, class and index, with the keyboard too', async ({ start }) => {
  const { page } = await start();
  const lab = await new FashionLab(page).open();

  await page.getByRole('combobox', { name: 'Class' }).selectOption('bag');
  await expect
    .poll(async () => (await lab.pictures()).filter((name) => !name.endsWith(': bag')))
    .toEqual([]);
  await expect(page.getByText('1–18 / 6,000')).toBeVisible();

  await lab.set('Index', 30_000);
  // The picture there is another class's: the next bag is shown.
  const place = page.getByText(/^Index 30,\d{3} · label 8$/);
  await expect(place).toBeVisible();
  const index = /Index ([\d,]+)/.exec((await place.textContent()) ?? '')?.[1]?.replace(',', '');
  await expect(lab.field('Index')).toHaveValue(index ?? '');
  expect(Number(index)).toBeGreaterThan(30_000);

  await page.getByRole('combobox', { name: 'Class' }).selectOption('Any class');
  await page.getByRole('radio', { name: 'Test' }).click();
  await expect(page.getByText('1–18 / 10,000')).toBeVisible();
  await page.keyboard.press(']');
  await expect(page.getByText('19–36 / 10,000')).toBeVisible();
  await page.keyboard.press('[');
  await expect(page.getByText('1–18 / 10,000')).toBeVisible();

  await lab.grid.focus();
  for (const key of ['ArrowRight', 'ArrowDown', 'ArrowLeft']) await page.keyboard.press(key);
  await expect(lab.grid.getByRole('option', { selected: true })).toHaveAccessibleName(/^9: /);
  await page.keyboard.press('End');
  await expect(lab.field('Index')).toHaveValue('17');

  await lab.set('Index', 9999);
  await expect
    .poll(async () => (await lab.pictures()).map((name) => name.split(':')[0]))
    .toEqual(['9,999']);
});

test('times the reading of all minibatches, says it in a sentence, and can be cancelled', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new FashionLab(page).open();
  const read = page.getByRole('button', { name: 'Read all minibatches' });
  await lab.set('Readings', 2);
  await read.click();
  await expect(lab.reading).toHaveText(
    /^Reading 60,000 pictures in 235 minibatches of 256 took .+ on average: .+ to .+ in 2 readings\.$/,
  );
  await expect(page.getByText('avg()')).toBeVisible();
  await expect(
    page.getByRole('navigation', { name: 'Labs' }).getByRole('link', { name: 'Fashion-MNIST' }),
  ).toHaveAccessibleDescription('done');
  const said = await lab.reading.textContent();

  await lab.set('Batch size', 1);
  await lab.set('Readings', 20);
  await page.getByRole('tab', { name: 'Code' }).click();
  const code = page.getByRole('region', { name: 'timeReading' });
  await expect(code.locator('.marked')).toHaveCount(0);
  await read.click();
  await expect(lab.reading).toHaveText(/^Reading: [\d,]+ of 1,200,000 examples$/);
  await expect(code.locator('.marked')).toHaveCount(3);
  await page.getByRole('button', { name: 'Cancel' }).click();
  await expect(read).toBeEnabled();
  await expect(lab.reading).toHaveText(said ?? '');
  await expect(page.getByRole('alert')).toHaveCount(0);
});

test('resizes a minibatch, and prints its shapes as the notes do', async ({ start }) => {
  const { page } = await start();
  const lab = await new FashionLab(page).open();
  const printed = page.getByRole('status').filter({ hasText: 'float32' });
  await expect(printed).toHaveText('[32, 1, 64, 64] float32 [32] int32');
  await lab.set('Resize to', 8);
  await expect(printed).toHaveText('[32, 1, 8, 8] float32 [32] int32');
  await lab.set('Examples', 5);
  await expect(printed).toHaveText('[5, 1, 8, 8] float32 [5] int32');
  await lab.field('Resize to').fill('300');
  await expect(lab.main.getByText('Out of range. Allowed: [8, 224]')).toBeVisible();
  await expect(printed).toHaveText('[5, 1, 8, 8] float32 [5] int32');
});

test('shows mean picture and pixel values of each class, as a table too', async ({ start }) => {
  const { page } = await start();
  const lab = await new FashionLab(page).open();
  await page.getByRole('option', { name: /^sandal, mean pixel/ }).click();
  const figure = page.getByRole('figure', { name: 'Pixel values by class' });
  await expect(figure).toContainText('sandal: 67.9% of the pixels are 0');
  await figure.getByRole('button', { name: 'Show as table' }).click();
  const rows = figure.getByRole('row');
  await expect(rows).toHaveCount(19);
  await expect(rows.nth(1)).toHaveText(/0\s*67\.9%\s*50\.2%/);
  await expect
    .poll(async () => (await lab.pictures()).filter((name) => !name.endsWith(': sandal')))
    .toEqual([]);
});

test('keeps what is set between launches, and goes back to the notes with Reset', async ({
  start,
}) => {
  const first = await start();
  const lab = await new FashionLab(first.page).open();
  await first.page.getByRole('radio', { name: 'Test' }).click();
  await lab.set('Index', 4242);
  await lab.set('Batch size', 64);
  await lab.set('Resize to', 32);
  await expect(lab.grid.getByRole('option', { selected: true })).toHaveAccessibleName(/^4,242: /);
  await first.electron.close();

  const second = await start();
  const again = await new FashionLab(second.page).open();
  await expect(second.page.getByRole('radio', { name: 'Test' })).toBeChecked();
  await expect(again.field('Batch size')).toHaveValue('64');
  await expect(again.grid.getByRole('option', { selected: true })).toHaveAccessibleName(/^4,242: /);
  await second.page.getByRole('button', { name: 'Reset' }).click();
  await expect(again.field('Batch size')).toHaveValue('256');
  await expect(again.field('Resize to')).toHaveValue('64');
  await expect(again.grid.getByRole('option', { selected: true })).toHaveAccessibleName(
    '0: ankle boot',
  );
});

test('meets WCAG 2.2 AA with everything on show, and fits the smallest window', async ({
  start,
}) => {
  const { electron, page } = await start();
  const lab = await new FashionLab(page).open();
  await page.getByRole('option', { name: /^coat, mean pixel/ }).click();
  await page.getByRole('button', { name: 'Read all minibatches' }).click();
  await expect(lab.reading).toContainText('took');
  expect(await violations(page)).toEqual([]);
  await electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.setContentSize(1024, 640);
  });
  await expect.poll(() => page.evaluate(() => innerWidth)).toBe(1024);
  expect(await lab.main.evaluate((main) => main.scrollWidth - main.clientWidth)).toBe(0);
});
