import { expect, test } from './support/app';
import { SoftmaxLab } from './support/softmax-lab';

test('a trainer killed in mid-run is reported, its epochs are kept, it can be resumed, and the next run trains', async ({
  start,
}) => {
  const { electron, page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await lab.trainLong(300);

  const killed = await electron.evaluate(({ app }) => {
    const trainer = app.getAppMetrics().find((process) => process.name === 'LinearLab trainer');
    if (trainer) process.kill(trainer.pid, 'SIGKILL');
    return trainer !== undefined;
  });
  expect(killed).toBe(true);

  await expect(page.getByRole('alert')).toBeVisible();
  const kept = await lab.curveTable();
  expect(kept.length).toBeGreaterThan(0);
  const runs = await page.evaluate(() => window.linearLab.call('listRuns', undefined));
  expect(runs).toMatchObject({ ok: true, value: { runs: [{ state: 'failed' }] } });

  // Resume is in the notice: it goes on where the last epoch ended, with all that was before.
  await page.getByRole('alert').getByRole('button', { name: 'Resume' }).click();
  await expect(lab.status).toContainText(new RegExp(`Epoch ${kept.length + 1} of 300`));
  await lab.button('Stop').click();
  await expect(lab.button('Train')).toBeEnabled();
  expect((await lab.curveTable()).slice(0, kept.length)).toEqual(kept);

  await lab.set({ Epochs: 1 });
  await lab.button('Train').click();
  await lab.over(1);
  await expect(lab.pictures().first()).toBeVisible();
});

test('a rate that is too high ends the run as diverged and says where', async ({ start }) => {
  const { page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await lab.choose('From scratch');
  await lab.set({ 'Learning rate': 10, 'Batch size': 16, Epochs: 5 });
  await lab.button('Train').click();
  const notice = page.getByRole('alert');
  await expect(notice).toContainText(/diverged/i);
  await expect(notice).toContainText(/epoch \d+.*minibatch \d+/i);
});

test('a window that crashes comes back on the same run', async ({ start }) => {
  const { electron, page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await lab.trainLong(300);
  await electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    await new Promise<void>((resolve) => {
      contents?.once('did-finish-load', () => {
        resolve();
      });
      contents?.forcefullyCrashRenderer();
    });
  });
  // The crashed page is gone for the test's driver, so the new one is asked through main.
  const shown = () =>
    electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `[...document.querySelectorAll('[role=status]')].map((one) => one.textContent).join(' ')`,
      ),
    );
  await expect.poll(shown, { timeout: 20_000 }).toMatch(/Epoch \d+ of 300/);
  const before = await shown();
  await expect.poll(shown, { timeout: 20_000 }).not.toBe(before);
});
