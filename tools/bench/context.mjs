// @ts-check
/** What the benchmark's sections measure with: the processes, started when first asked for, and how often to ask. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { root } from '../lib/places.mjs';
import { ensurePython } from '../lib/venv.mjs';
import { Side } from './sides.mjs';
import { spread } from './statistics.mjs';

/** @typedef {'tensorflow' | 'wasm' | 'cpu'} Engine */
/** @typedef {{ ms: number, loss: number, accuracy: number, rss: number }} Epoch one epoch of training */
/** @typedef {{ what: string, unit: string, value: number, min: number, max: number }} Figure what stands behind a ratio */

const SEED = 0;
const LEARNING_RATE = 0.1;
const resources = join(root, 'resources');
const compiled = join(root, 'out', 'tools');

export class Context {
  /** @type {Map<string, Promise<Side>>} */
  #sides = new Map();
  /** @type {Figure[]} */
  figures = [];
  /** @type {Record<string, string>} */
  versions = { node: process.versions.node };

  /**
   * @param {string} folder for what the sides share
   * @param {{ quick: boolean, note: (text: string) => void }} options
   */
  constructor(folder, { quick, note }) {
    this.folder = folder;
    this.quick = quick;
    this.note = note;
  }

  /** How often everything is measured, after a warm-up: once for a quick look, which has no spread. */
  get rounds() {
    return this.quick ? 1 : 5;
  }

  /** @param {Engine} engine @param {number} [numTrain] how many examples it loads */
  app(engine, numTrain) {
    return this.#once(`${engine} ${numTrain ?? 'all'}`, async () => {
      const side = new Side(engine, process.execPath, [join(compiled, 'side.js')], {
        ...process.env,
        TF_CPP_MIN_LOG_LEVEL: '1',
      });
      const started = await side.ask({
        ...{ do: 'start', engine, resources, scratch: this.folder, seed: SEED },
        ...(numTrain !== undefined && { numTrain }),
      });
      this.versions[engine] = String(started['version']);
      return side;
    });
  }

  /** Python with PyTorch, torchvision and scikit-learn. It takes the app's start and order, so the app comes first. */
  others() {
    return this.#once('others', async () => {
      await this.app('tensorflow');
      const python = await ensurePython(
        {
          name: 'PyTorch and scikit-learn',
          requirements: join(root, 'tools', 'bench', 'requirements.txt'),
          python: { from: '3.11', before: '3.14' },
        },
        this.note,
      );
      const side = new Side('python', python, [join(root, 'tools', 'bench', 'others.py')], {
        ...withoutBlasSettings(process.env),
        PYTHONUNBUFFERED: '1',
      });
      const fashion = join(resources, 'datasets', 'fashion-mnist');
      const dataset = {
        trainImages: join(fashion, 'train-images-idx3-ubyte.gz'),
        trainLabels: join(fashion, 'train-labels-idx1-ubyte.gz'),
        testImages: join(fashion, 't10k-images-idx3-ubyte.gz'),
        testLabels: join(fashion, 't10k-labels-idx1-ubyte.gz'),
      };
      const started = await side.ask({ do: 'start', dataset, folder: this.folder, seed: SEED });
      this.versions['torch'] = String(started['torch']);
      this.versions['torch instructions'] = String(started['cpu']);
      return side;
    });
  }

  /**
   * @param {Side} side
   * @param {string} implementation
   * @param {{ batchSize?: number, numTrain?: number, slow?: boolean }} [options]
   * @returns {() => Promise<Epoch>} trains for an epoch. But for `slow` ones, it does so twice and answers with the second: the
   *   first takes the caches back, and waits out the threads, of who had the turn before.
   */
  training(side, implementation, { batchSize = 256, numTrain, slow = false } = {}) {
    const options = { batchSize, learningRate: LEARNING_RATE };
    /** @returns {Promise<Epoch>} */
    const epoch = () =>
      side.name === 'python'
        ? side.ask({ do: implementation, ...options })
        : side.ask({
            ...{ do: 'train', implementation, ...options },
            ...(numTrain !== undefined && { numTrain }),
          });
    return async () => {
      if (!slow) await epoch();
      return epoch();
    };
  }

  /**
   * Keeps the figures behind a ratio.
   * @param {string} what
   * @param {readonly number[]} samples
   * @param {string} [unit]
   */
  record(what, samples, unit = 'ms') {
    this.figures.push({ what, unit, ...spread(samples) });
  }

  /** Ends a process that is not needed any more, as its memory and its threads are. @param {Side} side */
  async end(side) {
    for (const [name, started] of this.#sides) {
      if ((await started.catch(() => undefined)) === side) this.#sides.delete(name);
    }
    await side.end();
  }

  async endAll() {
    const sides = await Promise.allSettled(this.#sides.values());
    await Promise.all(sides.map((side) => side.status === 'fulfilled' && side.value.end()));
    this.#sides.clear();
  }

  /** @param {string} name @param {() => Promise<Side>} make */
  #once(name, make) {
    const made = this.#sides.get(name) ?? make();
    this.#sides.set(name, made);
    return made;
  }
}

/**
 * @template T
 * @param {{ quick: boolean, note: (text: string) => void }} options
 * @param {(context: Context) => Promise<T>} use
 */
export async function withContext(options, use) {
  await compileSide();
  const folder = await mkdtemp(join(tmpdir(), 'linearlab-bench-'));
  const context = new Context(folder, options);
  try {
    return await use(context);
  } finally {
    await context.endAll();
    await rm(folder, { recursive: true, force: true });
  }
}

/** From TypeScript to what Node runs, as the app itself is compiled. */
async function compileSide() {
  const path = (/** @type {string} */ name) => join(root, name);
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    resolve: { alias: { '#contract': path('contract'), '#lessons': path('lessons') } },
    build: {
      ssr: path('tools/bench/side.ts'),
      outDir: compiled,
      emptyOutDir: true,
      target: 'node20',
    },
  });
}

/** Settings of this machine that would slow NumPy down. @param {NodeJS.ProcessEnv} env */
function withoutBlasSettings(env) {
  return Object.fromEntries(Object.entries(env).filter(([name]) => !name.startsWith('OPENBLAS_')));
}
