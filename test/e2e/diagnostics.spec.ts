import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from './support/app';
import { signalTrainer } from './support/processes';
import { stateOf } from './support/running';

test('Help, Save diagnostics shows all that is saved, crash dumps stay in the data folder, and nobody is named', async ({
  start,
  dataDir,
}) => {
  const { electron, page } = await start();
  await expect.poll(async () => (await stateOf(page)).trainer.state).toBe('ready');
  await signalTrainer(electron, 'SIGSEGV');
  await expect.poll(async () => (await stateOf(page)).trainer.state).toBe('starting');
  expect(await electron.evaluate(({ crashReporter }) => crashReporter.getUploadToServer())).toBe(
    false,
  );
  expect(await electron.evaluate(({ app }) => app.getPath('crashDumps'))).toContain(dataDir);

  await electron.evaluate(({ Menu }) => {
    const items = Menu.getApplicationMenu()?.items ?? [];
    const all = items.flatMap(({ submenu }) => submenu?.items ?? []);
    all.find(({ label }) => label === 'Save diagnostics…')?.click();
  });
  const dialog = page.getByRole('dialog', { name: 'Save diagnostics' });
  const content = dialog.getByRole('region', { name: 'What the file will hold' });
  await expect(content).toContainText('trainer: crash: it crashed (11)');
  await expect(content).toContainText('== This computer');
  const shown = await content.textContent();
  expect(shown).not.toContain(dataDir);
  expect(shown).not.toContain(homedir());

  const file = join(dataDir, 'mine.txt');
  await electron.evaluate(({ dialog: dialogs }, filePath) => {
    dialogs.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await dialog.getByRole('button', { name: 'Save as a file…' }).click();
  await expect(dialog.getByRole('status')).toHaveText('Saved as mine.txt.');
  expect(await readFile(file, 'utf8')).toBe(shown);
});
