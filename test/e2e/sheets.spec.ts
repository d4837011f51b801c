import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ElectronApplication, Page } from '@playwright/test';
import { expect, test } from './support/app';
import { SoftmaxLab } from './support/softmax-lab';

/** The sheet that is open, as a person, or a screen reader, finds it. */
function sheet(page: Page, title: string) {
  return page.getByRole('region', { name: `Lab sheet: ${title}` });
}

/** Has the next save dialog answer with this file. */
async function saveTo(electron: ElectronApplication, file: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
}

test('a sheet is made from a lab, saved, opened, worked through, and its answers are found again', async ({
  start,
  dataDir,
}) => {
  const file = join(dataDir, '第一份 sheet.linearlab-sheet');

  await test.step('the teacher makes it from the lab as it is set', async () => {
    const { electron, page } = await start();
    const lab = await new SoftmaxLab(page).open();
    await lab.set({ Epochs: 2, 'Learning rate': 0.2 });
    await page.keyboard.press('Tab');
    await page.getByRole('button', { name: 'Make a sheet from this lab' }).click();
    await expect(page.getByText(/learning rate = 0\.2/i)).toBeVisible();
    await expect(page.getByRole('button', { name: 'Save…' })).toBeDisabled();

    await page.getByLabel('Title', { exact: true }).fill('Twice the rate');
    await page.getByLabel('Learning rate').selectOption('locked');
    await page.getByLabel('Seed').selectOption('hidden');
    const steps = page.getByRole('group', { name: /^Step \d of 4$/ });
    await steps
      .nth(0)
      .getByLabel('Text (Markdown)')
      .fill('Read **this** <script>alert(1)</script>');
    await expect(steps.nth(0).locator('strong')).toHaveText('this');
    await steps.nth(1).getByLabel('Text (Markdown)').fill('Sketch the loss: $-\\log p$.');
    await steps.nth(2).getByLabel('Text (Markdown)').fill('Press Train.');
    await steps.nth(3).getByLabel('Text (Markdown)').fill('Why?');
    await steps.nth(3).getByLabel('Heading').fill('The question');
    // By keyboard, up and down again: the focus goes with the step.
    await page.getByRole('button', { name: 'Move step 4 up' }).focus();
    await page.keyboard.press('Enter');
    await expect(page.getByRole('button', { name: 'Move step 3 up' })).toBeFocused();
    await expect(steps.nth(2).getByLabel('Heading')).toHaveValue('The question');
    await page.getByRole('button', { name: 'Move step 3 down' }).click();

    // The whole of it, as the class will see it, and back to the draft.
    await page.getByRole('button', { name: 'Try it in the lab' }).click();
    await expect(sheet(page, 'Twice the rate')).toContainText('Read this <script>');
    await expect(lab.field('Seed')).toHaveCount(0);
    await page.getByRole('button', { name: 'Leave the sheet' }).click();
    await expect(page.getByLabel('Title', { exact: true })).toHaveValue('Twice the rate');

    await saveTo(electron, file);
    await page.getByRole('button', { name: 'Save…' }).click();
    await expect(page.getByText('Saved as 第一份 sheet.linearlab-sheet')).toBeVisible();
    expect(JSON.parse(await readFile(file, 'utf8'))).toMatchObject({
      lab: 'softmax-regression',
      settings: { epochs: 2, learningRate: 0.2 },
      controls: { learningRate: 'locked', seed: 'hidden' },
      steps: [{ type: 'read' }, { type: 'predict' }, { type: 'run' }, { type: 'explain' }],
    });
    await lab.open();
    await lab.set({ Epochs: 5, 'Learning rate': 0.05 });
    await page.keyboard.press('Tab');
    await electron.close();
  });

  await test.step('the student opens it by its file, predicts, trains and explains', async () => {
    const { electron, page } = await start({ args: [file] });
    const lab = new SoftmaxLab(page);
    const open = sheet(page, 'Twice the rate');
    await expect(open).toContainText('Read this <script>alert(1)</script>');
    await expect(open.locator('script')).toHaveCount(0);

    // Locked and hidden controls are; the lab is set as the sheet says.
    const rate = lab.field('Learning rate');
    await expect(rate).toHaveValue('0.2');
    await rate.focus();
    await rate.press('ArrowUp');
    await rate.pressSequentially('9');
    await expect(rate).toHaveValue('0.2');
    await expect(lab.field('Seed')).toHaveCount(0);
    await rate.hover();
    await expect(page.getByRole('tooltip')).toContainText('keeps this as it is');

    await open.getByRole('button', { name: 'Next' }).click();
    await expect(lab.button('Train')).toBeDisabled();
    await expect(open.getByRole('button', { name: 'Next' })).toBeDisabled();
    const point = page.getByRole('slider', { name: 'Your train loss after epoch 2' });
    await point.focus();
    for (let press = 0; press < 30; press += 1) await point.press('ArrowDown');
    await expect(point).toHaveAttribute('aria-valuetext', '0.6');
    await open.getByRole('button', { name: 'Hand in' }).click();
    await expect(open).toContainText('You predicted: epoch 1: 1.2, epoch 2: 0.6');

    await open.getByRole('button', { name: 'Next' }).click();
    await expect(lab.button('Train')).toBeEnabled();
    await lab.button('Train').click();
    await expect(open).toContainText(/your curve is off by 0\.\d+ on average/);
    // Sketch and curve stand side by side: the gap is what their table says.
    const rows = await lab.curveTable();
    const gap = rows.reduce((sum, row) => sum + Math.abs((row[1] ?? 0) - (row.at(-1) ?? 0)), 0) / 2;
    await expect(open).toContainText(`off by ${gap.toFixed(gap < 0.1 ? 3 : 2)} on average`);

    await open.getByRole('button', { name: 'Next' }).click();
    await open.getByLabel('Your answer').fill('Larger steps. <b>Not</b> too large.');
    const answers = join(dataDir, 'answers.md');
    await saveTo(electron, answers);
    await open.getByRole('button', { name: 'Save my answers…' }).click();
    await expect(open).toContainText('Saved as answers.md');
    expect(await readFile(answers, 'utf8')).toContain('> Larger steps. <b>Not</b> too large.');

    const report = join(dataDir, 'report.html');
    await saveTo(electron, report);
    const exported = await page.evaluate(async () => {
      const runs = await window.linearLab.call('listRuns', undefined);
      const id = runs.ok ? runs.value.runs[0]?.id : undefined;
      return window.linearLab.call('exportRun', { id: id ?? '', format: 'report' });
    });
    expect(exported).toEqual({ ok: true, value: { file: 'report.html' } });
    const reported = await readFile(report, 'utf8');
    expect(reported).toContain('Larger steps. &lt;b&gt;Not&lt;/b&gt; too large.');
    expect(reported).toContain('epoch 1: 1.2, epoch 2: 0.6');

    // Leaving gives everything back.
    await open.getByRole('button', { name: 'Leave the sheet' }).click();
    await expect(lab.field('Learning rate')).toHaveValue('0.05');
    await expect(lab.field('Epochs')).toHaveValue('5');
    await expect(lab.field('Seed')).toBeVisible();
    await electron.close();
  });

  await test.step('after a restart it is on the list, with its answers and its run', async () => {
    const { page } = await start();
    await page.getByRole('button', { name: /^Twice the rate/ }).click();
    const open = sheet(page, 'Twice the rate');
    await expect(open.getByLabel('Your answer')).toHaveValue('Larger steps. <b>Not</b> too large.');
    await open.getByRole('button', { name: /^2\. Predict, answered/ }).click();
    await expect(open).toContainText('off by');
    await expect(page.getByRole('figure', { name: 'Training curves' })).toContainText(
      'Your prediction',
    );
  });
});

test('a file that is no sheet, or of a newer version, is refused with the field and the way out', async ({
  start,
  dataDir,
}) => {
  const file = join(dataDir, 'later.linearlab-sheet');
  await writeFile(file, JSON.stringify({ format: 'linearlab-sheet', schema: 2 }));
  const { page } = await start({ args: [file] });
  const alert = page.getByRole('dialog').getByRole('alert');
  await expect(alert).toContainText('later.linearlab-sheet was written by a newer version');
  await page.keyboard.press('Escape');

  // Dropped on the window.
  await page.evaluate(() => {
    const data = new DataTransfer();
    const text = JSON.stringify({
      format: 'linearlab-sheet',
      schema: 1,
      id: 'abc',
      lab: 'cooking',
    });
    data.items.add(new File([text], 'cooking.linearlab-sheet'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  });
  await expect(alert).toContainText('cooking.linearlab-sheet cannot be opened');
  await page.keyboard.press('Escape');

  // Those that come with the app open.
  await page.getByRole('button', { name: /^Too large a learning rate/ }).click();
  await expect(sheet(page, 'Too large a learning rate')).toBeVisible();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Linear regression');
});
