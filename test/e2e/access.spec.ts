import type { Locator } from '@playwright/test';
import { expect, test } from './support/app';
import { violations } from './support/axe';
import { SoftmaxLab } from './support/softmax-lab';
import { choose, goTo, placesOf, settled } from './support/window';

for (const theme of ['light', 'dark', 'contrast'] as const) {
  test(`every page and state meets WCAG 2.2 AA in the ${theme} theme`, async ({ start }) => {
    const { page } = await start();
    await choose(page, { theme });
    const look = async (what: string) => {
      await settled(page);
      expect.soft(await violations(page), what).toEqual([]);
    };

    await page.getByRole('button', { name: 'Take the tour' }).click();
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('the tour');
    await page.keyboard.press('Escape');
    for (const place of await placesOf(page)) {
      await goTo(page, place);
      await look(place);
    }

    const lab = await new SoftmaxLab(page).open();
    await lab.set({ Epochs: 1 });
    await lab.button('Train').click();
    await expect(lab.pictures().first()).toBeVisible();
    await look('after a run');
    await lab.curveTable();
    await look('a chart as a table');
    await lab.curves.getByRole('button', { name: 'Enlarge' }).click();
    await look('an enlarged chart');
    await page.keyboard.press('Escape');
    await lab.set({ Epochs: 0 });
    await look('a field that is wrong');
    await lab.set({ Epochs: 1 });
    await page.locator('main').focus();
    await page.keyboard.press('?');
    await expect(page.getByRole('dialog')).toBeVisible();
    await look('the list of keys');
    await page.keyboard.press('Escape');
    await page.keyboard.press('p');
    await look('presentation mode');
    await page.keyboard.press('p');
    await goTo(page, 'home');
    await look('the home page after a run');
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
