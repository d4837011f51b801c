// @ts-check
/* global document, requestAnimationFrame, HTMLInputElement, InputEvent, MouseEvent -- what is given to `evaluate` runs in the window */
/** The history of runs: how soon 200 of them are listed, filtered and sorted, and 50 of them drawn over each other. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { onScreen } from './app.mjs';
import { inTurn } from './sides.mjs';
import { spread } from './statistics.mjs';
import { Lab, startApp } from './window.mjs';

/** @typedef {import('@playwright/test').Page} Page */
/** @typedef {import('./training.mjs').Section} Section */
/** @typedef {{ selector: string, text?: string, type?: string }} Act what is clicked, or typed into; `text` is all of its text */
/** @typedef {{ selector: string, text: string, count?: number }} Sign the first of these has this text, and there are so many */

const RUNS = 200;
const COMPARED = 50;
const EPOCHS = 100;
const PAGE = 25;
const EVERY = RUNS / COMPARED;
const WORD = 'every-fourth';

const goals = [
  {
    id: 'runs-listed',
    what: '200 runs of 100 epochs: Runs clicked to the list drawn',
    atMost: 100,
  },
  {
    id: 'runs-filtered',
    what: '200 runs of 100 epochs: a word typed to its runs drawn',
    atMost: 100,
  },
  {
    id: 'runs-unfiltered',
    what: '200 runs of 100 epochs: the filter cleared to all drawn',
    atMost: 100,
  },
  {
    id: 'runs-sorted',
    what: '200 runs of 100 epochs: a head clicked to the new order drawn',
    atMost: 100,
  },
  {
    id: 'overlay-50',
    what: 'curves of 50 runs of 100 epochs: ticked to read from disk and drawn, with the table of what differs',
    atMost: 200,
  },
  {
    id: 'overlay-50-other',
    what: 'curves of 50 runs of 100 epochs: another figure chosen to drawn',
    atMost: 100,
  },
].map((goal) => ({ ...goal, unit: 'ms' }));

/** @type {Section} */
export const history = {
  name: '200 runs of 100 epochs',
  goals,
  measure: (context) =>
    onScreen(context, async ({ env }) => {
      const dataDir = join(context.folder, 'history');
      for (let number = 1; number <= RUNS; number += 1) await keepRun(dataDir, number);
      // The curves are read once a launch.
      const [rounds = []] = await inTurn(
        [
          async () => {
            const { electron, page } = await startApp({ dataDir, env });
            try {
              await new Lab(page).ready();
              return await look(page);
            } finally {
              await electron.close();
            }
          },
        ],
        context,
      );
      return Object.fromEntries(
        goals.map(({ id }) => [id, spread(rounds.map((round) => round[id] ?? NaN))]),
      );
    }),
};

/**
 * What a person does with the list, each step timed.
 * @param {Page} page
 * @returns {Promise<Record<string, number>>} milliseconds by the goal's id
 */
async function look(page) {
  const button = (/** @type {string} */ text) => ({ selector: 'button', text });
  const last = (/** @type {number} */ number) => ({
    ...{ selector: 'tbody tr:last-child th a', text: `Run ${number}` },
  });
  const ids = {
    all: last(RUNS - PAGE + 1),
    some: last(RUNS - (PAGE - 1) * EVERY),
    turned: last(PAGE),
  };
  // The records were read by the home page; that of the first look at a fresh disk is the launch's.
  const listed = await timed(page, { selector: 'a[href="#/runs"]' }, ids.all);
  const filtered = await timed(page, { selector: 'input[type=search]', type: WORD }, ids.some);
  const unfiltered = await timed(page, button('Show all'), ids.all);
  const sorted = await timed(page, button('Seed'), ids.turned);
  await timed(page, button('Run'), ids.all);
  await page.getByRole('searchbox').fill(WORD);
  await page.getByRole('checkbox', { name: `Compare run ${RUNS}`, exact: true }).click();
  const curve = { selector: 'figure ul button', text: `Run ${RUNS}` };
  await page.locator(curve.selector).first().waitFor();
  const overlay = await timed(page, button(`Tick all ${COMPARED}`), { ...curve, count: COMPARED });
  const other = await timed(
    page,
    { selector: 'figure [role=radio]', text: 'test acc' },
    { selector: 'figure h2', text: 'test acc' },
  );
  return {
    ...{ 'runs-listed': listed, 'runs-filtered': filtered, 'runs-unfiltered': unfiltered },
    ...{ 'runs-sorted': sorted, 'overlay-50': overlay, 'overlay-50-other': other },
  };
}

/**
 * Acts inside the window and looks at each frame, so that the way from here to the window does not count.
 * @param {Page} page
 * @param {Act} act
 * @param {Sign} sign
 * @returns {Promise<number>} milliseconds until the sign was drawn
 */
function timed(page, act, sign) {
  return page.evaluate(
    ({ act, sign }) => {
      const all = (/** @type {string} */ selector) => [...document.querySelectorAll(selector)];
      const target = all(act.selector).find(
        ({ textContent }) => act.text === undefined || textContent.trim() === act.text,
      );
      if (!target) throw new Error(`there is no ${act.selector} ${act.text ?? ''}`);
      const isThere = () => {
        const found = all(sign.selector);
        const count = sign.count ?? found.length;
        return found[0]?.textContent.trim() === sign.text && found.length === count;
      };
      return new Promise((resolve, reject) => {
        const start = performance.now();
        if (act.type !== undefined && target instanceof HTMLInputElement) {
          target.value = act.type;
          target.dispatchEvent(new InputEvent('input', { bubbles: true }));
        } else {
          target.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true }));
        }
        const look = () => {
          const ms = performance.now() - start;
          if (ms > 20_000) reject(new Error(`${sign.selector} ${sign.text} did not come`));
          // Drawn with the frame that now follows.
          else if (isThere()) requestAnimationFrame(() => resolve(performance.now() - start));
          else requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
      });
    },
    { act, sign },
  );
}

/**
 * A run as the app keeps it, with the kind of differences that runs have.
 * @param {string} dataDir
 * @param {number} number
 */
async function keepRun(dataDir, number) {
  const id = `20260304T${String(number).padStart(6, '0')}-abc123`;
  const learningRate = [0.03, 0.1, 0.3][number % 3] ?? 0.1;
  const epochs = Array.from({ length: EPOCHS }, (_, i) => {
    const loss = 0.4 + 0.5 / (1 + (i + 1) * learningRate) + number / 1e4;
    const [trainAcc, testAcc] = [0.95 - loss / 5, 0.94 - loss / 5];
    return { epoch: i + 1, trainLoss: loss, trainAcc, testAcc, ms: 50 + (i % 7), learningRate };
  });
  const { trainLoss, trainAcc, testAcc } = epochs[EPOCHS - 1] ?? {};
  const record = {
    ...{ schema: 1, id, number, lab: 'softmax', implementation: 'scratch', app: '0.1.0' },
    config: {
      ...{ learningRate, batchSize: 2 ** (4 + (number % 6)), epochs: EPOCHS, seed: RUNS - number },
      ...{ initStd: 0.01, numTrain: 60_000, shuffle: true, pixelScale: 'unit' },
    },
    engine: { kind: 'tensorflow', version: '2.15.1', threads: 2 },
    dataset: { name: 'fashion-mnist', sha256: 'abc' },
    ...{ startedAt: '2026-03-04T05:06:07.000Z', state: 'done', epochs },
    final: { trainLoss, trainAcc, testAcc },
    ...(number % EVERY === 0 && { tags: [WORD] }),
  };
  await mkdir(join(dataDir, 'runs', id), { recursive: true });
  await writeFile(join(dataDir, 'runs', id, 'run.json'), `${JSON.stringify(record, null, 2)}\n`);
}
