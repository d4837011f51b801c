import { m } from '#messages';
import type { Page } from '@playwright/test';
import { prepare, screens } from '../../tools/screens/list.mjs';
import { Stage } from '../../tools/screens/stage.mjs';
import { expect, test } from './support/app';
import { resize, zoom } from './support/window';

/** Text that is cut off, and what sticks out of the window where nothing scrolls to it. */
async function clipped(page: Page): Promise<string[]> {
  return page.evaluate(() => {
    const found: string[] = [];
    const scrolls = (element: Element) =>
      ['auto', 'scroll'].includes(getComputedStyle(element).overflowX);
    const insideScroller = (element: Element) => {
      for (let at = element.parentElement; at && at.id !== 'content'; at = at.parentElement) {
        if (scrolls(at)) return true;
      }
      return false;
    };
    for (const element of document.querySelectorAll('body *')) {
      if (!(element instanceof HTMLElement) || !element.checkVisibility()) continue;
      if (element.closest('.visually-hidden, .skip, .katex, [aria-hidden=true]')) continue;
      const { overflowX } = getComputedStyle(element);
      const hides = overflowX === 'hidden' || overflowX === 'clip';
      const text = element.innerText.trim();
      if (hides && text && element.scrollWidth > element.clientWidth + 1) {
        found.push(`cut off: ${element.outerHTML.slice(0, 90)}`);
      }
      const { right, width } = element.getBoundingClientRect();
      if (text && width > 0 && right > innerWidth + 1 && !insideScroller(element)) {
        found.push(`sticks out to ${Math.round(right)}: ${element.outerHTML.slice(0, 90)}`);
      }
    }
    return found;
  });
}

/** What stands in a panel of its own where the window is this narrow, which the other tests of sheets and presentation reach. */
const elsewhere = ['sheet', 'sheet-predict', 'presentation'];

test('with text at 200 %, every page and state shows all of it, and scrolls one way only', async ({
  start,
  dataDir,
}) => {
  test.setTimeout(240_000);
  const { page, electron } = await start();
  const stage = new Stage(electron, page, m, 'en');
  await prepare(stage, dataDir);
  await resize(electron, [1280, 720]);
  await zoom(electron, 2);
  // A pixel may be lost to rounding.
  await expect.poll(() => page.evaluate(() => innerWidth)).toBeLessThanOrEqual(640);
  for (const { id, show, leave } of screens) {
    if (elsewhere.includes(id)) continue;
    await test.step(id, async () => {
      await show(stage);
      expect.soft(await clipped(page), id).toEqual([]);
      const across = await page
        .locator('main')
        .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
      expect.soft(across, `${id} scrolls sideways`).toBeLessThanOrEqual(1);
      await leave?.(stage);
    });
  }
});
