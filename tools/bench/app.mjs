// @ts-check
/** The app as a person meets it: how soon it is there, how soon it answers, how much memory it takes, how smooth it is. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { builtFolder } from '../dist/places.mjs';
import { ensureBuilt } from '../lib/build.mjs';
import { Failure } from '../lib/failure.mjs';
import { withScreen } from '../lib/screen.mjs';
import { memoryOf } from './memory.mjs';
import { inTurn } from './sides.mjs';
import { quantile, ratio, spread } from './statistics.mjs';
import { Lab, startApp, startEmptyApp, timeStart } from './window.mjs';

/** @typedef {import('./context.mjs').Context} Context */
/** @typedef {import('./training.mjs').Section} Section */
/** @typedef {import('./window.mjs').Started} Started */

/** @type {Section} */
const launch = {
  name: 'launching the app',
  goals: [
    {
      id: 'launch-vs-empty',
      what: 'launch to a window that can be used, against an empty Electron app',
      unit: 'times as long',
      atMost: 1.5,
    },
    { id: 'launch', what: 'launch to a window that can be used', unit: 's', atMost: 2 },
    {
      id: 'launch-to-ten-epochs',
      what: 'launch to 10 finished epochs and their pictures, beyond the launch and the epochs themselves',
      unit: 's',
      atMost: 1,
    },
  ],
  measure: (context) =>
    onScreen(context, async ({ env, dataDir }) => {
      const timed = (/** @type {() => Promise<Started>} */ begin) => async () => {
        const { electron, ms } = await begin();
        await electron.close();
        return ms;
      };
      const [app = [], empty = []] = await inTurn(
        [
          timed(() => startApp({ dataDir, env })),
          timed(() => startEmptyApp({ folder: join(context.folder, 'empty'), env })),
        ],
        context,
      );
      const [whole = []] = await inTurn([() => launchAndTrain({ dataDir, env })], context);
      context.record('launching the app', app);
      context.record('launching an empty Electron app', empty);
      context.record(
        'launching and training 10 epochs',
        whole.map(({ ms }) => ms),
      );
      const beyond = whole.map(({ ms, launchMs, epochsMs }) => (ms - launchMs - epochsMs) / 1e3);
      return {
        'launch-vs-empty': ratio(app, empty),
        launch: spread(app.map((ms) => ms / 1e3)),
        'launch-to-ten-epochs': spread(beyond),
      };
    }),
};

/** @param {{ dataDir: string, env: NodeJS.ProcessEnv }} options */
async function launchAndTrain(options) {
  const begin = performance.now();
  const { electron, page, ms: launchMs } = await startApp(options);
  const lab = new Lab(page);
  await lab.open();
  await lab.button('Train').click();
  await lab.finished();
  const ms = performance.now() - begin;
  const epochsMs = await lab.millisecondsOfLastRun();
  await electron.close();
  return { ms, launchMs, epochsMs };
}

/** @type {Section} */
const answers = {
  name: 'how soon the app answers',
  goals: [
    {
      id: 'first-metric',
      what: 'Train clicked, trainer warm, to the first figure drawn',
      unit: 's',
      atMost: 0.3,
    },
    { id: 'pause', what: 'Pause clicked to paused', unit: 's', atMost: 0.1 },
    { id: 'stop', what: 'Stop clicked to stopped', unit: 's', atMost: 0.1 },
  ],
  measure: (context) =>
    withLab(context, async (lab) => {
      await lab.set({ Epochs: 1000 });
      const [rounds = []] = await inTurn(
        [
          async () => {
            const figure = await lab.clickAndWait('Train', 'train loss');
            const pause = await lab.clickAndWait('Pause', 'Resume');
            await lab.clickAndWait('Resume', 'Pause');
            const stop = await lab.clickAndWait('Stop', 'Train');
            await lab.button('Reset').click();
            return { figure, pause, stop };
          },
        ],
        context,
      );
      const seconds = (/** @type {(round: (typeof rounds)[number]) => number} */ pick) =>
        spread(rounds.map((round) => pick(round) / 1e3));
      return {
        'first-metric': seconds(({ figure }) => figure),
        pause: seconds(({ pause }) => pause),
        stop: seconds(({ stop }) => stop),
      };
    }),
};

/** @type {Section} */
const packaged = {
  name: 'launching the packaged app',
  goals: [
    {
      id: 'packaged-launch',
      what: 'launch of the packaged folder to a window that can be used, against the unpackaged app',
      unit: 'times as long',
      atMost: 1.3,
    },
  ],
  measure: async (context) => {
    const { executable } = builtFolder(process.platform, process.arch);
    if (!existsSync(executable)) {
      throw new Failure('no package was built here (npm run dist -- folder)');
    }
    return onScreen(context, async ({ env, dataDir }) => {
      const [inside = [], unpackaged = []] = await inTurn(
        [
          () => timeStart({ executable, dataDir, env }),
          () => timeStart({ dataDir: `${dataDir}-unpackaged`, env }),
        ],
        context,
      );
      context.record('launching the packaged folder', inside);
      context.record('launching the unpackaged app', unpackaged);
      return { 'packaged-launch': ratio(inside, unpackaged) };
    });
  },
};

const RUNS = { quick: 10, full: 50 };

/** @type {Section} */
const load = {
  name: 'the app at work',
  goals: [
    {
      id: 'memory-training',
      what: 'memory of all processes while training, at its most',
      unit: 'GB',
      atMost: 1,
    },
    {
      id: 'memory-after-runs',
      what: 'memory of all processes after 50 runs, beyond that after the first',
      unit: 'of it',
      atMost: 0.05,
    },
    {
      id: 'frame-p95',
      what: 'time between two frames of the window while training at full speed, 95th percentile',
      unit: 'ms',
      atMost: 33,
    },
    {
      id: 'longest-task',
      what: 'longest task of the window while training at full speed',
      unit: 'ms',
      atMost: 100,
    },
  ],
  measure: (context) =>
    withLab(context, async (lab, electron) => {
      /** @type {number[]} */
      const peaks = [];
      /** @type {number[]} */
      const frames = [];
      /** @type {number[]} */
      const tasks = [];
      for (let round = 0; round < context.rounds; round += 1) {
        await lab.set({ Epochs: 1000 });
        await lab.clickAndWait('Train', 'train loss');
        const watched = lab.watchFrames(context.quick ? 1_000 : 3_000);
        let isWatching = true;
        void watched.finally(() => (isWatching = false));
        let peak = 0;
        while (isWatching) peak = Math.max(peak, await memoryOf(electron));
        const { intervals, longTasks } = await watched;
        await lab.clickAndWait('Stop', 'Train');
        peaks.push(peak / 1e9);
        frames.push(quantile(intervals, 0.95));
        tasks.push(Math.max(0, ...longTasks));
      }
      await lab.set({ Epochs: 1 });
      const sizes = [];
      for (let run = 0; run < (context.quick ? RUNS.quick : RUNS.full); run += 1) {
        await lab.clickAndWait('Train', 'Pause');
        await lab.finished();
        sizes.push(await memoryOf(electron));
      }
      context.record(
        'memory of all processes after each run',
        sizes.map((size) => size / 1e6),
        'MB',
      );
      const [first = NaN, last = NaN] = [sizes[0], sizes.at(-1)];
      const grown = last / first - 1;
      return {
        'memory-training': spread(peaks),
        'memory-after-runs': { value: grown, min: grown, max: grown },
        'frame-p95': spread(frames),
        'longest-task': spread(tasks),
      };
    }),
};

/** @type {readonly Section[]} */
export const appSections = [launch, packaged, answers, load];

/**
 * @template T
 * @param {Context} context
 * @param {(place: { env: NodeJS.ProcessEnv, dataDir: string }) => Promise<T>} use
 */
export async function onScreen(context, use) {
  await ensureBuilt();
  return withScreen((env) => use({ env, dataDir: join(context.folder, 'data') }));
}

/**
 * @template T
 * @param {Context} context
 * @param {(lab: Lab, electron: import('@playwright/test').ElectronApplication) => Promise<T>} use gets the softmax regression lab,
 *   its trainer ready
 */
export const withLab = (context, use) =>
  onScreen(context, async (place) => {
    const { electron, page } = await startApp(place);
    try {
      const lab = new Lab(page);
      await lab.open();
      await lab.ready();
      return await use(lab, electron);
    } finally {
      await electron.close();
    }
  });
