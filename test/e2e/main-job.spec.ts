import { expect, test } from './support/app';
import { openNewestRun } from './support/lab-page';
import { SoftmaxLab } from './support/softmax-lab';

test('trains on the real data, pauses, changes the rate, steps, stops, and finds the run again after a restart', async ({
  start,
}) => {
  const first = await start();
  const lab = await new SoftmaxLab(first.page).open();

  await test.step('the defaults are those of section 3.6', async () => {
    await expect(lab.field('Learning rate')).toHaveValue('0.1');
    await expect(lab.field('Batch size')).toHaveValue('256');
    await expect(lab.field('Epochs')).toHaveValue('10');
  });

  await test.step('training shows epoch after epoch', async () => {
    await lab.choose('From scratch');
    await lab.set({ Epochs: 200, Seed: 3 });
    await expect(lab.button('Train')).toBeEnabled();
    await lab.button('Train').click();
    await expect(lab.status).toContainText(/Epoch [2-9] of 200/);
  });

  await test.step('a paused run stands still, steps one minibatch, and takes a new learning rate', async () => {
    await lab.button('Pause').click();
    await expect(lab.button('Resume')).toBeVisible();
    const paused = await lab.curveTable();
    await lab.button('Step').click();
    await lab.set({ 'Learning rate': 0.05 });
    await lab.button('Resume').click();
    await expect.poll(async () => (await lab.curveTable()).length).toBeGreaterThan(paused.length);
    const continued = await lab.curveTable();
    expect(continued.slice(0, paused.length)).toEqual(paused);
  });

  await test.step('a stopped run keeps its curves and shows its predictions', async () => {
    await lab.button('Stop').click();
    await expect(lab.button('Train')).toBeVisible();
    await expect(lab.pictures().first()).toBeVisible();
  });
  const curves = await lab.curveTable();
  await first.electron.close();

  await test.step('after a restart the run is listed and opens with the same curves', async () => {
    const second = await start();
    await openNewestRun(second.page, /from scratch/i);
    const reopened = new SoftmaxLab(second.page);
    expect(await reopened.curveTable()).toEqual(curves);
    await expect(reopened.pictures().first()).toBeVisible();
  });
});

test('ten epochs from the notes meet their three assertions, and the grid pages through 10,000 pictures', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await lab.button('Train').click();
  await lab.over(10);

  const table = await lab.curveTable();
  expect(table).toHaveLength(10);
  const [, trainLoss, trainAcc, testAcc] = table.at(-1) ?? [];
  expect(trainLoss).toBeLessThan(0.5);
  expect(trainAcc).toBeGreaterThan(0.7);
  expect(testAcc).toBeGreaterThan(0.7);

  await expect(page.getByText(/of 10,000|\/ 10,000/).first()).toBeVisible();
  const firstPage = await lab.pictures().allTextContents();
  await page.getByRole('button', { name: 'Next page' }).click();
  await expect.poll(() => lab.pictures().allTextContents()).not.toEqual(firstPage);

  await page
    .getByRole('button', { name: /Wrong only/i })
    .or(page.getByRole('radio', { name: /Wrong only/i }))
    .click();
  await expect(lab.pictures().first()).toBeVisible();
  for (const name of await lab
    .pictures()
    .evaluateAll((all) => all.map((one) => one.ariaLabel ?? ''))) {
    const [, truth, predicted] = /^true: (.+), predicted: (.+)$/.exec(name) ?? [];
    expect(predicted).not.toBe(truth);
  }
});
