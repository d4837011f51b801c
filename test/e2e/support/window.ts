import { expect, type ElectronApplication, type Page } from '@playwright/test';

/** The page and its charts as they look once nothing is under way. */
export async function settled(page: Page): Promise<void> {
  await expect(page.locator('html')).toHaveAttribute('data-settled', 'true');
}

/** Goes to a page by its place: `home`, `runs`, a lab's id. */
export async function goTo(page: Page, place: string): Promise<void> {
  await page.evaluate((hash) => {
    location.hash = hash;
  }, `#/${place}`);
  await expect(page.locator('main')).not.toHaveAttribute('aria-busy', 'true');
  await settled(page);
}

/** The places that the navigation leads to. */
export async function placesOf(page: Page): Promise<string[]> {
  const links = page.locator('nav a[href^="#/"]');
  return links.evaluateAll((all) => all.map((link) => link.getAttribute('href')?.slice(2) ?? ''));
}

/** Changes settings as the window itself does, and loads it anew with them. */
export async function choose(
  page: Page,
  change: { theme?: 'light' | 'dark' | 'contrast'; language?: 'en' | 'zh-CN' },
): Promise<void> {
  await page.evaluate((value) => window.linearLab.call('changeSettings', value), change);
  await page.reload();
  await settled(page);
}

export async function resize(
  electron: ElectronApplication,
  [width, height]: readonly [number, number],
): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, size) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(size.width, size.height);
    },
    { width, height },
  );
}

/** Magnifies the window, as Larger text in its menu does; 2 is 200 %. */
export async function zoom(electron: ElectronApplication, factor: number): Promise<void> {
  await electron.evaluate(({ BrowserWindow }, value) => {
    BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(value);
  }, factor);
}
