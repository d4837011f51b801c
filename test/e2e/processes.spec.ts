import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from './support/app';
import { answerDialogs, questions } from './support/dialogs';
import { isAlive, processesOf, signalTrainer } from './support/processes';
import { stateOf, trainOn } from './support/running';
import { SoftmaxLab } from './support/softmax-lab';

/** The next trainer, once it is ready to compute. */
const newTrainer = (page: Page) =>
  expect.poll(async () => (await stateOf(page)).trainer.state, { timeout: 40_000 }).toBe('ready');

test('a trainer that hangs is killed; after its third crash the window offers the engine below, which trains', async ({
  start,
}) => {
  // Fifteen pings without an answer are a hang: six seconds here instead of thirty.
  const { electron, page } = await start({ env: { LINEAR_LAB_TEST_PING_MS: '400' } });
  const lab = await new SoftmaxLab(page).open();
  await lab.trainLong(300);

  const hung = await signalTrainer(electron, 'SIGSTOP');
  await expect(page.getByRole('alert')).toContainText('The run ended early');
  expect(isAlive(hung)).toBe(false);
  await newTrainer(page);

  await signalTrainer(electron, 'SIGSEGV');
  await expect.poll(async () => (await stateOf(page)).trainer.state).toBe('starting');
  await newTrainer(page);
  await signalTrainer(electron, 'SIGKILL');

  const notice = page.getByRole('alert').filter({ hasText: 'The trainer has stopped' });
  await expect(notice).toContainText('Restart goes on with the WebAssembly engine');
  await notice.getByText('How it ended').click();
  await expect(notice).toContainText('it was ended from outside (9)');
  await notice.getByRole('button', { name: 'Restart' }).click();
  await expect(notice).toBeHidden();

  await newTrainer(page);
  await expect(page.getByRole('contentinfo')).toContainText('WebAssembly');
  await lab.set({ Epochs: 1 });
  await lab.button('Train').click();
  await lab.over(1, { timeout: 40_000 });
});

test('a window that hangs asks whether to wait, one that crashed three times whether to open again; the run goes on', async ({
  start,
}) => {
  const { electron, page } = await start();
  const lab = await new SoftmaxLab(page).open();
  await lab.trainLong(1000);

  const hung = 'The window does not answer.';
  await answerDialogs(electron, 0);
  await hang(electron);
  await tellUnresponsive(electron);
  await expect.poll(() => questions(electron)).toEqual([hung]);
  // Wait was answered, and nothing was ended.
  expect(await crashes(electron)).toBe(0);

  await answerDialogs(electron, 1);
  await reopening(electron);
  await tellUnresponsive(electron);
  await expectRunOnScreen(electron);
  expect(await questions(electron)).toEqual([hung]);
  expect(await crashes(electron)).toBe(1);

  await reopening(electron);
  await crash(electron);
  await expectRunOnScreen(electron);
  await answerDialogs(electron, 0);
  await reopening(electron);
  await crash(electron);
  await expectRunOnScreen(electron);
  expect(await questions(electron)).toEqual(['The window ended unexpectedly several times.']);
});

/** Counts the crashes of the window from now on, and keeps its page busy without end. */
async function hang(electron: ElectronApplication): Promise<void> {
  await electron.evaluate(({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    Object.assign(globalThis, { crashes: 0 });
    contents?.on('render-process-gone', () => {
      Object.assign(globalThis, { crashes: Number(Reflect.get(globalThis, 'crashes')) + 1 });
    });
    void contents?.executeJavaScript('for (;;);').catch(() => undefined);
  });
}

/** What Chromium tells by itself after a while, but not while a debugger such as the test's is attached. */
const tellUnresponsive = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.emit('unresponsive');
  });

const crashes = (electron: ElectronApplication) =>
  electron.evaluate((): unknown => Reflect.get(globalThis, 'crashes'));

const crash = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => {
    BrowserWindow.getAllWindows()[0]?.webContents.forcefullyCrashRenderer();
  });

/** Notes when the window has loaded its page again. */
const reopening = (electron: ElectronApplication) =>
  electron.evaluate(({ BrowserWindow }) => {
    const loaded = new Promise<void>((resolve) => {
      BrowserWindow.getAllWindows()[0]?.webContents.once('did-finish-load', () => resolve());
    });
    Object.assign(globalThis, { loaded });
  });

/** The crashed page is gone for the test's driver, so the new one is asked through main: its run moves on. */
async function expectRunOnScreen(electron: ElectronApplication): Promise<void> {
  await electron.evaluate((): unknown => Reflect.get(globalThis, 'loaded'));
  const shown = () =>
    electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript(
        `[...document.querySelectorAll('[role=status]')].map((one) => one.textContent).join(' ')`,
      ),
    );
  await expect.poll(shown).toMatch(/Epoch \d+ of 1000/);
  const before = await shown();
  await expect.poll(shown).not.toBe(before);
}

test('an app that is killed in mid-run leaves no process; the next start lists the run with its epochs', async ({
  start,
}) => {
  const { electron, page } = await start();
  await trainOn(page);
  const pids = await processesOf(electron);
  const record = (await stateOf(page)).run?.record;
  const exited = new Promise((resolve) => electron.process().once('exit', resolve));
  electron.process().kill('SIGKILL');
  await exited;
  await expect.poll(() => pids.filter(isAlive)).toEqual([]);

  const again = await start();
  const runs = await again.page.evaluate(() => window.linearLab.call('listRuns', undefined));
  if (!runs.ok) throw new Error(runs.error.code);
  expect(runs.value.unreadable).toEqual([]);
  expect(runs.value.runs).toMatchObject([{ id: record?.id, state: 'failed' }]);
  expect(runs.value.runs[0]?.epochsDone).toBeGreaterThanOrEqual(record?.epochs.length ?? 0);
  expect(runs.value.runs[0]?.failure).toContain('switched off');
});
