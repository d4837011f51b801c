// @ts-check
/* global requestAnimationFrame, window -- what is given to `evaluate` runs in the window */
/**
 * `npm run test:soak [-- minutes]`: trains small runs of each kind one after the other, for ten minutes if not told otherwise, while the
 * pages change. Fails where memory grows or the window does not answer. Figures go to `out/soak.json`.
 */
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { argv } from 'node:process';
import { startApp } from './bench/window.mjs';
import { ensureBuilt } from './lib/build.mjs';
import { command, Failure } from './lib/failure.mjs';
import { root } from './lib/places.mjs';
import { withScreen } from './lib/screen.mjs';
import { judge, MEASURES } from './lib/soak.mjs';
import { setup } from './setup/index.mjs';

/** @typedef {import('./lib/soak.mjs').Sample} Sample */
/** @typedef {import('./bench/window.mjs').Started} Started */

const MINUTES = 10;
/** Between two samples. */
const EVERY_MS = 15_000;
const PAGES = ['softmax-regression', 'linear-regression', 'runs', 'home', 'fashion-mnist'];

const base = { learningRate: 0.05, seed: 0 };
const small = { ...base, numTrain: 2000, batchSize: 32, epochs: 20 };
/** @typedef {{ lab: string, implementation: string, config: { batchSize: number, epochs: number, numTrain?: number } }} Request */

/** Each as it is sent; the schema fills in the rest. @type {readonly [Request, ...Request[]]} */
const REQUESTS = [
  { lab: 'softmax', implementation: 'scratch', config: small },
  { lab: 'softmax', implementation: 'concise', config: small },
  { lab: 'softmax', implementation: 'graph', config: { ...small, epochs: 100 } },
  { lab: 'softmax', implementation: 'scratch', config: { ...small, batchSize: 1, epochs: 1 } },
  { lab: 'linear', implementation: 'scratch', config: { ...base, batchSize: 10, epochs: 50 } },
  { lab: 'linear', implementation: 'concise', config: { ...base, batchSize: 1, epochs: 1 } },
];

/** Linear regression has a thousand examples where nothing else is said. @param {Request} request */
const minibatchesOf = ({ config: { numTrain = 1000, batchSize, epochs } }) =>
  Math.ceil(numTrain / batchSize) * epochs;

await command(async () => {
  const minutes = Number(argv[2] ?? MINUTES);
  if (!(minutes > 0)) throw new Failure(`${argv[2]} is no number of minutes above 0.`, { code: 2 });
  await setup({ need: ['packages', 'electron', 'system', 'tensorflow', 'dataset'] });
  await ensureBuilt();
  const dataDir = await mkdtemp(join(tmpdir(), 'linearlab-soak-'));
  try {
    const done = await withScreen((env) => soak(minutes, dataDir, env));
    const verdict = judge(done.samples);
    await mkdir(join(root, 'out'), { recursive: true });
    await writeFile(
      join(root, 'out', 'soak.json'),
      `${JSON.stringify({ minutes, ...done, verdict }, null, 2)}\n`,
    );
    console.log(`${done.runs} runs, ${done.epochs} epochs, ${done.minibatches} minibatches`);
    for (const { name, unit, first, last, limit, flat } of verdict) {
      console.log(
        `  ${flat ? 'ok     ' : 'FAILED '} ${name}: ${first} ${unit}, then ${last} ${unit} (at most ${limit})`,
      );
    }
    return verdict.every(({ flat }) => flat) ? 0 : 1;
  } finally {
    await rm(dataDir, { recursive: true, force: true });
  }
});

/** @param {number} minutes @param {string} dataDir @param {NodeJS.ProcessEnv} env */
async function soak(minutes, dataDir, env) {
  const started = await startApp({ dataDir, env });
  try {
    return await trainFor(minutes, started);
  } finally {
    await started.electron.close();
  }
}

/** @param {number} minutes @param {Started} started */
async function trainFor(minutes, started) {
  const { page } = started;
  const sample = await sampler(started);
  /** @type {Sample[]} */
  const samples = [];
  const totals = { runs: 0, epochs: 0, minibatches: 0 };
  const begin = performance.now();
  for (let next = EVERY_MS; performance.now() - begin < minutes * 60_000; totals.runs += 1) {
    const request = REQUESTS[totals.runs % REQUESTS.length] ?? REQUESTS[0];
    await page.evaluate(
      (id) => {
        globalThis.location.hash = `#/${id}`;
      },
      PAGES[totals.runs % PAGES.length] ?? '',
    );
    totals.epochs += await trainAndForget(page, request);
    totals.minibatches += minibatchesOf(request);
    const elapsed = performance.now() - begin;
    if (elapsed < next) continue;
    next = elapsed + EVERY_MS;
    const taken = { seconds: Math.round(elapsed / 1000), ...(await sample()) };
    samples.push(taken);
    console.log(MEASURES.map(({ id, unit }) => `${id} ${taken[id]} ${unit}`).join(', '));
  }
  return { ...totals, samples };
}

/**
 * Trains to the end, asks for predictions where there are any, and deletes the run. Gives its epochs.
 * @param {Started['page']} page @param {unknown} request
 */
function trainAndForget(page, request) {
  return page.evaluate(async (wanted) => {
    const { linearLab } = window;
    const ended = new Promise((resolve) => {
      const stop = linearLab.on('runState', ({ state, record }) => {
        if (record === undefined) return;
        stop();
        resolve(state);
      });
    });
    const started = await Reflect.apply(linearLab.call, linearLab, [
      'startRun',
      { request: wanted, paused: false },
    ]);
    if (!started.ok) throw new Error(started.error.code);
    const { id } = started.value;
    const state = await ended;
    if (state !== 'done') throw new Error(`a run ended as ${state}`);
    const page = { runId: id, wrongOnly: true, offset: 0, count: 50 };
    await linearLab.call('getPredictions', page);
    const opened = await linearLab.call('openRun', { id });
    await linearLab.call('deleteRun', { id });
    return opened.ok ? opened.value.epochs.length : 0;
  }, request);
}

/** @param {Started} started @returns {Promise<() => Promise<Omit<Sample, 'seconds'>>>} */
async function sampler({ electron, page }) {
  const devTools = await page.context().newCDPSession(page);
  return async () => {
    const asked = performance.now();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(resolve)));
    const frameMs = Math.round(performance.now() - asked);
    await devTools.send('HeapProfiler.collectGarbage');
    const { usedSize } = await devTools.send('Runtime.getHeapUsage');
    const { jsEventListeners, nodes } = await devTools.send('Memory.getDOMCounters');
    const processes = await electron.evaluate(({ app }) =>
      app.getAppMetrics().map(({ type, name, memory }) => ({
        type: name ?? type,
        megabytes: Math.round(memory.workingSetSize / 1000),
      })),
    );
    const of = (/** @type {string} */ type) =>
      processes.find((one) => one.type === type)?.megabytes ?? 0;
    return {
      ...{ main: of('Browser'), trainer: of('LinearLab trainer'), window: of('Tab') },
      ...{ heap: Math.round(usedSize / 1e5) / 10, listeners: jsEventListeners, nodes, frameMs },
    };
  };
}
