// @ts-check
/**
 * `npm run screens [-- page …]`: pictures of every page, in each size, theme and language, into `out/screens/`;
 * with `--docs`, those that the docs show, into `docs/pictures/`.
 */
import { _electron } from '@playwright/test';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, env } from 'node:process';
import { chromiumSwitches } from './lib/app.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { command } from './lib/failure.mjs';
import { root } from './lib/places.mjs';
import { withScreen } from './lib/screen.mjs';
import { electronPath, setup } from './setup/index.mjs';

const pages = [
  'home',
  'idea',
  'vectorization',
  'normal-distribution',
  'linear-regression',
  'fashion-mnist',
  'cross-entropy',
  'softmax-regression',
  'runs',
  'class',
  'glossary',
  'settings',
];

/** @typedef {'light' | 'dark' | 'contrast'} Theme */
/** @typedef {'en' | 'zh-CN'} Language */
/** @typedef {{ page: string, theme: Theme, language: Language, size: readonly [number, number], file: string }} Shot */

const projector = /** @type {const} */ ([1280, 720]);
const sizes = /** @type {const} */ ([[1024, 640], projector, [1920, 1080]]);

/** @type {readonly Shot[]} */
const docs = [
  ['softmax-regression', 'light', 'en', 'softmax-light-en'],
  ['softmax-regression', 'light', 'zh-CN', 'softmax-light-zh'],
  ['softmax-regression', 'dark', 'zh-CN', 'softmax-dark-zh'],
  ['linear-regression', 'dark', 'en', 'linear-dark-en'],
  ['runs', 'light', 'en', 'runs-light-en'],
].map(([page = '', theme, language, name]) => ({
  page,
  theme: /** @type {Theme} */ (theme),
  language: /** @type {Language} */ (language),
  size: projector,
  file: join('docs', 'pictures', `${name}.png`),
}));

/** @param {readonly string[]} wanted @returns {Shot[]} */
function everyShot(wanted) {
  const themes = /** @type {const} */ (['light', 'dark', 'contrast']);
  const languages = /** @type {const} */ (['en', 'zh-CN']);
  return languages.flatMap((language) =>
    themes.flatMap((theme) =>
      sizes.flatMap((size) =>
        wanted.map((page) => ({
          page,
          theme,
          language,
          size,
          file: join('out', 'screens', `${page}-${theme}-${language}-${size.join('x')}.png`),
        })),
      ),
    ),
  );
}

await command(async () => {
  const args = argv.slice(2);
  const named = args.filter((arg) => pages.includes(arg));
  const shots = args.includes('--docs') ? docs : everyShot(named.length > 0 ? named : pages);
  await setup({ need: ['packages', 'electron', 'system', 'tensorflow', 'dataset'] });
  await ensureBuilt();
  const dataDir = await mkdtemp(join(tmpdir(), 'linearlab-screens-'));
  try {
    await withScreen((screen) => take(shots, dataDir, screen), { size: '1920x1080x24' });
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
  console.log(`${shots.length} pictures taken.`);
  return 0;
});

/** @param {readonly Shot[]} shots @param {string} dataDir @param {Record<string, string | undefined>} screen */
async function take(shots, dataDir, screen) {
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: [...chromiumSwitches(), root, '--data-dir', dataDir, '--lang', 'en'],
    env: /** @type {Record<string, string>} */ ({ ...env, ...screen }),
  });
  const view = await electron.firstWindow();
  /** @param {string} page */
  const open = async (page) => {
    await view.evaluate((id) => {
      globalThis.location.hash = `#/${id}`;
    }, page);
    await view.waitForSelector('html[data-settled="true"]');
  };
  for (const { theme, language, group } of byLook(shots)) {
    // Main keeps the settings; the window reads them anew when it loads.
    await view.evaluate(
      (change) => globalThis.window.linearLab.call('changeSettings', change),
      /** @type {const} */ ({ theme, language: 'en' }),
    );
    await view.reload();
    // A run of each lab, so that the pages show what they are for.
    for (const page of ['linear-regression', 'softmax-regression']) {
      await open(page);
      const train = view.getByRole('button', { name: 'Train', exact: true });
      await train.click();
      await view
        .getByText(/Epoch (\d+) of \1\b/)
        .first()
        .waitFor();
      await train.and(view.locator(':enabled')).waitFor();
    }
    // Changed by hand, as that keeps the runs in sight.
    await open('settings');
    await view.getByRole('combobox', { name: 'Language' }).selectOption(language);
    for (const { page, size, file } of group) {
      await electron.evaluate(({ BrowserWindow }, [width, height]) => {
        BrowserWindow.getAllWindows()[0]?.setContentSize(width, height);
      }, size);
      await open(page);
      await mkdir(join(root, file, '..'), { recursive: true });
      await view.screenshot({ path: join(root, file) });
      console.log(file);
    }
  }
  await electron.close();
}

/** The pictures by theme and language, each of which is set once. @param {readonly Shot[]} shots */
function byLook(shots) {
  /** @type {Map<string, { theme: Theme, language: Language, group: Shot[] }>} */
  const looks = new Map();
  for (const shot of shots) {
    const { theme, language } = shot;
    const look = looks.get(`${theme} ${language}`) ?? { theme, language, group: [] };
    look.group.push(shot);
    looks.set(`${theme} ${language}`, look);
  }
  return looks.values();
}
