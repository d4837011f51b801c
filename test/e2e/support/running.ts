import { expect, type Page } from '@playwright/test';

/** What main knows of itself and of the run under way. */
export async function stateOf(page: Page) {
  const reply = await page.evaluate(() => window.linearLab.call('getState', undefined));
  if (!reply.ok) throw new Error(reply.error.code);
  return reply.value;
}

/** Starts a long run from inside the page, and waits for its first epochs. */
export async function trainOn(page: Page): Promise<void> {
  const call = () =>
    page.evaluate(() =>
      window.linearLab.call('startRun', {
        request: {
          lab: 'softmax',
          implementation: 'scratch',
          config: { learningRate: 0.1, batchSize: 256, epochs: 1000, seed: 0 },
        },
        paused: false,
      }),
    );
  expect(await call()).toMatchObject({ ok: true });
  await expect
    .poll(async () => (await stateOf(page)).run?.record.epochs.length ?? 0)
    .toBeGreaterThan(1);
}
