// @ts-check
/**
 * `npm run test:ray`: a sweep in the app and the same sweep, as the app writes it, with a real Ray Tune and PyTorch; Ray's results are
 * read back by the app and compared. Says, too, what share of a sweep's time its bookkeeping takes. Ray's environment is kept in the
 * cache of the user account.
 */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aliasesAt } from './lib/aliases.mjs';
import { command, Failure } from './lib/failure.mjs';
import { ensureMessages } from './lib/build.mjs';
import { root } from './lib/places.mjs';
import { run } from './lib/process.mjs';
import { ensurePython } from './lib/venv.mjs';
import { setup } from './setup/index.mjs';

/** Bookkeeping's share of a sweep's time, at most. */
const MOST_BOOKKEEPING = 0.1;
/** The same start, order and steps, in another order of additions: what is left is rounding. */
const NOISE = { testAcc: 0.005, trainLoss: 0.01 };
/** Above the stable limit of the rate, each step makes rounding grow: no two programs agree there. */
const STABLE_RATE = 0.1;
const APP_LIMIT_MS = 8 * 60_000;
const RAY_LIMIT_MS = 12 * 60_000;

/** @typedef {import('../contract/sweep').SweepRecord} SweepRecord */
/** @typedef {import('../contract/sweep').SweepCell} SweepCell */
/** @typedef {{ record: SweepRecord, skippedCount: number }} Imported */

await command(async () => {
  await setup({ need: ['packages', 'tensorflow', 'dataset'] });
  await ensureMessages();
  const note = (/** @type {string} */ text) => console.error(`test:ray: ${text}`);
  const python = await ensurePython(
    {
      name: 'Ray',
      requirements: join(root, 'main', 'exports', 'ray', 'requirements.txt'),
      python: { from: '3.11', before: '3.14' },
    },
    note,
  );
  const folder = await mkdtemp(join(tmpdir(), 'linearlab-ray-'));
  const compiled = await mkdtemp(join(root, 'node_modules', '.linearlab-ray-'));
  try {
    const [here, worker] = [await compile('here', compiled), await compile('worker', compiled)];
    note('the sweep in the app, and its runs alone');
    /** @type {{ sweeps: number[], bare: number[], record: SweepRecord, written: { folder: string } }} */
    const ours = await ask([here, 'train', folder, worker]);
    note('the same sweep with Ray');
    const exported = join(folder, ours.written.folder);
    const fashion = join(root, 'resources', 'datasets', 'fashion-mnist');
    /** @param {string[]} options @returns {Promise<Imported>} what the app reads of the results */
    const withRay = async (...options) => {
      const args = ['--data', fashion, '--results', join(folder, 'results.jsonl'), ...options];
      const { code, stderr } = await run(python, [join(exported, 'sweep.py'), ...args], {
        stdout: 'show as error',
        stderr: 'keep',
        timeoutMs: RAY_LIMIT_MS,
      });
      if (code !== 0) throw new Failure(`sweep.py ended with ${code}.\n${stderr.slice(-2000)}`);
      const read = await ask([here, 'read', folder, worker]);
      await rm(join(folder, 'results.jsonl'));
      return read;
    };
    const theirs = await withRay();
    note('once more, with ASHA');
    return report(ours, theirs, await withRay('--asha'));
  } finally {
    await rm(folder, { recursive: true, force: true });
    await rm(compiled, { recursive: true, force: true });
  }
});

/** @param {'here' | 'worker'} name @param {string} outDir */
async function compile(name, outDir) {
  // Not at the top: the packages are there only after the set-up.
  const { build } = await import('vite');
  const at = (/** @type {string} */ path) => join(root, path);
  await build({
    configFile: false,
    logLevel: 'error',
    root,
    resolve: { alias: aliasesAt(at) },
    build: {
      ssr: at(name === 'here' ? 'tools/ray/here.ts' : 'main/trainer/worker.ts'),
      // Beside each other, two folders below the root, where the trainer looks for its resources.
      outDir,
      emptyOutDir: false,
      minify: false,
      target: 'node20',
      rollupOptions: { output: { format: 'es', entryFileNames: `${name}.mjs` } },
    },
  });
  return join(outDir, `${name}.mjs`);
}

/**
 * @template Answer
 * @param {string[]} args
 * @returns {Promise<Answer>}
 */
async function ask(args) {
  const { code, stdout, stderr } = await run(process.execPath, args, {
    stdout: 'keep',
    stderr: 'keep',
    timeoutMs: APP_LIMIT_MS,
  });
  if (code !== 0) throw new Failure(`the app's side ended with ${code}.\n${stderr.slice(-2000)}`);
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

/**
 * @param {{ sweeps: number[], bare: number[], record: SweepRecord }} ours
 * @param {Imported} theirs
 * @param {Imported} asha theirs where those that fell behind were given up
 * @returns {number} the exit code
 */
function report(ours, theirs, asha) {
  const shares = ours.sweeps.map((ms, round) => 1 - (ours.bare[round] ?? NaN) / ms);
  const bookkeeping = shares.toSorted((a, b) => a - b)[Math.floor(shares.length / 2)] ?? NaN;
  const percent = (/** @type {number} */ share) => `${(share * 100).toFixed(1)} %`;
  console.log('rate    batch   test acc here / Ray     train loss here / Ray');
  for (const cell of ours.record.cells) {
    const other = sameCell(theirs.record, cell);
    const [a, b] = [cell.figures, other?.figures];
    console.log(
      `${String(cell.learningRate).padEnd(8)}${String(cell.batchSize).padEnd(8)}` +
        `${percent(a?.testAcc ?? NaN)} / ${percent(b?.testAcc ?? NaN)}`.padEnd(24) +
        `${a?.trainLoss?.toFixed(4)} / ${b?.trainLoss?.toFixed(4)}`,
    );
  }
  const [best, rays] = [bestOf(ours.record), bestOf(theirs.record)];
  const ashas = bestOf(asha.record);
  const accuracyOf = (/** @type {SweepCell} */ cell) => cell.figures?.testAcc ?? NaN;
  const difference = Math.abs(accuracyOf(best) - accuracyOf(rays));
  const givenUp = asha.record.cells.filter(({ state }) => state === 'stopped').length;
  const stable = ours.record.cells.filter((cell) => cell.learningRate <= STABLE_RATE);
  const apart = stable.map((cell) => {
    const loss = sameCell(theirs.record, cell)?.figures?.trainLoss ?? NaN;
    return Math.abs((cell.figures?.trainLoss ?? NaN) - loss);
  });
  const named = (/** @type {SweepCell} */ cell) =>
    `${percent(cell.figures?.testAcc ?? NaN)} at ${cell.learningRate} × ${cell.batchSize}`;
  const results = [
    [`best here ${named(best)}, with Ray ${named(rays)}`, difference <= NOISE.testAcc],
    [
      `train losses at rates up to ${STABLE_RATE} at most ${Math.max(...apart).toExponential(1)} apart`,
      apart.every((loss) => loss <= NOISE.trainLoss),
    ],
    [`every line of results.jsonl read`, theirs.skippedCount + asha.skippedCount === 0],
    [
      `with ASHA ${givenUp} of ${asha.record.cells.length} cells given up early, best ${named(ashas)}`,
      givenUp > 0 && accuracyOf(best) - accuracyOf(ashas) <= NOISE.testAcc,
    ],
    [
      `bookkeeping ${percent(bookkeeping)} of a sweep (${shares.map(percent).join(', ')})`,
      bookkeeping < MOST_BOOKKEEPING,
    ],
  ];
  for (const [what, ok] of results) console.log(`${ok ? 'ok    ' : 'FAILED'}  ${what}`);
  return results.every(([, ok]) => ok) ? 0 : 1;
}

/** @param {SweepRecord} record @param {SweepCell} cell */
function sameCell({ cells }, { learningRate, batchSize }) {
  return cells.find((one) => one.learningRate === learningRate && one.batchSize === batchSize);
}

/** @param {SweepRecord} record @returns {SweepCell} */
function bestOf({ cells }) {
  const [best] = cells.toSorted((a, b) => (b.figures?.testAcc ?? 0) - (a.figures?.testAcc ?? 0));
  if (!best) throw new Failure('a sweep without cells');
  return best;
}
