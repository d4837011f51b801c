import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/app';
import { cellsOf, LabPage } from './support/lab-page';

/** The linear regression lab as a person, or a screen reader, finds it. */
class LinearLab extends LabPage {
  constructor(page: Page) {
    super(page, 'Linear regression');
  }

  implementation(name: 'From scratch' | 'Concise' | 'Analytic'): Locator {
    return this.page
      .getByRole('radiogroup', { name: 'Implementation' })
      .getByRole('radio', { name });
  }

  /** Trains to the end with what is set. */
  async train(epochs: number): Promise<void> {
    await this.button('Train').click();
    await this.over(epochs);
  }

  /** The numbers of a table, row by row, without its first column of names where `named` says so. */
  async numbers(table: Locator, named: boolean): Promise<number[][]> {
    const rows = await cellsOf(table.locator('tbody tr'));
    return rows.map((row) => row.slice(named ? 1 : 0).map(Number));
  }

  /** Rows w1, w2, b: true, found, error, analytic. */
  found(): Promise<number[][]> {
    return this.numbers(this.page.getByRole('table', { name: 'Found' }), true);
  }

  /** The loss after each epoch, by the table of its chart. */
  async losses(): Promise<number[]> {
    const figure = this.page.getByRole('figure', { name: 'Loss by epoch' });
    const show = figure.getByRole('button', { name: 'Show as table' });
    if (await show.isVisible()) await show.click();
    const rows = await this.numbers(figure.getByRole('table'), true);
    return rows.map(([loss]) => loss ?? Number.NaN);
  }
}

test('three epochs with the notes’ settings find w and b to about a thousandth', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new LinearLab(page).open();
  await expect(lab.field('Learning rate')).toHaveValue('0.03');
  await expect(lab.field('Batch size')).toHaveValue('10');
  await expect(lab.field('Epochs')).toHaveValue('3');

  await lab.train(3);
  const losses = await lab.losses();
  expect(losses).toHaveLength(3);
  // Half of the noise squared is what no model gets below.
  expect(losses[2]).toBeGreaterThan(4.5e-5);
  expect(losses[2]).toBeLessThan(6e-5);

  const found = await lab.found();
  expect(found.map(([truth]) => truth)).toEqual([2, -3.4, 4.2]);
  for (const [truth = 0, value = 0, error = 0, analytic = 0] of found) {
    expect(error).toBeCloseTo(truth - value, 3);
    expect(Math.abs(error)).toBeLessThan(2e-3);
    expect(Math.abs(analytic - value)).toBeLessThan(2e-3);
  }
  await expect(
    page.getByRole('navigation', { name: 'Labs' }).getByRole('link', { name: 'Linear regression' }),
  ).toHaveAccessibleDescription('done');
});

test('a step shows its minibatch, and its gradient and update follow from what is shown', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new LinearLab(page).open();
  for (let step = 1; step <= 3; step += 1) {
    await lab.button('Step').click();
    await expect(page.getByText(`after minibatch ${step}`, { exact: true })).toBeVisible();
  }

  const rows = await lab.numbers(page.getByRole('table', { name: 'Last minibatch' }), false);
  expect(rows).toHaveLength(10);
  const residuals = rows.map(([, , y = 0, yHat = 0]) => yHat - y);
  for (const [i, [, , , , residual]] of rows.entries()) {
    expect(residual).toBeCloseTo(residuals[i] ?? Number.NaN, 1);
  }
  // d/dw_j of half of the mean squared residual is the mean of residual times x_j.
  const mean = (values: number[]) => values.reduce((sum, value) => sum + value, 0) / values.length;
  const gradient = [
    mean(rows.map(([x1 = 0], i) => x1 * (residuals[i] ?? 0))),
    mean(rows.map(([, x2 = 0], i) => x2 * (residuals[i] ?? 0))),
    mean(residuals),
  ];
  const step = await lab.numbers(page.getByRole('table', { name: 'The last step' }), true);
  expect(step).toHaveLength(3);
  for (const [j, [slope = 0, update = 0]] of step.entries()) {
    expect(slope).toBeCloseTo(gradient[j] ?? Number.NaN, 1);
    expect(update).toBeCloseTo(-0.03 * slope, 4);
  }

  await test.step('reading the path goes back to an earlier step', async () => {
    const path = page.getByRole('slider', { name: /Loss surface/ });
    await path.focus();
    await path.press('Home');
    await expect(page.getByText('at the start', { exact: true })).toBeVisible();
    await path.press('Escape');
    await expect(page.getByText('after minibatch 3', { exact: true })).toBeVisible();
  });

  await lab.button('Resume').click();
  await lab.over(3);
});

test('concise takes the steps from scratch once it has the half, and steps twice as long without', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new LinearLab(page).open();
  await lab.train(3);
  const scratch = await lab.found();
  const scratchLosses = await lab.losses();

  await lab.implementation('Concise').click();
  await page.getByRole('switch', { name: 'Give it the ½' }).click();
  await lab.train(3);
  await expect.poll(() => lab.found()).toEqual(scratch);
  await expect.poll(() => lab.losses()).toEqual(scratchLosses);

  await page.getByRole('switch', { name: 'Give it the ½' }).click();
  await lab.train(3);
  const doubled = await lab.losses();
  // Twice the step: after one epoch it is where scratch is after two, and its loss reads twice as large.
  expect(doubled[0]).toBeLessThan((scratchLosses[0] ?? 0) / 10);
  expect(doubled[2]).toBeGreaterThan(1.8 * (scratchLosses[2] ?? 0));

  await lab.implementation('Analytic').click();
  await lab.train(1);
  const solved = async () =>
    (await lab.found()).map(([, value = 0, , analytic = 1]) => value === analytic);
  await expect.poll(solved).toEqual([true, true, true]);
  await expect(lab.button('Step')).toBeDisabled();
});

test('a learning rate of 3 diverges: the lab says where, keeps the last finite step, and offers the way on', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new LinearLab(page).open();
  await lab.field('Learning rate').fill('3');
  await lab.button('Train').click();
  const alert = page.getByRole('alert').filter({ hasText: /diverged in epoch 1, minibatch \d+/ });
  await expect(alert).toContainText('too large a learning rate');
  for (const [, value] of await lab.found()) expect(Number.isFinite(value)).toBe(true);

  await test.step('rewound, it stands where it was last finite', async () => {
    const finite = await lab.found();
    await alert.getByRole('button', { name: 'Rewind' }).click();
    await expect(lab.button('Resume')).toBeVisible();
    await expect.poll(() => lab.found()).toEqual(finite);
    await lab.button('Step').click();
    await expect(page.getByRole('table', { name: 'Last minibatch' })).toBeVisible();
  });

  await test.step('a smaller rate finds back from there', async () => {
    await lab.field('Learning rate').fill('0.3');
    await lab.field('Learning rate').press('Enter');
    await lab.button('Resume').click();
    await lab.over(3);
    for (const [, , error = 1] of await lab.found()) expect(Math.abs(error)).toBeLessThan(0.01);
  });

  await lab.field('Learning rate').fill('3');
  await lab.button('Train').click();
  await alert.getByRole('button', { name: 'Try again with 1.5' }).click();
  await expect(lab.field('Learning rate')).toHaveValue('1.5');
  await expect(lab.status).toContainText(/Epoch/);
});

test('what is set is kept, examples can be remade, and the keyboard alone does it', async ({
  start,
}) => {
  const first = await start();
  const lab = await new LinearLab(first.page).open();
  await lab.button('Data').focus();
  await first.page.keyboard.press('Enter');
  await lab.field('Noise').focus();
  await first.page.keyboard.press('Control+A');
  await first.page.keyboard.type('1');
  await first.page.keyboard.press('Enter');
  await expect(lab.button('Data · 1 changed')).toBeVisible();
  await lab.button('Train').focus();
  await first.page.keyboard.press('Enter');
  await lab.over(3);
  // Noise with a standard deviation of 1: half of its square.
  await expect.poll(async () => (await lab.losses())[2]).toBeCloseTo(0.5, 1);
  await first.electron.close();

  const second = await start();
  const again = await new LinearLab(second.page).open();
  await expect(again.field('Noise')).toHaveValue('1');
  await again.button('Reset').click();
  await expect(again.field('Noise')).toHaveValue('0.01');
});
