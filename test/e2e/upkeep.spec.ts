import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/app';
import { SoftmaxLab } from './support/softmax-lab';

/** An IDX file of pictures: each class has a bright stripe of its own. */
function stripes(count: number): Buffer {
  const picture = (label: number) => Buffer.alloc(784).fill(200, 78 * label, 78 * (label + 1));
  const pictures = Array.from({ length: count }, (_, i) => picture(i % 10));
  return Buffer.concat([header([2051, count, 28, 28]), ...pictures]);
}

const labels = (count: number) =>
  Buffer.concat([
    header([2049, count]),
    Buffer.from(Array.from({ length: count }, (_, i) => i % 10)),
  ]);

function header(numbers: readonly number[]): Buffer {
  const bytes = Buffer.alloc(4 * numbers.length);
  numbers.forEach((number, i) => bytes.writeUInt32BE(number, 4 * i));
  return bytes;
}

test('a data set of one’s own is checked, used in the labs, and given up again', async ({
  dataDir,
  start,
}) => {
  const folder = join(dataDir, '我的 digits');
  await mkdir(folder, { recursive: true });
  for (const [split, count] of [
    ['train', 600],
    ['t10k', 200],
  ] as const) {
    await writeFile(join(folder, `${split}-images-idx3-ubyte`), stripes(count));
    await writeFile(join(folder, `${split}-labels-idx1-ubyte`), labels(count));
  }
  const { electron, page } = await start();
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);
  const navigation = page.getByRole('navigation', { name: 'Labs' });
  await navigation.getByRole('link', { name: /^Settings/ }).click();
  await page.getByLabel('Name', { exact: true }).fill('stripes');
  await page.getByRole('button', { name: 'Import a folder…' }).click();
  await expect(page.getByText(/labels\.txt names 0 classes/)).toBeVisible();

  const names = Array.from({ length: 10 }, (_, label) => `stripe ${label}`);
  await writeFile(join(folder, 'labels.txt'), names.join('\n'));
  await page.getByRole('button', { name: 'Import a folder…' }).click();
  await expect(page.getByText('stripes was imported: 600 to train, 200 to test.')).toBeVisible();
  await page.getByRole('button', { name: 'Use stripes' }).click();
  await expect(page.getByText('(in use)')).toBeVisible();
  await expect(page.locator('footer')).toContainText('stripes, verified');

  const lab = await new SoftmaxLab(page).open();
  await lab.set({ Epochs: 2 });
  await expect(lab.button('Train')).toBeEnabled();
  await lab.button('Train').click();
  await lab.over(2);
  await expect(page.getByRole('listitem', { name: /^true: stripe \d/ }).first()).toBeVisible();

  await navigation.getByRole('link', { name: /^Settings/ }).click();
  await page.getByRole('button', { name: 'Back to Fashion-MNIST' }).click();
  await expect(page.locator('footer')).toContainText('Fashion-MNIST, verified');
  await page.getByRole('button', { name: 'Verify', exact: true }).click();
  await expect(page.getByText('Read anew: every file is what it should be.')).toBeVisible();
});

test('Check this computer says that all is well, keeps no run, and copies its report', async ({
  start,
}) => {
  const { electron, page } = await start();
  await page.evaluate(() => (location.hash = '#/check'));
  await page.getByRole('button', { name: 'Check now' }).click();
  await expect(page.getByText('All is well')).toBeVisible({ timeout: 90_000 });
  await expect(page.getByRole('row', { name: /Compiled graph OK/ })).toBeVisible();
  await page.getByRole('button', { name: 'Copy report' }).click();
  await expect(page.getByRole('button', { name: 'Report copied' })).toBeVisible();
  const copied = await electron.evaluate(({ clipboard }) => clipboard.readText());
  expect(JSON.parse(copied)).toMatchObject({ ok: true, dataset: { train: 60_000 } });
  const runs = await page.evaluate(() => window.linearLab.call('listRuns', undefined));
  expect(runs).toMatchObject({ ok: true, value: { runs: [] } });
});
