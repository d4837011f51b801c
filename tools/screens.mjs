// @ts-check
/**
 * `npm run screens [-- screen … --theme dark --language zh-CN --size 1280x720]`: pictures of every page and state (tools/screens/list.mjs), or
 * those named, in each size, theme and language, or those named, into `out/screens/`; with `--docs`, those that the docs show, into
 * `docs/pictures/`.
 */
import { _electron } from '@playwright/test';
import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv, env } from 'node:process';
import { parseArgs } from 'node:util';
import { chromiumSwitches } from './lib/app.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { waitForDriver } from './lib/driver.mjs';
import { command, Failure, reasonOf } from './lib/failure.mjs';
import { root } from './lib/places.mjs';
import { withScreen } from './lib/screen.mjs';
import { prepare, screens } from './screens/list.mjs';
import { Stage } from './screens/stage.mjs';
import { electronPath, setup } from './setup/index.mjs';

const themes = /** @type {const} */ (['light', 'dark', 'contrast']);
const languages = /** @type {const} */ (['en', 'zh-CN']);
const sizes = /** @type {const} */ (['1024x640', '1280x720', '1920x1080']);
const ids = screens.map(({ id }) => id);

/** @typedef {typeof themes[number]} Theme */
/** @typedef {typeof languages[number]} Language */
/** @typedef {{ id: string, theme: Theme, language: Language, size: string, file: string }} Shot */

/** @type {readonly Shot[]} */
const docs = [
  ['softmax-regression', 'light', 'en', 'softmax-light-en'],
  ['softmax-regression', 'light', 'zh-CN', 'softmax-light-zh'],
  ['softmax-regression', 'dark', 'zh-CN', 'softmax-dark-zh'],
  ['linear-regression', 'dark', 'en', 'linear-dark-en'],
  ['runs', 'light', 'en', 'runs-light-en'],
].map(([id = '', theme, language, name]) => ({
  id,
  theme: /** @type {Theme} */ (theme),
  language: /** @type {Language} */ (language),
  size: '1280x720',
  file: join('docs', 'pictures', `${name}.png`),
}));

/** What is asked for; all of it where nothing is. @returns {readonly Shot[]} */
function shotsAskedFor() {
  const { values, positionals } = parseArgs({
    args: argv.slice(2),
    allowPositionals: true,
    options: {
      docs: { type: 'boolean' },
      theme: { type: 'string', multiple: true },
      language: { type: 'string', multiple: true },
      size: { type: 'string', multiple: true },
    },
  });
  if (values.docs) return docs;
  const wanted = chosen('screen', ids, positionals);
  return chosen('--language', languages, values.language).flatMap((language) =>
    chosen('--theme', themes, values.theme).flatMap((theme) =>
      wanted.flatMap((id) =>
        chosen('--size', sizes, values.size).map((size) => ({
          ...{ id, theme, language, size },
          file: join('out', 'screens', `${id}-${theme}-${language}-${size}.png`),
        })),
      ),
    ),
  );
}

/**
 * @template {string} T
 * @param {string} name @param {readonly T[]} all @param {readonly string[]} [asked]
 */
function chosen(name, all, asked = []) {
  const unknown = asked.find((one) => !all.some((known) => known === one));
  if (unknown !== undefined) {
    throw new Failure(`${name}: there is no ${unknown}. Allowed: ${all.join(', ')}.`);
  }
  return asked.length === 0 ? all : all.filter((one) => asked.includes(one));
}

await command(async () => {
  const shots = shotsAskedFor();
  await setup({ need: ['packages', 'electron', 'system', 'tensorflow', 'dataset'] });
  await ensureBuilt();
  const looks = grouped(shots, ({ theme, language }) => `${theme} ${language}`);
  await withScreen(
    async (screen) => {
      for (const group of looks.values()) {
        const folder = await mkdtemp(join(tmpdir(), 'linearlab-screens-'));
        try {
          await take(group, folder, screen);
        } finally {
          await rm(folder, { recursive: true, force: true });
        }
      }
    },
    { size: '1920x1080x24' },
  );
  console.log(`${shots.length} pictures taken.`);
  return 0;
});

/**
 * Pictures of one theme and language, in an app of its own.
 * @param {readonly Shot[]} shots @param {string} folder @param {Record<string, string | undefined>} screen
 */
async function take(shots, folder, screen) {
  const [first] = shots;
  if (!first) return;
  const { theme, language } = first;
  const { m } = await import('../generated/messages/messages.js');
  const electron = await _electron.launch({
    executablePath: electronPath(),
    args: [
      ...waitForDriver,
      ...chromiumSwitches(),
      ...[root, '--data-dir', join(folder, 'data'), '--lang', language],
    ],
    env: /** @type {Record<string, string>} */ ({ ...env, ...screen }),
  });
  const view = await electron.firstWindow();
  const stage = new Stage(electron, view, m, language);
  // Main keeps the theme; the window reads it anew when it loads.
  await view.evaluate((change) => globalThis.window.linearLab.call('changeSettings', change), {
    theme,
  });
  await view.reload();
  await prepare(stage, folder);
  const wanted = grouped(shots, ({ id }) => id);
  for (const { id, show, leave } of screens) {
    const group = wanted.get(id);
    if (!group) continue;
    await resize(electron, group[0]?.size ?? '');
    try {
      await show(stage);
    } catch (error) {
      await view.screenshot({ path: join(root, 'out', 'screens', 'failed.png') });
      throw new Failure(`${id} could not be reached: ${reasonOf(error)}`, {
        todo: 'Look at out/screens/failed.png.',
        cause: error,
      });
    }
    for (const { size, file } of group) {
      await resize(electron, size);
      await stage.settled();
      await mkdir(join(root, file, '..'), { recursive: true });
      await view.screenshot({ path: join(root, file) });
      console.log(file);
    }
    await leave?.(stage);
  }
  await electron.close();
}

/** @param {readonly Shot[]} shots @param {(shot: Shot) => string} by */
function grouped(shots, by) {
  /** @type {Map<string, Shot[]>} */
  const groups = new Map();
  for (const shot of shots) groups.set(by(shot), [...(groups.get(by(shot)) ?? []), shot]);
  return groups;
}

/** @param {import('@playwright/test').ElectronApplication} electron @param {string} size as 1280x720 */
async function resize(electron, size) {
  const [width = 0, height = 0] = size.split('x').map(Number);
  await electron.evaluate(
    ({ BrowserWindow }, [w = 0, h = 0]) => {
      BrowserWindow.getAllWindows()[0]?.setContentSize(w, h);
    },
    [width, height],
  );
}
