import { expect, test } from './support/app';
import { violations } from './support/axe';
import { SoftmaxLab } from './support/softmax-lab';

/** The microscope's figures as a reader without the pictures gets them: by their tables, without the header. */
async function tableOf(lab: SoftmaxLab, name: string | RegExp): Promise<string[][]> {
  const figure = lab.page.getByRole('figure', { name });
  await figure.getByRole('button', { name: 'Show as table' }).click();
  const rows = await figure
    .getByRole('row')
    .evaluateAll((all) =>
      all.map((row) => [...row.children].map((cell) => cell.textContent?.trim() ?? '')),
    );
  await figure.getByRole('button', { name: 'Show as chart' }).click();
  return rows.slice(1);
}

const MINIBATCH = 'Minibatch under the microscope';

test('Step puts one minibatch under the microscope: pictures, logits, softmax, loss, gradient, shapes', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await lab.choose('From scratch');
  const minibatch = page.getByRole('figure', { name: MINIBATCH });

  await test.step('the first step trains the first minibatch and stands still', async () => {
    await expect(lab.button('Step')).toBeEnabled();
    await page.keyboard.press('s');
    await expect(minibatch).toContainText('Epoch 1, minibatch 1 of 235');
    await expect(lab.button('Resume')).toBeVisible();
    for (const shape of ['256 × 784', '256 × 10', '10 × 784']) {
      await expect(minibatch.getByText(shape).first()).toBeVisible();
    }
    await expect(minibatch.getByRole('option')).toHaveCount(256);
  });

  await test.step('before any training, the mean loss is near ln 10', async () => {
    const losses = (await tableOf(lab, MINIBATCH)).map((row) => Number(row[4]));
    expect(losses).toHaveLength(256);
    const mean = losses.reduce((sum, loss) => sum + loss, 0) / 256;
    expect(Math.abs(mean - Math.log(10))).toBeLessThan(0.3);
  });

  await test.step('an example’s probabilities sum to one, and its loss is that of the true one', async () => {
    await minibatch.getByRole('listbox').focus();
    await page.keyboard.press('ArrowRight');
    const chosen = minibatch.getByRole('option', { selected: true });
    const name = (await chosen.getAttribute('aria-label')) ?? '';
    const [, index, label, loss] = /^Example (.+): (.+), loss (.+)$/.exec(name) ?? [];
    const rows = await tableOf(lab, `Example ${index}`);
    const number = (text = '') => Number(text.replace('−', '-'));
    const probabilities = rows.map((row) => number(row[2]));
    expect(probabilities.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 2);
    const truth = rows.find((row) => row[0] === label);
    expect(number(truth?.[3])).toBeCloseTo(number(truth?.[2]) - 1, 3);
    expect(-Math.log(number(truth?.[2]))).toBeCloseTo(number(loss), 1);
  });

  await test.step('the gradient has a row for each class, of the minibatch or of the example', async () => {
    const ofMinibatch = await tableOf(lab, 'Gradient of W');
    expect(ofMinibatch).toHaveLength(10);
    await page.getByRole('radio', { name: 'This example' }).click();
    await expect.poll(() => tableOf(lab, 'Gradient of W')).not.toEqual(ofMinibatch);
  });

  await test.step('the next step shows the next minibatch, and what trains on puts it away', async () => {
    await lab.button('Step').click();
    await expect(minibatch).toContainText('minibatch 2 of 235');
    expect(await violations(page)).toEqual([]);
    await page.getByRole('button', { name: 'Put the microscope away' }).click();
    await expect(minibatch).toHaveCount(0);
    await lab.button('Step').click();
    await expect(minibatch).toContainText('minibatch 3 of 235');
    await expect(page.getByRole('radio', { name: 'This example' })).toBeChecked();
    await lab.button('Resume').click();
    await expect(minibatch).toHaveCount(0);
    await expect(lab.curves).toBeVisible();
  });
});

test('a run that breaks says where, Rewind goes back to its last finite step, Step shows why, and an epoch back a smaller rate gets past', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new SoftmaxLab(page).open();
  const alert = page.getByRole('alert').filter({ hasText: 'Training diverged' });
  const rewound = page.getByText(
    /^Rewound: run \d+ was last finite in epoch 1, after minibatch \d+\.$/,
  );
  await lab.choose('From scratch');
  await lab.set({ 'Learning rate': 1, Epochs: 2 });
  await lab.button('Train').click();

  await expect(alert).toContainText(/in epoch 1, minibatch \d+: the loss became (Infinity|NaN)/);
  const broken = Number(/minibatch (\d+)/.exec((await alert.textContent()) ?? '')?.[1]);
  await page.getByRole('button', { name: 'Rewind', exact: true }).click();
  await expect(rewound).toContainText(
    `run 1 was last finite in epoch 1, after minibatch ${broken - 1}.`,
  );
  await expect(alert).toHaveCount(0);
  await expect(lab.status).toContainText('paused');

  await test.step('the bad step has an example whose loss is no number', async () => {
    await lab.button('Step').click();
    await expect(alert).toContainText(`minibatch ${broken}:`);
    const losses = (await tableOf(lab, MINIBATCH)).map((row) => row[4]);
    expect(losses.filter((loss) => loss === '∞' || loss === 'NaN').length).toBeGreaterThan(0);
    await expect(
      page.getByRole('listbox').getByRole('option', { selected: true }),
    ).toHaveAccessibleName(/loss (∞|NaN)$/);
  });

  await test.step('from the start of the epoch, a smaller learning rate trains to the end', async () => {
    await page.getByRole('button', { name: 'Start of epoch 1', exact: true }).click();
    await expect(page.getByText('Rewound: run 2 to the start of epoch 1.')).toBeVisible();
    await lab.set({ 'Learning rate': 0.05 });
    await lab.field('Learning rate').press('Enter');
    await lab.button('Resume').click();
    await lab.over(2);
    expect(await lab.curveTable()).toHaveLength(2);
  });

  await test.step('all three runs are in the history, as they ended', async () => {
    await page
      .getByRole('navigation', { name: 'Labs' })
      .getByRole('link', { name: /^Runs/ })
      .click();
    const rows = page.getByRole('table').first().getByRole('row');
    await expect(rows).toHaveCount(4);
    const { runs } = await page.evaluate(async () => {
      const reply = await window.linearLab.call('listRuns', undefined);
      if (!reply.ok) throw new Error(reply.error.code);
      return reply.value;
    });
    expect(runs.map(({ number, state }) => [number, state])).toEqual([
      [3, 'done'],
      [2, 'diverged'],
      [1, 'diverged'],
    ]);
    expect(runs.map(({ continues }) => continues?.number)).toEqual([2, 1, undefined]);
  });
});

test('the notebook sets up what breaks the training, and says why', async ({ start }) => {
  const { page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await expect(lab.button('Train')).toBeEnabled();
  await page.getByRole('tab', { name: 'Questions' }).click();
  const setUps = page.getByRole('button', { name: 'Set this up' });

  await test.step('pixels from 0 to 255 break the code from scratch at the first minibatch', async () => {
    await setUps.nth(1).click();
    await expect(page.getByRole('radio', { name: '0 to 255' })).toBeChecked();
    await expect(page.getByRole('radio', { name: 'From scratch' })).toBeChecked();
    await lab.button('Train').click();
    await expect(page.getByRole('alert')).toContainText('diverged in epoch 1, minibatch 1:');
  });

  await test.step('scaled weights and steps make up for them', async () => {
    await setUps.nth(2).click();
    await expect(lab.field('Learning rate')).toHaveValue('0.0000015');
    await lab.set({ Epochs: 1 });
    await lab.button('Train').click();
    await lab.over(1);
    const [[, , , testAcc] = []] = await lab.curveTable();
    expect(testAcc).toBeGreaterThan(0.7);
  });

  await test.step('a hundred examples are remembered by heart', async () => {
    await setUps.nth(4).click();
    await lab.button('Train').click();
    await lab.over(100);
    const [, , trainAcc = 0, testAcc = 1] = (await lab.curveTable()).at(-1) ?? [];
    expect(trainAcc).toBeGreaterThan(0.97);
    expect(testAcc).toBeLessThan(0.78);
  });
});

test('measures what a minibatch costs the three implementations, and says why', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await expect(lab.button('Train')).toBeEnabled();
  await page.getByRole('tab', { name: 'Code' }).click();
  const figure = page.getByRole('figure', { name: 'Time of a minibatch' });
  await expect(figure).toContainText('Not measured yet.');
  await page.getByRole('button', { name: 'Measure all three' }).click();
  await expect(figure).toContainText('A minibatch of 256, on this computer:');
  const rows = await tableOf(lab, 'Time of a minibatch');
  expect(rows.map(([name]) => name)).toEqual(['From scratch', 'Concise', 'Compiled graph']);
  const calls = rows.map((row) => Number(row[4]));
  // A call trains many minibatches, where the others make several calls for each.
  expect(calls[2]).toBeLessThan(1);
  expect(Math.min(calls[0] ?? 0, calls[1] ?? 0)).toBeGreaterThan(5);
  expect(await violations(page)).toEqual([]);
});
