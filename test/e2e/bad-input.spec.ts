import { expect, test } from './support/app';
import { SoftmaxLab } from './support/softmax-lab';

const refused = [
  ['Learning rate', '0', '(0, 10]'],
  ['Learning rate', '11', '(0, 10]'],
  ['Learning rate', 'abc', '(0, 10]'],
  ['Batch size', '0', '[1, 60000]'],
  ['Batch size', '2.5', '[1, 60000]'],
  ['Epochs', '1001', '[1, 1000]'],
  ['Seed', '4294967296', '[0, 4294967295]'],
] as const;

test('a field says what is wrong and what is allowed as it is typed, and Train is not possible', async ({
  start,
}) => {
  const { page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await expect(lab.button('Train')).toBeEnabled();
  for (const [name, value] of refused) {
    const field = lab.field(name);
    const good = await field.inputValue();
    await field.fill(value);
    await expect(field, `${name} ${value}`).toHaveAttribute('aria-invalid', 'true');
    const description = page.locator(`#${await field.getAttribute('aria-describedby')}`);
    await expect(description).not.toBeEmpty();
    await expect(lab.button('Train')).toBeDisabled();
    await field.fill(good);
    await expect(field).not.toHaveAttribute('aria-invalid', 'true');
    await expect(lab.button('Train')).toBeEnabled();
  }
});

test('main refuses by itself what the window would never send', async ({ start }) => {
  const { page } = await start();
  const config = { learningRate: 0.1, batchSize: 256, epochs: 1, seed: 0 };
  const bad = [
    { learningRate: 0 },
    { learningRate: Number.NaN },
    { learningRate: Number.POSITIVE_INFINITY },
    { batchSize: 0 },
    { batchSize: 60_001 },
    { epochs: 1.5 },
    { seed: -1 },
    { extra: 1 },
  ];
  for (const change of bad) {
    const reply = await page.evaluate(
      (request) => window.linearLab.call('startRun', { request, paused: false }),
      {
        lab: 'softmax' as const,
        implementation: 'scratch' as const,
        config: { ...config, ...change },
      },
    );
    expect(reply, JSON.stringify(change)).toMatchObject({
      ok: false,
      error: { code: 'invalidInput' },
    });
  }
  const runs = await page.evaluate(() => window.linearLab.call('listRuns', undefined));
  expect(runs).toMatchObject({ ok: true, value: { runs: [] } });
});
