import type { Page } from '@playwright/test';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/app';

/** Sets a sweep up on the page Sweeps: two learning rates by two batch sizes, quick ones. */
async function plan(page: Page, change: Readonly<Record<string, number>> = {}): Promise<void> {
  await page.evaluate(() => (globalThis.location.hash = '#/sweeps'));
  const fields = {
    ...{ 'Learning rate from': 0.01, 'Learning rate to': 0.1, 'Steps of the learning rate': 2 },
    ...{ 'Batch size from': 100, 'Batch size to': 500, 'Steps of the batch size': 2 },
    ...{ Epochs: 1, 'Training examples': 1000, ...change },
  };
  for (const [name, value] of Object.entries(fields)) {
    await page.getByRole('spinbutton', { name, exact: true }).fill(String(value));
  }
}

test('a sweep is planned, trained and mapped; a cell is reached by keyboard and opens its run', async ({
  start,
}) => {
  const { page } = await start();
  await plan(page);
  await expect(page.getByText('4 runs, epochs in all: 4')).toBeVisible();
  await page.getByRole('button', { name: 'Start sweep' }).click();
  await expect(page.getByRole('status').filter({ hasText: '4 of 4 cells · done' })).toBeVisible({
    timeout: 60_000,
  });
  const map = page.getByRole('figure', { name: 'Map of the sweep' });
  await expect(map.getByRole('gridcell')).toHaveCount(4);
  await expect(map.getByRole('gridcell', { name: /: best; train loss/ })).toHaveCount(1);
  await map.getByRole('button', { name: 'Show as table' }).click();
  await expect(map.getByRole('table').getByRole('row')).toHaveCount(5);
  await map.getByRole('button', { name: 'Show as chart' }).click();

  await map.getByRole('gridcell').first().focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('ArrowDown');
  const cell = map.getByRole('gridcell', { name: /^learning rate 0\.1, batch size 100:/ });
  await expect(cell).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByText(/learning rate 0\.1 · batch size 100/)).toBeVisible();
  // The Runs list is not flooded.
  await page.getByRole('button', { name: 'Map of the sweep' }).click();
  await expect(map).toBeVisible();
  await page.evaluate(() => (globalThis.location.hash = '#/runs'));
  await expect(page.getByText(/^No runs yet/)).toBeVisible();
});

test('a sweep that is under way when the app is closed goes on after the next start', async ({
  start,
  dataDir,
}) => {
  const first = await start();
  await plan(first.page, { Epochs: 40, 'Training examples': 60_000, 'Batch size from': 20 });
  await first.page.getByRole('button', { name: 'Start sweep' }).click();
  await expect(first.page.getByRole('button', { name: 'Pause', exact: true })).toBeVisible({
    timeout: 60_000,
  });
  await first.electron.evaluate(({ app }) => app.quit());
  await first.electron.waitForEvent('close');
  const [id = ''] = await readdir(join(dataDir, 'sweeps'));

  const { page } = await start();
  await page.evaluate((sweep) => (globalThis.location.hash = `#/sweeps/${sweep}`), id);
  await page.getByRole('button', { name: 'Resume', exact: true }).click();
  await expect(page.getByRole('gridcell', { name: /training/ })).toHaveCount(1);
  await page.getByRole('button', { name: 'Cancel', exact: true }).click();
  await expect(page.getByRole('status').filter({ hasText: 'ended early' })).toBeVisible();
});

test('a plan of too many runs, or of a range that ends below its start, says so and cannot be started', async ({
  start,
}) => {
  const { page } = await start();
  await plan(page, { 'Steps of the learning rate': 20, 'Steps of the batch size': 12 });
  await expect(page.getByText(/runs are too many: at most 200/)).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start sweep' })).toBeDisabled();
  await plan(page, { 'Learning rate from': 1 });
  await expect(page.getByText('must not be below its start')).toBeVisible();
  await expect(page.getByRole('button', { name: 'Start sweep' })).toBeDisabled();
});
