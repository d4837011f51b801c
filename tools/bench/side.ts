/**
 * One engine of the app as a process: it trains and evaluates on request and says how long that took. A line of JSON for
 * each request, a line of JSON as the answer (sides.mjs).
 */
import type { EngineKind } from '#contract/engine';
import { toExamples, type Examples } from '#lessons/fashion-mnist';
import { rngFor, shuffledIndices } from '#lessons/random';
import { concise } from '#lessons/softmax-regression/concise';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import type {
  SoftmaxTrainable,
  SoftmaxTrainableFactory,
} from '#lessons/softmax-regression/trainable';
import * as tf from '@tensorflow/tfjs';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { findDataset } from '../../main/dataset';
import { readIdxFile } from '../../main/dataset/idx';
import { fashionMnist } from '../../main/dataset/manifest';
import { ChunkSize } from '../../main/trainer/chunk-size';
import { loadEngine } from '../../main/trainer/engine';
import { graphLoader } from '../../main/trainer/graph-parity';
import { PackedSplit } from '../../main/trainer/packed-pictures';
import { modelFit } from './model-fit';
import { naiveVariableGrads } from './naive-variable-grads';

type Request =
  | {
      readonly do: 'start';
      readonly engine: EngineKind;
      /** Where the data set and the graph are. */
      readonly resources: string;
      /** A folder for this benchmark's own files. */
      readonly scratch: string;
      readonly seed: number;
      /** How many of the training examples are loaded. */
      readonly numTrain?: number;
    }
  | {
      readonly do: 'train';
      readonly implementation: string;
      readonly batchSize: number;
      readonly learningRate: number;
      readonly numTrain?: number;
    }
  | { readonly do: 'evaluate'; readonly implementation: string }
  | { readonly do: 'machine' };

/** The same pictures twice: as fractions, and packed for the compiled graph. */
interface Split {
  readonly floats: Examples;
  readonly packed: Examples;
}

interface Loaded {
  readonly train: Split;
  readonly test: Split;
  readonly seed: number;
  readonly weights: Float32Array;
  readonly implementations: Readonly<Record<string, SoftmaxTrainableFactory>>;
}

let loaded: Loaded | undefined;

async function start(request: Extract<Request, { do: 'start' }>) {
  const { engine: kind, resources, scratch: folder, seed } = request;
  const engine = await loadEngine({ engine: kind });
  if (engine.kind !== kind) throw new Error(`${kind} cannot be had: ${engine.reason?.detail}`);
  const graph = await graphLoader(join(resources, 'graph', 'softmax'))(engine);
  const packaged = join(resources, 'datasets', 'fashion-mnist');
  const { files } = await findDataset({ dataDir: folder, packaged });
  if (!files) throw new Error('Fashion-MNIST is not there');
  const manifest = fashionMnist.files;
  const read = async (split: 'train' | 'test', count: number | undefined) => {
    const images = await readIdxFile(files[`${split}Images`], manifest[`${split}Images`]);
    const labels = await readIdxFile(files[`${split}Labels`], manifest[`${split}Labels`]);
    const pixels = images.length / labels.length;
    const bytes = {
      images: images.subarray(0, (count ?? labels.length) * pixels),
      labels: labels.subarray(0, count),
    };
    const floats = toExamples(bytes);
    const packed = { ...floats, images: new PackedSplit(bytes.images).tensor(255) };
    return { floats, packed };
  };
  const weights = initialWeights(seed, 0.01);
  const train = await read('train', request.numTrain);
  loaded = {
    train,
    test: await read('test', undefined),
    seed,
    weights,
    implementations: {
      scratch,
      concise,
      naive: naiveVariableGrads,
      ...('create' in graph && { graph: graph.create }),
    },
  };
  // The same start and the same minibatches for those who compare themselves with us.
  writeFileSync(join(folder, 'weights.f32'), weights);
  writeFileSync(join(folder, 'order.i32'), shuffled(seed, train.floats.labels.size));
  return { engine: engine.kind, version: engine.version, threads: engine.threads };
}

const shuffled = (seed: number, n: number) => shuffledIndices(rngFor(seed, 'order', 1), n);

const formFor = (implementation: string, { floats, packed }: Split) =>
  implementation === 'graph' ? packed : floats;

/** One epoch as the app trains it, with its shuffling, its chunks and its sums. */
async function train(request: Extract<Request, { do: 'train' }>) {
  const { train: split, seed, weights, implementations } = theLoaded();
  const { implementation, batchSize, learningRate } = request;
  const examples = formFor(implementation, split);
  const n = request.numTrain ?? examples.labels.size;
  if (implementation === 'model.fit') {
    return modelFit({ examples, weights, batchSize, learningRate });
  }
  const model = create(implementations, implementation, weights);
  const chunk = chunkSizeOf(`${implementation} ${batchSize}`);
  const start = performance.now();
  let [batches, loss, accuracy, last] = [0, NaN, NaN, start];
  const totals = model.trainEpoch(examples.images, examples.labels, shuffled(seed, n), {
    batchSize,
    learningRate: () => learningRate,
    maxBatches: () => chunk.size,
  });
  for (const { batch, lossSum, correct, examples: done } of totals) {
    const now = performance.now();
    chunk.learn(batch - batches, now - last);
    [batches, loss, accuracy, last] = [batch, lossSum / done, correct / done, now];
  }
  const ms = performance.now() - start;
  model.dispose();
  return { ms, loss, accuracy, rss: process.memoryUsage.rss() };
}

/** Learned over the epochs of a run, as in the app. */
const chunkSizes = new Map<string, ChunkSize>();

function chunkSizeOf(run: string): ChunkSize {
  const size = chunkSizes.get(run) ?? new ChunkSize();
  chunkSizes.set(run, size);
  return size;
}

function evaluate({ implementation }: Extract<Request, { do: 'evaluate' }>) {
  const { test, weights, implementations } = theLoaded();
  const model = create(implementations, implementation, weights);
  const { images, labels } = formFor(implementation, test);
  const start = performance.now();
  const accuracy = model.evaluateAccuracy(images, labels);
  const ms = performance.now() - start;
  model.dispose();
  return { ms, accuracy };
}

/** How fast this machine reads memory and multiplies matrices, through the same library. */
function machine() {
  const { images } = theLoaded().train.floats;
  const side = 1536;
  const square = tf.ones<tf.Rank.R2>([side, side]);
  const time = (work: () => tf.Scalar) => {
    const start = performance.now();
    const result = work();
    result.dataSync();
    result.dispose();
    return performance.now() - start;
  };
  const readMs = time(() => tf.sum(images));
  const multiplyMs = time(() =>
    tf.tidy(() => tf.matMul(square, square).slice([0, 0], [1, 1]).asScalar()),
  );
  square.dispose();
  return {
    bytesPerMs: (images.size * Float32Array.BYTES_PER_ELEMENT) / readMs,
    flopPerMs: (2 * side ** 3) / multiplyMs,
  };
}

function create(
  implementations: Loaded['implementations'],
  name: string,
  weights: Float32Array,
): SoftmaxTrainable {
  const factory = implementations[name];
  if (!factory) throw new Error(`${name} is not available on this engine`);
  return factory(weights);
}

function theLoaded(): Loaded {
  if (!loaded) throw new Error('not started');
  return loaded;
}

function answer(request: Request): object | Promise<object> {
  switch (request.do) {
    case 'start':
      return start(request);
    case 'train':
      return train(request);
    case 'evaluate':
      return evaluate(request);
    case 'machine':
      return machine();
  }
}

for await (const line of createInterface(process.stdin)) {
  const request: Request = JSON.parse(line);
  const message = await Promise.resolve()
    .then(() => answer(request))
    .catch((error: unknown) => ({ error: String(error) }));
  process.stdout.write(`${JSON.stringify(message)}\n`);
}
process.exit(0);
