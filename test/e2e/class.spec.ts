import type { Page } from '@playwright/test';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/app';

/** A run as a report has it. */
const recordOf = (name: string, learningRate: number, testAcc: number) => ({
  ...{ schema: 1, id: '20260304T050607-abc123', number: 1, app: '0.1.0', state: 'done', name },
  ...{ lab: 'softmax', implementation: 'concise' },
  config: { learningRate, batchSize: 128, epochs: 1, seed: 7, numTrain: 2000 },
  engine: { kind: 'cpu', version: '4.22.0', threads: 1 },
  dataset: { name: 'fashion-mnist', sha256: 'of other data' },
  startedAt: '2026-03-04T05:06:07.000Z',
  epochs: [{ epoch: 1, trainLoss: 0.5, trainAcc: 0.8, testAcc, ms: 100, learningRate }],
  final: { trainLoss: 0.5, trainAcc: 0.8, testAcc },
});

/** A lab report as far as a class reads it: the block of data and its hash. */
function reportOf(record: object): string {
  const json = JSON.stringify(record).replaceAll('<', '\\u003c');
  const sha256 = createHash('sha256').update(json).digest('hex');
  return `<!doctype html><script type="application/json" id="linearlab-run" data-sha256="${sha256}">${json}</script>`;
}

const report = (...figures: Parameters<typeof recordOf>) => reportOf(recordOf(...figures));

test('a folder of lab reports is a table and a chart, names what it skips, and sets a lab up as a run was', async ({
  start,
  dataDir,
}) => {
  const { electron, page } = await start();
  const folder = join(dataDir, 'period 3');
  await mkdir(folder);
  await writeFile(join(folder, 'ada.html'), report('<img src=x onerror=alert(1)>', 0.02, 0.81));
  await writeFile(join(folder, 'ben.html'), report('Ben', 0.5, 0.843));
  await writeFile(join(folder, 'cut.html'), report('Cy', 0.1, 0.8).replace('0.1', '0.2'));
  await writeFile(join(folder, 'essay.html'), '<p>My essay</p>');
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);

  await page.evaluate(() => (globalThis.location.hash = '#/class'));
  await expect(page.getByText('in one folder and open it here')).toBeVisible();
  await page.getByRole('button', { name: 'Open a folder…' }).click();

  const table = page.getByRole('table', { name: 'Runs in “period 3”' });
  await expect(table.getByRole('row')).toHaveCount(3);
  const ben = table.getByRole('row', { name: /ben\.html/ });
  for (const text of ['Ben', '0.5', '128', '0.500', '84.3%', 'different']) {
    await expect(ben.getByRole('cell', { name: text, exact: true })).toBeVisible();
  }
  // A hostile name is text.
  await expect(table.getByText('<img src=x onerror=alert(1)>')).toBeVisible();
  const skipped = page.getByRole('region', { name: 'Files that were skipped: 2' });
  await expect(skipped.getByRole('listitem')).toHaveText([/cut\.html/, /essay\.html/]);

  const chart = page.getByRole('figure', { name: 'Learning rate and test accuracy' });
  await expect(chart.getByText(/2 runs with learning rates from 0.02 to 0.5\./)).toBeAttached();
  await chart.getByRole('slider').focus();
  await page.keyboard.press('End');
  await expect(chart.getByText('Ben (ben.html)')).toBeVisible();
  await chart.getByRole('button', { name: 'Show as table' }).click();
  await expect(chart.getByRole('table').getByRole('row')).toHaveCount(3);

  await ben.getByRole('button', { name: 'Open the settings of ben.html in the lab' }).click();
  await expect(page.getByRole('spinbutton', { name: 'Learning rate' })).toHaveValue('0.5');
  await expect(page.getByRole('spinbutton', { name: 'Batch size' })).toHaveValue('128');
  await expect(page.getByRole('spinbutton', { name: 'Seed' })).toHaveValue('7');
  await page.goBack();
  await expect(table.getByRole('row')).toHaveCount(3);

  // Trained here, it is compared with what was handed in.
  const again = () => ben.getByRole('button', { name: 'Open the settings of ben.html in the lab' });
  await again().click();
  await expect(page.getByText('Set up as in ben.html')).toBeVisible();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByText('does not come to quite the figures of ben.html')).toBeVisible();
  await expect(page.getByText(/train loss [+−]\d.*trained on other data/)).toBeVisible();

  // Handed in by somebody who trained the same, it comes to the very figures.
  await writeFile(join(folder, 'ben.html'), reportOf(await lastRun(page)));
  await page.getByRole('button', { name: 'Back to the class' }).click();
  await expect(ben.getByText('differs')).toBeVisible();
  await page.getByRole('button', { name: 'Open a folder…' }).click();
  await expect(ben.getByText('differs')).toHaveCount(0);
  await again().click();
  await page.getByRole('button', { name: 'Train', exact: true }).click();
  await expect(page.getByText('Reproduced to the digit')).toBeVisible();
});

/** The record of the newest run. */
async function lastRun(page: Page): Promise<object> {
  const reply = await page.evaluate(async () => {
    const list = await window.linearLab.call('listRuns', undefined);
    const id = list.ok ? (list.value.runs[0]?.id ?? '') : '';
    return window.linearLab.call('openRun', { id });
  });
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
}
