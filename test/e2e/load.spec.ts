import type { ElectronApplication, Page } from '@playwright/test';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from './support/app';
import { memoryOf, trainerBytes } from './support/memory';
import { stateOf } from './support/running';
import { SoftmaxLab } from './support/softmax-lab';

const MB = 1e6;

const linearConfig = { learningRate: 0.03, batchSize: 10, epochs: 1, seed: 0 };

/** Trains in the linear regression lab's page from inside, and waits for the end. */
const trainLine = (page: Page, config: Readonly<Record<string, number>>) =>
  page.evaluate(
    (changed) =>
      new Promise<string>((resolve) => {
        const stop = window.linearLab.on('runState', ({ state }) => {
          if (state === 'running') return;
          stop();
          resolve(state);
        });
        void window.linearLab
          .call('startRun', {
            request: {
              lab: 'linear',
              implementation: 'scratch',
              config: { learningRate: 0.03, batchSize: 10, epochs: 1, seed: 0, ...changed },
            },
            paused: false,
          })
          .then((reply) => reply.ok || resolve(reply.error.code));
      }),
    config,
  );

const go = (page: Page, name: string) =>
  page.getByRole('navigation', { name: 'Labs' }).getByRole('link', { name }).click();

test('100,000 metric events leave the window answering in between, and its heap as it was', async ({
  start,
}) => {
  const { electron, page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await lab.trainLong(1000);
  const id = (await stateOf(page)).run?.record.id ?? '';
  const held = await memoryOf(page);
  const before = await held();

  await flood(electron, id, 100_000);
  // Clicked while they come: the page is there before the last of them is.
  await go(page, 'Normal distribution');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Normal distribution');
  expect(await electron.evaluate(() => Reflect.get(globalThis, 'flooded'))).toBe(false);

  await expect
    .poll(() => electron.evaluate(() => Reflect.get(globalThis, 'flooded')), { timeout: 60_000 })
    .toBe(true);
  await go(page, 'Softmax regression');
  await lab.button('Stop').click();
  await expect(lab.button('Train')).toBeEnabled();
  expect((await held()).heapBytes - before.heapBytes).toBeLessThan(10 * MB);
});

/** Main sends as fast as the window takes them: a thousand at a time, each time after the page has answered. */
async function flood(electron: ElectronApplication, runId: string, count: number): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, { id, total }) => {
      const contents = BrowserWindow.getAllWindows()[0]?.webContents;
      Object.assign(globalThis, { flooded: false });
      const sendFrom = (from: number): void => {
        if (from >= total) {
          Object.assign(globalThis, { flooded: true });
          return;
        }
        for (let i = from; i < from + 1000; i += 1) {
          contents?.send('linearlab:event', 'runProgress', {
            ...{ runId: id, epoch: 1, batch: i % 235, batches: 235, trainLoss: 1 / (i + 1) },
            ...{ trainAcc: (i % 100) / 100, learningRate: 0.1, elapsedMs: i },
          });
        }
        void contents?.executeJavaScript('1').then(() => sendFrom(from + 1000));
      };
      sendFrom(0);
    },
    { id: runId, total: count },
  );
}

test('1,000 epochs, a batch of 1, and 50 times train and reset leave listeners and memory as they were', async ({
  start,
}) => {
  // Fifty runs by hand, and what the machine does beside them.
  test.slow();
  const { electron, page } = await start();
  await expect.poll(async () => (await stateOf(page)).trainer.state).toBe('ready');
  await go(page, 'Linear regression');
  const held = await memoryOf(page);
  const trainAndReset = async (times: number) => {
    for (let i = 0; i < times; i += 1) {
      // A reset brings back the settings of the notes.
      await page.getByRole('spinbutton', { name: 'Epochs' }).fill('1');
      await page.getByRole('spinbutton', { name: 'Batch size' }).fill('1000');
      await page.getByRole('button', { name: 'Train', exact: true }).click();
      await expect(page.getByRole('status').filter({ hasText: 'Epoch 1 of 1' })).toBeVisible();
      await page.getByRole('button', { name: 'Reset', exact: true }).click();
    }
  };
  await trainAndReset(5);
  const before = await held();
  const trainerBefore = await trainerBytes(electron);
  await trainAndReset(50);
  const after = await held();
  expect(after.listeners).toBeLessThanOrEqual(before.listeners);
  expect(after.nodes - before.nodes).toBeLessThan(200);
  expect(after.heapBytes - before.heapBytes).toBeLessThan(2 * MB);
  expect((await trainerBytes(electron)) - trainerBefore).toBeLessThan(40 * MB);

  expect(await trainLine(page, { ...linearConfig, batchSize: 1, numExamples: 500 })).toBe('done');
  const thousand = { ...linearConfig, epochs: 1000, batchSize: 100, numExamples: 100 };
  expect(await trainLine(page, thousand)).toBe('done');
  const runs = await page.evaluate(() => window.linearLab.call('listRuns', undefined));
  if (!runs.ok) throw new Error(runs.error.code);
  expect(runs.value.runs.slice(0, 2).map(({ epochsDone }) => epochsDone)).toEqual([1000, 1]);
  // A thousand epochs on screen: some numbers each.
  expect((await held()).heapBytes - before.heapBytes).toBeLessThan(15 * MB);
});

/** A run of three epochs as the app keeps it. */
async function keepRun(runs: string, number: number): Promise<void> {
  const id = `20260304T${String(number).padStart(6, '0')}-abc123`;
  const epochs = [1, 2, 3].map((epoch) => ({
    ...{ epoch, trainLoss: 1 / epoch, trainAcc: 0.8, testAcc: 0.79, ms: 100, learningRate: 0.1 },
  }));
  const record = {
    ...{ schema: 1, id, number, lab: 'softmax', implementation: 'scratch', app: '0.1.0' },
    config: {
      ...{ learningRate: 0.1, batchSize: 256, epochs: 3, seed: number, initStd: 0.01 },
      ...{ numTrain: 60_000, shuffle: true, pixelScale: 'unit' },
    },
    engine: { kind: 'tensorflow', version: '2.15.1', threads: 2 },
    dataset: { name: 'fashion-mnist', sha256: 'abc' },
    startedAt: '2026-03-04T05:06:07.000Z',
    state: 'done',
    epochs,
    final: { trainLoss: 1 / 3, trainAcc: 0.8, testAcc: 0.79 },
  };
  await mkdir(join(runs, id), { recursive: true });
  await writeFile(join(runs, id, 'run.json'), JSON.stringify(record));
}

test('200 runs are listed, and the oldest of them is opened and deleted', async ({
  start,
  dataDir,
}) => {
  for (let number = 1; number <= 200; number += 1) await keepRun(join(dataDir, 'runs'), number);
  const { page } = await start();
  const list = () => page.evaluate(() => window.linearLab.call('listRuns', undefined));
  const listed = await list();
  expect(listed).toMatchObject({ ok: true, value: { unreadable: [] } });
  expect(listed.ok && listed.value.runs).toHaveLength(200);
  await go(page, 'Runs');
  const next = page.getByRole('button', { name: 'Next page' });
  for (let first = 1; first < 176; first += 25) {
    await expect(page.getByText(`${first}–${first + 24} / 200`)).toBeVisible();
    await next.click();
  }
  await expect(next).toBeDisabled();
  await page.getByRole('checkbox', { name: 'Compare run 1', exact: true }).check();
  await page.getByRole('button', { name: 'Delete run 1', exact: true }).click();
  await expect(page.getByText('176–199 / 199')).toBeVisible();
});
