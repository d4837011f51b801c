import type { ElectronApplication } from '@playwright/test';
import { expect, test } from './support/app';
import { runApp } from './support/command';
import { answerDialogs, questions } from './support/dialogs';
import { isAlive, processesOf } from './support/processes';
import { trainOn } from './support/running';

const closeWindow = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.close());

test('closing the window during a run asks; a no goes on training, a yes saves and leaves no process', async ({
  start,
}) => {
  const { electron, page } = await start();
  await trainOn(page);
  const pids = await processesOf(electron);
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
