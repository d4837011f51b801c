import type { Locator, Page } from '@playwright/test';
import { expect, test } from './support/app';
import { violations } from './support/axe';
import { SoftmaxLab } from './support/softmax-lab';

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

  /** Tabs on, round the window if need be, until `target` has the focus. */
  const tabTo = async (target: Locator) => {
    for (let presses = 0; presses < 100; presses += 1) {
      await page.keyboard.press('Tab');
      if (await target.evaluate((element) => element === document.activeElement)) return;
    }
    throw new Error(`100 presses of Tab did not reach ${target.toString()}`);
  };

  await tabTo(page.getByRole('link', { name: 'Softmax regression', exact: true }));
  await page.keyboard.press('Enter');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Softmax regression');
  const lab = new SoftmaxLab(page);

  await tabTo(lab.field('Epochs'));
  await page.keyboard.press('Control+A');
  await page.keyboard.type('1');
  await page.keyboard.press('ArrowUp');
  await expect(lab.field('Epochs')).toHaveValue('2');
  await tabTo(lab.button('Train'));
  await page.keyboard.press('Enter');
  await expect(lab.status).toContainText('Epoch 2 of 2');
  await expect(lab.pictures().first()).toBeVisible();
  // The button that was pressed is still the place where the keyboard is.
  await expect(lab.button('Train')).toBeFocused();

  const before = await lab.pictures().allTextContents();
  await tabTo(page.getByRole('button', { name: 'Next page' }));
  await page.keyboard.press('Enter');
  await expect.poll(() => lab.pictures().allTextContents()).not.toEqual(before);
});
