import { m } from '#messages';
import type { Page } from '@playwright/test';
import { prepare, screens } from '../../tools/screens/list.mjs';
import { Stage } from '../../tools/screens/stage.mjs';
import { expect, test } from './support/app';
import { goTo, placesOf, settled } from './support/window';

/** Names, units and symbols that are the same in every language. */
const names = new Set(
  `LinearLab Electron TensorFlow WebAssembly JavaScript PyTorch Python Jupyter Ray Fashion MNIST fashion-mnist Softmax softmax
  logit SGD CSV JSON PNG SVG IDX MB kB KB GB ms gz NaN English Tab Ctrl Esc Matplotlib NumPy AVX SHA HTML GitHub
  Tune Markdown ECE Shift Enter JPEG Node root Timer ToTensor linreg keepdim float exp log lr`
    .toLowerCase()
    .split(/\s+/),
);

interface Text {
  readonly text: string;
  readonly where: string;
}

/** All that is shown or read out: text, names, descriptions; not code, formulas, keys, and what says its own language. */
async function textOf(page: Page): Promise<Text[]> {
  return page.evaluate(() => {
    const other = 'code, pre, kbd, .katex, .mono, math, [lang]:not(html)';
    const found: Text[] = [];
    const add = (element: Element, text: string | null) => {
      if (text?.trim() && !element.closest(other) && element.checkVisibility()) {
        found.push({ text: text.trim(), where: element.outerHTML.slice(0, 80) });
      }
    };
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    for (let node = walker.nextNode(); node; node = walker.nextNode()) {
      if (node.parentElement) add(node.parentElement, node.textContent);
    }
    for (const name of ['aria-label', 'aria-valuetext', 'title', 'placeholder', 'alt']) {
      for (const element of document.querySelectorAll(`[${name}]`)) {
        add(element, element.getAttribute(name));
      }
    }
    add(document.body, document.title);
    return found;
  });
}

/** Names of the code, as they stand in a sentence: `squared_loss`, `avg()`, `X.shape`, `yHat`. */
const identifiers = /[A-Za-z]\w*\([^)]*\)|\b\w+(?:[._]\w+)+|\b[a-z]+[A-Z]\w*/g;

function english({ text }: Text): boolean {
  // What it is called in the notes is code.
  if (text.startsWith('笔记中：')) return false;
  const words = text.replaceAll(identifiers, '').match(/[A-Za-z][A-Za-z-]*[A-Za-z]/g) ?? [];
  return words.some((word) => !names.has(word.toLowerCase()));
}

function chinese({ text }: Text): boolean {
  return /[\u3400-\u9fff]/.test(text) && text !== '简体中文';
}

/** Names of files and of other people's parts: they are what they are. */
const ofOthers = ['class-folder', 'licences', 'diagnostics'];

/** Every page that the navigation leads to, every tab of its notebook, and every other screen. */
async function walk(stage: Stage, isForeign: (text: Text) => boolean): Promise<string[]> {
  const page = stage.view;
  const foreign = new Set<string>();
  const look = async (place: string) => {
    for (const text of await textOf(page)) {
      if (isForeign(text)) foreign.add(`${place}: ${text.text} (${text.where})`);
    }
  };
  const places = await placesOf(page);
  for (const place of places) {
    await goTo(page, place);
    await look(place);
    const tabs = page.locator('aside [role=tab]');
    for (let at = 1; at < (await tabs.count()); at += 1) {
      await tabs.nth(at).click();
      await settled(page);
      await look(`${place}, tab ${at + 1}`);
    }
  }
  for (const { id, show, leave } of screens) {
    if (ofOthers.includes(id) || places.includes(id)) continue;
    await show(stage);
    await look(id);
    await leave?.(stage);
  }
  return [...foreign];
}

test('both languages are whole on every page, and switch without a restart', async ({
  start,
  dataDir,
}) => {
  test.setTimeout(240_000);
  const { page, electron } = await start();
  await prepare(new Stage(electron, page, m, 'en'), dataDir);
  const menu = () =>
    electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.items.map(({ label }) => label));

  expect(
    await walk(new Stage(electron, page, m, 'en'), chinese),
    'Chinese in the English window',
  ).toEqual([]);
  expect((await menu())?.join('')).not.toMatch(/[\u3400-\u9fff]/);

  await goTo(page, 'settings');
  await page.evaluate(() => Reflect.set(window, 'sameWindow', true));
  await page.getByRole('combobox', { name: 'Language' }).selectOption('zh-CN');
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  expect(
    await walk(new Stage(electron, page, m, 'zh-CN'), english),
    'English in the Chinese window',
  ).toEqual([]);
  expect(await page.evaluate(() => Reflect.get(window, 'sameWindow'))).toBe(true);
  for (const label of (await menu()) ?? []) expect(label).toMatch(/[\u3400-\u9fff]/);
});
