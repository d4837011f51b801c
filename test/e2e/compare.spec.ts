import type { Page } from '@playwright/test';
import { expect, test } from './support/app';
import { LabPage } from './support/lab-page';

/** Short runs of linear regression: what is driven here is what comes after a run. */
async function train(page: Page, learningRate: number): Promise<LabPage> {
  const lab = await new LabPage(page, 'Linear regression').open();
  await lab.field('Learning rate').fill(`${learningRate}`);
  await lab.field('Epochs').fill('3');
  await lab.button('Train').click();
  return lab;
}

const limit = { timeout: 30_000 };

async function open(page: Page, link: string): Promise<void> {
  await page.getByRole('navigation', { name: 'Labs' }).getByRole('link', { name: link }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(link);
}

test('runs are named, filtered, sorted, compared, deleted and brought back', async ({ start }) => {
  const { page } = await start();
  for (const rate of [0.03, 0.003]) {
    const lab = await train(page, rate);
    await lab.over(3, limit);
  }
  await open(page, 'Runs');
  const rows = page.getByRole('table', { name: 'Runs' }).locator('tbody tr');
  await expect(rows).toHaveCount(2);

  await page.getByRole('button', { name: 'Name, note and tags of run 1' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('the notes’ rate');
  await page.getByRole('textbox', { name: 'Tags' }).fill('homework, 学习率');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await expect(rows.filter({ hasText: 'the notes’ rate' })).toHaveCount(1);

  await page.getByRole('searchbox').fill('notes');
  await expect(rows).toHaveCount(1);
  await page.getByRole('searchbox').fill('nothing like it');
  await expect(page.getByText('No run passes this filter.')).toBeVisible();
  await page.getByRole('button', { name: 'Show all' }).last().click();
  await expect(rows).toHaveCount(2);

  const head = page.getByRole('columnheader', { name: 'Learning rate' });
  await head.getByRole('button').click();
  await expect(head).toHaveAttribute('aria-sort', 'descending');
  await expect(rows.first()).toContainText('0.03');
  await head.getByRole('button').click();
  await expect(rows.first()).toContainText('0.003');

  await page.getByRole('checkbox', { name: 'Compare all on this page' }).click();
  const table = page.getByRole('table', { name: 'What differs' });
  await expect(table.getByRole('columnheader')).toHaveText([
    'Run',
    'Learning rate',
    'train loss',
    'An epoch',
    'State',
  ]);
  await expect(table.getByRole('row').filter({ hasText: 'the notes’ rate' })).toContainText('best');
  const chart = page.getByRole('figure', { name: 'train loss' });
  await chart.getByRole('button', { name: 'Show as table' }).click();
  await expect(chart.getByRole('table').getByRole('row')).toHaveCount(4);

  await page.getByRole('button', { name: 'Delete run 2' }).click();
  await expect(rows).toHaveCount(1);
  await page.getByRole('button', { name: 'Undo' }).click();
  await expect(rows).toHaveCount(2);
});

test('a run goes on, is kept as a checkpoint, and another starts from that', async ({ start }) => {
  const { page } = await start();
  const lab = await train(page, 0.003);
  await lab.over(3, limit);
  await open(page, 'Runs');
  await page.getByRole('link', { name: 'Run 1' }).click();
  await page.getByRole('button', { name: 'Continue…' }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('spinbutton', { name: 'More epochs' }).fill('2');
  await dialog.getByRole('button', { name: 'Train' }).click();
  await lab.over(5, limit);

  await open(page, 'Runs');
  await page.getByRole('link', { name: 'Run 2' }).click();
  await expect(page.getByText('goes on from run 1, epoch 3')).toBeVisible();
  await page.getByRole('button', { name: 'Keep checkpoint…' }).click();
  await dialog.getByRole('textbox', { name: 'Name' }).fill('after five');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('button', { name: 'All runs' }).first().click();
  await page.getByRole('button', { name: 'Start from this…' }).click();
  await expect(dialog.getByRole('spinbutton', { name: 'Learning rate' })).toHaveValue('0.0003');
  await dialog.getByRole('button', { name: 'Train' }).click();
  await lab.over(5, limit);
  await open(page, 'Runs');
  await page.getByRole('link', { name: 'Run 3' }).click();
  await expect(page.getByText('started from the checkpoint “after five”')).toBeVisible();
});

test('the doctor finds the limit, and half of it brings a diverged run home', async ({ start }) => {
  const { page } = await start();
  const lab = await train(page, 5);
  await expect(page.getByText(/Training diverged in epoch 1/)).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText(/each one multiplied the loss by [\d.]+/)).toBeVisible();
  await expect(page.getByText(/stable up to 2\/λ = 1\.[5-9]/)).toBeVisible({ timeout: 30_000 });
  await page
    .getByRole('button', { name: /Back to the start of epoch 1, with half the limit/ })
    .click();
  const rate = page.getByRole('spinbutton', { name: 'Learning rate', exact: true });
  await expect(rate).not.toHaveValue('5');
  await expect(rate).toHaveAccessibleDescription(/stable up to/);
  await rate.fill('0.1');
  await rate.press('Enter');
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await lab.over(3, limit);
});

test('the duel shows who goes another way, and what was broken', async ({ start }) => {
  const { page } = await start();
  await open(page, 'Runs');
  await page.getByRole('button', { name: 'The Duel' }).click();
  await page.getByRole('radio', { name: 'Linear' }).click();
  await page.getByRole('spinbutton', { name: 'Epochs', exact: true }).fill('2');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByText(/go the same way: after epoch 2/)).toBeVisible({ timeout: 30_000 });
  await page.getByRole('combobox', { name: 'Broken on purpose' }).selectOption('no factor ½');
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByText(/They go different ways: after epoch 2/)).toBeVisible({
    timeout: 30_000,
  });
  await expect(page.getByText(/Broken in Concise: no factor ½/)).toBeVisible();
  const difference = page.getByRole('figure', { name: 'Largest weight difference' });
  await difference.getByRole('button', { name: 'Show as table' }).click();
  await expect(difference.getByRole('table').getByRole('row')).toHaveCount(3);
});
