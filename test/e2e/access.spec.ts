import { m } from '#messages';
import type { Locator } from '@playwright/test';
import { prepare, screens } from '../../tools/screens/list.mjs';
import { Stage } from '../../tools/screens/stage.mjs';
import { expect, test } from './support/app';
import { violations } from './support/axe';
import { SoftmaxLab } from './support/softmax-lab';
import { choose, goTo, settled } from './support/window';

/** From theme to theme the colours alone differ: they are looked at in all, the rest in the light one, which comes last for the next state. */
const themes = ['dark', 'contrast', 'light'] as const;

test('every page and state meets WCAG 2.2 AA in each theme', async ({ start, dataDir }) => {
  test.setTimeout(300_000);
  const { page, electron } = await start();
  await choose(page, { theme: 'light' });
  // A theme's colours are there at once.
  await page.evaluate(() => {
    const still = new CSSStyleSheet();
    still.replaceSync('*, ::before, ::after { transition: none !important; }');
    document.adoptedStyleSheets.push(still);
  });
  const look = async (what: string) => {
    await settled(page);
    expect.soft(await violations(page), what).toEqual([]);
    for (const theme of themes) {
      await page.evaluate((name) => {
        document.documentElement.dataset['theme'] = name;
      }, theme);
      if (theme === 'light') continue;
      expect.soft(await violations(page, 'color-contrast'), `${what}, ${theme}`).toEqual([]);
    }
  };

  await look('home, with nothing done yet');
  await goTo(page, 'runs');
  await look('runs, with nothing done yet');
  const stage = new Stage(electron, page, m, 'en');
  await prepare(stage, dataDir);
  for (const { id, show, leave } of screens) {
    await test.step(id, async () => {
      await show(stage);
      await look(id);
      await leave?.(stage);
    });
  }
});

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
  await lab.over(2);
  await expect(lab.pictures().first()).toBeVisible();
  // The button that was pressed is still the place where the keyboard is.
  await expect(lab.button('Train')).toBeFocused();

  const before = await lab.pictures().allTextContents();
  await tabTo(page.getByRole('button', { name: 'Next page' }));
  await page.keyboard.press('Enter');
  await expect.poll(() => lab.pictures().allTextContents()).not.toEqual(before);
});
