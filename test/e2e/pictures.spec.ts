import { existsSync } from 'node:fs';
import { expect, test } from './support/app';
import { choose, goTo } from './support/window';

/**
 * The main screens as they were last looked at and found good. After a change that is meant to be seen:
 * `UPDATE_PICTURES=1 npm test -- test/e2e/pictures.spec.ts`, then look at the difference before it is committed.
 */
const looks = [
  { theme: 'light', language: 'en' },
  { theme: 'dark', language: 'zh-CN' },
] as const;
const places = ['home', 'glossary', 'linear-regression', 'softmax-regression'];

for (const { theme, language } of looks) {
  test(`the main screens look as they did, ${theme}, ${language}`, async ({ start }) => {
    const taken = existsSync(new URL('pictures', import.meta.url));
    test.skip(!taken && !process.env['UPDATE_PICTURES'], 'no pictures have been taken yet');
    const { page } = await start();
    // The page's own size: a window manager, or a screen that is small, may take a pixel of the window's.
    await page.setViewportSize({ width: 1280, height: 720 });
    await expect(page.locator('footer')).toContainText(/TensorFlow.*verified/);
    await choose(page, { theme, language });
    await page.mouse.move(0, 0);
    for (const place of places) {
      await goTo(page, place);
      // The pictures of the home page come with the trainer.
      await expect(page.locator('.frame.empty')).toHaveCount(0);
      // Fonts are shipped, their smoothing is the machine's: many pixels may differ a little, few may differ much.
      await expect.soft(page).toHaveScreenshot(`${place}-${theme}-${language}.png`, {
        mask: [page.locator('footer')],
        maxDiffPixelRatio: 0.02,
        threshold: 0.3,
      });
    }
  });
}
