import type { ElectronApplication, Page } from '@playwright/test';
import { readFileSync } from 'node:fs';
import { expect, test } from './support/app';
import { runApp } from './support/command';

/** Starts a long run from inside the page, and waits for its first epochs. */
async function trainOn(page: Page): Promise<void> {
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
    .poll(() =>
      page.evaluate(async () => {
        const reply = await window.linearLab.call('getState', undefined);
        return reply.ok ? (reply.value.run?.record.epochs.length ?? 0) : 0;
      }),
    )
    .toBeGreaterThan(1);
}

/** Answers every dialog with a button, by its place, and notes what was asked. */
async function answerDialogs(electron: ElectronApplication, button: number): Promise<void> {
  await electron.evaluate(({ dialog }, response) => {
    const asked: string[] = [];
    Object.assign(globalThis, { asked });
    dialog.showMessageBox = (...args: unknown[]) => {
      const options = args.at(-1);
      asked.push(options instanceof Object && 'message' in options ? String(options.message) : '');
      return Promise.resolve({ response, checkboxChecked: false });
    };
  }, button);
}

const questions = (electron: ElectronApplication) =>
  electron.evaluate((): unknown => Reflect.get(globalThis, 'asked'));

const closeWindow = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

test('closing the window during a run asks; a no goes on training, a yes saves and leaves no process', async ({
  start,
}) => {
  const { electron, page } = await start();
  await trainOn(page);
  const pids = await electron.evaluate(({ app }) => app.getAppMetrics().map(({ pid }) => pid));
  expect(pids.length).toBeGreaterThan(2);

  await answerDialogs(electron, 1);
  await closeWindow(electron);
  await expect.poll(() => questions(electron)).toEqual(['A run is under way. Quit LinearLab?']);
  await expect(page.getByRole('navigation', { name: 'Labs' })).toBeVisible();

  await answerDialogs(electron, 0);
  const exited = new Promise((resolve) => electron.process().once('exit', resolve));
  await closeWindow(electron).catch(() => undefined);
  expect(await exited).toBe(0);
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);

  const again = await start();
  const runs = await again.page.evaluate(() => window.linearLab.call('listRuns', undefined));
  expect(runs).toMatchObject({ ok: true, value: { runs: [{ state: 'stopped' }] } });
});

/** Whether a process of this id is running; one that has ended and only waits to be collected is not. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}

test('a second launch on the same data folder shows the window that is open, and ends', async ({
  start,
  dataDir,
}) => {
  const { electron } = await start();
  await electron.evaluate(({ app, BrowserWindow }) => {
    const window = BrowserWindow.getAllWindows()[0];
    Object.assign(globalThis, { focused: 0 });
    app.on('second-instance', () => Object.assign(globalThis, { focused: 1 }));
    window?.minimize();
  });
  const second = await runApp(['--data-dir', dataDir]);
  expect(second).toEqual({ code: 0, stdout: '', stderr: expect.any(String) });
  await expect.poll(() => electron.evaluate(() => Reflect.get(globalThis, 'focused'))).toBe(1);

  const command = await runApp(['--data-dir', dataDir, '--lang', 'en', '--train', 'linear']);
  expect(command.code).toBe(1);
  expect(command.stderr).toContain('LinearLab is open with this data folder already.');
});
