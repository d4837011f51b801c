import type { Locator, Page } from '@playwright/test';
import { sheetControls, sheetLabs, type SheetLab } from '#contract/sheet';
import { expect, test } from './support/app';
import { settled } from './support/window';

/** Each control as its lab calls it, where a person, or a screen reader, finds it. */
const names: Readonly<Record<string, string>> = {
  implementation: 'Implementation',
  learningRate: 'Learning rate',
  batchSize: 'Batch size',
  epochs: 'Epochs',
  seed: 'Seed',
  initStd: 'Initial spread',
  numTrain: 'Training examples',
  pixelScale: 'Pixels',
  shuffle: 'Shuffle each epoch',
  numExamples: 'Examples',
  noise: 'Noise',
  trueW1: 'True w₁',
  trueW2: 'True w₂',
  trueB: 'True b',
  halfLoss: 'Give it the ½',
  numHouses: 'Houses',
  repeats: 'Repeats',
  budgetMs: 'Time budget (ms)',
  index: 'Index',
  resize: 'Resize to',
  rows: 'Rows',
  columns: 'Columns',
  examples: 'Examples',
  classes: 'Classes',
  mu: 'Mean μ',
  sigma: 'Standard deviation σ',
  lower: 'From',
  upper: 'To',
  shift: 'Line moved up by',
  further: 'More settings',
  step: 'Step',
  reset: 'Reset',
};
const ownNames: Partial<Record<SheetLab, Readonly<Record<string, string>>>> = {
  'normal-distribution': { noise: 'σ of the noise' },
  'fashion-mnist': { repeats: 'Readings' },
  'linear-regression': { further: 'Data', initStd: 'Initial std' },
};

/** What has to be set, or unfolded, for each group of controls to be on the page. */
const states: Readonly<
  Record<SheetLab, readonly { settings?: Record<string, unknown>; controls: readonly string[] }[]>
> = {
  idea: [{ controls: sheetControls.idea }],
  vectorization: [{ controls: sheetControls.vectorization }],
  'normal-distribution': [{ controls: sheetControls['normal-distribution'] }],
  'linear-regression': [
    { settings: { implementation: 'concise' }, controls: sheetControls['linear-regression'] },
  ],
  'fashion-mnist': [{ controls: sheetControls['fashion-mnist'] }],
  'cross-entropy': [
    { settings: { part: 'sums' }, controls: ['rows', 'columns', 'reset', 'notebook'] },
    { settings: { part: 'softmax' }, controls: ['seed'] },
    { settings: { part: 'pick' }, controls: ['examples', 'classes'] },
  ],
  'softmax-regression': [{ controls: sheetControls['softmax-regression'] }],
};

/** The page is settled: nothing is to be waited for. */
const soon = { timeout: 2000 };

/** The buttons that unfold what is folded in. */
const folds: Partial<Record<SheetLab, string>> = {
  idea: 'Houses',
  'linear-regression': 'Data',
  'softmax-regression': 'More settings',
};

/** Drops a sheet of one page on the window, and waits until it is open. */
async function drop(
  page: Page,
  lab: SheetLab,
  settings: Record<string, unknown>,
  controls: Readonly<Record<string, 'locked' | 'hidden'>>,
): Promise<void> {
  const title = [lab, ...Object.values(settings), ...Object.entries(controls).flat()]
    .join(' ')
    .slice(0, 100);
  const sheet = {
    ...{ format: 'linearlab-sheet', schema: 1, id: 'locks', lab, settings, controls },
    title: { en: title },
    steps: [{ id: 'read', type: 'read', text: { en: 'Look at the controls.' } }],
  };
  await page.evaluate((text) => {
    const data = new DataTransfer();
    data.items.add(new File([text], 'locks.linearlab-sheet'));
    window.dispatchEvent(new DragEvent('drop', { dataTransfer: data, cancelable: true }));
  }, JSON.stringify(sheet));
  await expect(page.getByRole('region', { name: `Lab sheet: ${title}` })).toBeVisible();
  await settled(page);
}

async function unfold(page: Page, lab: SheetLab): Promise<void> {
  const name = folds[lab];
  if (name === undefined) return;
  const fold = page.locator('.extra').getByRole('button', { name, exact: true });
  if ((await fold.getAttribute('aria-expanded')) === 'false') await fold.click();
}

/** Every element by which the control can be changed. */
function controlOf(page: Page, lab: SheetLab, name: string): Locator {
  if (name === 'notebook') return page.getByRole('tab', { name: 'Formula' });
  const label = ownNames[lab]?.[name] ?? names[name] ?? name;
  const main = page.locator('main');
  if (['further', 'step', 'reset'].includes(name)) {
    return main.getByRole('button', { name: label, exact: true });
  }
  if (name === 'implementation' || name === 'pixelScale') {
    return main.getByRole('radiogroup', { name: label }).getByRole('radio');
  }
  const exact = { name: label, exact: true };
  return main
    .getByRole('spinbutton', exact)
    .or(main.getByRole('slider', exact))
    .or(main.getByRole('switch', exact));
}

test('every control that a sheet can lock or hide is open, locked and hidden in its lab', async ({
  start,
}) => {
  test.setTimeout(240_000);
  const { page } = await start();
  // Nobody drops a file before the window can take one.
  await settled(page);
  for (const lab of sheetLabs) {
    const covered = new Set(states[lab].flatMap(({ controls }) => controls));
    expect([...sheetControls[lab]].filter((name) => !covered.has(name))).toEqual([]);

    for (const { settings = {}, controls } of states[lab]) {
      const all = (state: 'locked' | 'hidden') =>
        Object.fromEntries(
          // What is folded in can be looked at only where its button is free.
          controls.filter((name) => name !== 'further').map((name) => [name, state]),
        );
      const within = controls.filter((name) => name !== 'further');

      await drop(page, lab, settings, {});
      await unfold(page, lab);
      for (const name of controls) {
        await expect(controlOf(page, lab, name).first(), `${lab}: ${name}`).toBeVisible();
      }

      await drop(page, lab, settings, all('locked'));
      await unfold(page, lab);
      for (const name of within.filter((one) => one !== 'notebook')) {
        const control = controlOf(page, lab, name);
        await expect(control.first(), `${lab}: ${name}`).toBeVisible();
        for (const element of await control.all()) {
          const fixed = await element.evaluate(
            (one) =>
              one.matches(':disabled, :read-only[readonly]') ||
              one.getAttribute('aria-disabled') === 'true' ||
              one.getAttribute('aria-readonly') === 'true',
          );
          expect.soft(fixed, `${lab}: ${name} can be changed`).toBe(true);
        }
      }

      await drop(page, lab, settings, all('hidden'));
      await unfold(page, lab);
      for (const name of within) {
        await expect.soft(controlOf(page, lab, name), `${lab}: ${name}`).toHaveCount(0, soon);
      }

      if (controls.includes('further')) {
        await drop(page, lab, settings, { further: 'locked' });
        await expect(controlOf(page, lab, 'further')).toBeDisabled();
        await drop(page, lab, settings, { further: 'hidden' });
        await expect(controlOf(page, lab, 'further')).toHaveCount(0);
        await expect(page.getByText('Where is the limit?')).toHaveCount(0);
      }
    }
  }
});

test('a sheet sets a lab that was opened before, and leaving it gives the lab back', async ({
  start,
}) => {
  const { page } = await start();
  const field = (name: string) => page.getByRole('spinbutton', { name, exact: true });
  for (const [lab, name, setting, value] of [
    ['vectorization', 'Repeats', 'repeats', 3],
    ['idea', 'Learning rate', 'learningRate', 0.01],
    ['fashion-mnist', 'Seed', 'seed', 7],
  ] as const) {
    await page.evaluate((hash) => (location.hash = hash), `#/${lab}`);
    await expect(field(name)).toBeVisible();
    const before = await field(name).inputValue();
    await drop(page, lab, { [setting]: value }, { [setting]: 'locked' });
    await expect(field(name)).toHaveValue(String(value));
    await page.getByRole('button', { name: 'Leave the sheet' }).click();
    await expect(field(name)).toHaveValue(before);
  }
});
