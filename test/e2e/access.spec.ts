import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { Page } from '@playwright/test';
import type { AxeResults } from 'axe-core';
import { expect, test } from './support/app';
import { SoftmaxLab } from './support/softmax-lab';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const pages = [
  'Home',
  'The idea',
  'Vectorization',
  'Normal distribution',
  'Linear regression',
  'Fashion-MNIST',
  'Cross-entropy',
  'Softmax regression',
  'Runs',
  'Class',
  'Settings',
] as const;

/** What breaks WCAG 2.2 AA on the page as it stands, in words short enough to read in a failure. */
async function violations(page: Page): Promise<string[]> {
  const results = await page.evaluate<AxeResults>(
    `${axe}; axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] })`,
  );
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map(({ target, failureSummary }) => `${id} ${target.join(' ')}: ${failureSummary ?? ''}`),
  );
}

/** The page and its charts as they look once nothing is under way. */
async function settled(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-settled', 'true');
}

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`every page, before and after a run, meets WCAG 2.2 AA in the ${theme} theme`, async ({
    start,
  }) => {
    const { page } = await start();
    await page.evaluate(
      (value) => window.linearLab.call('changeSettings', { theme: value }),
      theme,
    );
    await page.reload();
    await settled(page);
    const navigation = page.getByRole('navigation', { name: 'Labs' });
    for (const name of pages) {
      await navigation.getByRole('link', { name, exact: false }).first().click();
      await settled(page);
      expect(await violations(page), name).toEqual([]);
    }

    const lab = await new SoftmaxLab(page).open();
    await lab.set({ Epochs: 1 });
    await lab.button('Train').click();
    await expect(lab.pictures().first()).toBeVisible();
    await settled(page);
    expect(await violations(page), 'after a run').toEqual([]);
    await lab.set({ Epochs: 0 });
    expect(await violations(page), 'with a field that is wrong').toEqual([]);
  });
}

test('the main job is done by keyboard alone', async ({ start }) => {
  const { page } = await start();
  await settled(page);

  /** Tabs on until the control of this name has the focus; every stop on the way must be visible. */
  const tabTo = async (name: string, role: string) => {
    const target = page.getByRole(
      role === 'link' ? 'link' : role === 'button' ? 'button' : 'spinbutton',
      {
        name,
        exact: true,
      },
    );
    for (let presses = 0; presses < 80; presses += 1) {
      await page.keyboard.press('Tab');
      await expect(page.locator(':focus')).toBeVisible();
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`80 presses of Tab did not reach the ${role} "${name}"`);
  };

  await page.keyboard.press('Tab');
  const link = page.getByRole('link', { name: 'Softmax regression', exact: true });
  for (let presses = 0; presses < 40; presses += 1) {
    if (await link.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('Tab');
  }
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Softmax regression');

  await tabTo('Epochs', 'spinbutton');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1');
  await page.keyboard.press('ArrowUp');
  await expect(page.getByRole('spinbutton', { name: 'Epochs' })).toHaveValue('2');
  await tabTo('Train', 'button');
  await page.keyboard.press('Enter');
  const lab = new SoftmaxLab(page);
  await expect(lab.status).toContainText('Epoch 2 of 2');
  await tabTo('Next page', 'button');
  await page.keyboard.press('Enter');
  await expect(page.getByText(/^13–24|^1[0-9]–/).first()).toBeVisible();
});
