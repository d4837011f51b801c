// @ts-check
/* global document, requestAnimationFrame, window -- what is given to `evaluate` runs in the window */
/** The built app, and an empty one to compare it with, started and driven as a person would. */
import { _electron, chromium } from '@playwright/test';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromiumSwitches } from '../lib/app.mjs';
import { Failure } from '../lib/failure.mjs';
import { root } from '../lib/places.mjs';
import { end, start as startProcess } from '../lib/process.mjs';
import { electronPath } from '../setup/index.mjs';

/** @typedef {import('@playwright/test').ElectronApplication} ElectronApplication */
/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {{ electron: ElectronApplication, page: Page, ms: number }} Started `ms` until the window could be used */

const START_LIMIT_MS = 60_000;

/** @param {{ dataDir: string, env: NodeJS.ProcessEnv }} options */
export const startApp = ({ dataDir, env }) =>
  start([root, '--data-dir', dataDir, '--lang', 'en'], env);

/**
 * A window with a link, and nothing behind it.
 * @param {{ folder: string, env: NodeJS.ProcessEnv }} options
 */
export async function startEmptyApp({ folder, env }) {
  await mkdir(folder, { recursive: true });
  const files = {
    'package.json': '{ "name": "empty", "version": "1.0.0", "type": "module", "main": "main.js" }',
    'main.js': `
      import { app, BrowserWindow } from 'electron';
      import { fileURLToPath } from 'node:url';
      app.whenReady().then(() =>
        new BrowserWindow({ width: 1280, height: 720 })
          .loadFile(fileURLToPath(new URL('index.html', import.meta.url))));
    `,
    'index.html':
      '<!doctype html><title>empty</title><nav aria-label="Labs"><a href="#">Home</a></nav>',
  };
  for (const [name, text] of Object.entries(files)) await writeFile(join(folder, name), text);
  return start([folder, `--user-data-dir=${join(folder, 'profile')}`], env);
}

/**
 * @param {readonly string[]} args
 * @param {NodeJS.ProcessEnv} env
 * @returns {Promise<Started>}
 */
async function start(args, env) {
  const executablePath = electronPath();
  const begin = performance.now();
  const electron = await _electron.launch({
    executablePath,
    args: [...chromiumSwitches(), ...args],
    env: Object.fromEntries(
      Object.entries({ ...process.env, ...env }).flatMap(([name, value]) =>
        value === undefined ? [] : [[name, value]],
      ),
    ),
    timeout: START_LIMIT_MS,
  });
  const page = await electron.firstWindow();
  await usable(page);
  return { electron, page, ms: performance.now() - begin };
}

/** @param {Page} page */
async function usable(page) {
  await page.getByRole('navigation', { name: 'Labs' }).getByRole('link').first().waitFor();
  // Once it draws frames, it also answers clicks.
  await page.evaluate(
    () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve))),
  );
}

/**
 * Starts the app, packaged or not, and ends it again. A packaged app does not let Playwright in by Node's inspector, whose fuse
 * is off; Chromium's own port is open to both.
 * @param {{ executable?: string, dataDir: string, env: NodeJS.ProcessEnv }} options `executable` of the package, else the checkout
 * @returns {Promise<number>} milliseconds until the window could be used
 */
export async function timeStart({ executable, dataDir, env }) {
  const file = executable ?? electronPath();
  const switches = [...chromiumSwitches(), '--remote-debugging-port=0'];
  const own = [...(executable ? [] : [root]), '--data-dir', dataDir, '--lang', 'en'];
  const begin = performance.now();
  const child = startProcess(file, [...switches, ...own], {
    env: { ...process.env, ...env },
    stdio: ['ignore', 'ignore', 'pipe'],
  });
  try {
    const browser = await chromium.connectOverCDP(await portOf(child));
    const [context] = browser.contexts();
    const page = context?.pages()[0] ?? (await context?.waitForEvent('page'));
    if (!page) throw new Failure('the app has no window');
    await usable(page);
    return performance.now() - begin;
  } finally {
    await end(child);
  }
}

/** @param {import('node:child_process').ChildProcess} child @returns {Promise<string>} what Chromium prints once it listens */
function portOf(child) {
  return new Promise((resolve, reject) => {
    let said = '';
    const limit = setTimeout(() => reject(new Failure(`no port:\n${said}`)), START_LIMIT_MS);
    const settle = () => clearTimeout(limit);
    child.once('exit', () => {
      settle();
      reject(new Failure(`the app ended:\n${said}`));
    });
    child.stderr?.setEncoding('utf8').on('data', (/** @type {string} */ text) => {
      said += text;
      const address = /DevTools listening on (ws:\/\/\S+)/.exec(said)?.[1];
      if (address === undefined) return;
      settle();
      resolve(address);
    });
  });
}

/** The softmax regression lab as a person finds it. */
export class Lab {
  /** @param {Page} page */
  constructor(page) {
    this.page = page;
  }

  async open() {
    await this.page
      .getByRole('navigation', { name: 'Labs' })
      .getByRole('link', { name: 'Softmax regression', exact: true })
      .click();
    await this.button('Train').waitFor();
  }

  /** Waits for the engine and the data, which a person waits for only in the first second. */
  async ready() {
    await this.page.waitForFunction(async () => {
      const reply = await window.linearLab.call('getState', undefined);
      return (
        reply.ok && reply.value.trainer.state === 'ready' && reply.value.dataset.state === 'ready'
      );
    });
  }

  /** @param {string} name */
  button(name) {
    return this.page.getByRole('button', { name, exact: true });
  }

  /** @param {Readonly<Record<string, number>>} fields by their labels */
  async set(fields) {
    for (const [name, value] of Object.entries(fields)) {
      await this.page.getByRole('spinbutton', { name, exact: true }).fill(String(value));
    }
  }

  /**
   * Clicks inside the window and looks at each frame, so that the way from here to the window does not count.
   * @param {string} button
   * @param {'train loss' | 'Pause' | 'Resume' | 'Train'} until the train loss has a figure, or this button can be pressed
   * @returns {Promise<number>} milliseconds until it was drawn
   */
  clickAndWait(button, until) {
    return this.page.evaluate(
      ({ button, until }) => {
        const buttonNamed = (/** @type {string} */ name) =>
          [...document.querySelectorAll('button')].find(
            (candidate) =>
              !candidate.disabled &&
              [candidate.textContent.trim(), candidate.getAttribute('aria-label')].includes(name),
          );
        const trainLoss = () =>
          [...document.querySelectorAll('dl > div')]
            .find((entry) => entry.textContent.includes('train loss'))
            ?.querySelector('dd')?.textContent ?? '';
        const isThere = () =>
          until === 'train loss' ? /\d/.test(trainLoss()) : buttonNamed(until) !== undefined;
        return new Promise((resolve, reject) => {
          const start = performance.now();
          const pressed = buttonNamed(button);
          if (!pressed) return reject(new Error(`there is no button ${button}`));
          pressed.click();
          const look = () => {
            const ms = performance.now() - start;
            if (ms > 60_000) reject(new Error(`${until} did not come within a minute`));
            // Drawn with the frame that now follows.
            else if (isThere()) requestAnimationFrame(() => resolve(performance.now() - start));
            else requestAnimationFrame(look);
          };
          requestAnimationFrame(look);
        });
      },
      { button, until },
    );
  }

  /** Until a run that was started has ended and its pictures are there. */
  async finished() {
    await this.page.waitForFunction(
      async () => {
        const reply = await window.linearLab.call('listRuns', undefined);
        return reply.ok && reply.value.runs[0]?.state === 'done';
      },
      undefined,
      { timeout: 120_000 },
    );
    const pictures = this.page.getByRole('listitem', { name: /^true: / });
    await pictures.first().waitFor();
  }

  /** What the last run's epochs took. */
  millisecondsOfLastRun() {
    return this.page.evaluate(async () => {
      const list = await window.linearLab.call('listRuns', undefined);
      const id = list.ok ? list.value.runs[0]?.id : undefined;
      if (id === undefined) throw new Error('there is no run');
      const run = await window.linearLab.call('openRun', { id });
      if (!run.ok) throw new Error(run.error.code);
      return run.value.epochs.reduce((sum, { ms }) => sum + ms, 0);
    });
  }

  /**
   * @param {number} ms for so long
   * @returns {Promise<{ intervals: number[], longTasks: number[] }>} milliseconds between frames, and of tasks over 50
   */
  watchFrames(ms) {
    return this.page.evaluate((ms) => {
      /** @type {number[]} */
      const longTasks = [];
      const observer = new PerformanceObserver((list) => {
        longTasks.push(...list.getEntries().map(({ duration }) => duration));
      });
      observer.observe({ type: 'longtask' });
      /** @type {number[]} */
      const intervals = [];
      return new Promise((resolve) => {
        const start = performance.now();
        let last = start;
        const look = (/** @type {number} */ now) => {
          intervals.push(now - last);
          last = now;
          if (now - start < ms) {
            requestAnimationFrame(look);
            return;
          }
          observer.disconnect();
          // The first began before the watch.
          resolve({ intervals: intervals.slice(1), longTasks });
        };
        requestAnimationFrame(look);
      });
    }, ms);
  }
}
