import { PICTURE_PIXELS } from '#contract/dataset';
import { toExamples, type Examples, type Pictures } from '#lessons/fashion-mnist';
import { rngFor, shuffledIndices } from '#lessons/random';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import type { EpochTotals, SoftmaxTrainable } from '#lessons/softmax-regression/trainable';
import * as tf from '@tensorflow/tfjs';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { SoftmaxGraph } from '../../../main/trainer/graph';
import { PackedSplit } from '../../../main/trainer/packed-pictures';
import numpy from '../../fixtures/softmax-graph.json';
import { startEngine } from '../../support/engine';
import { readSplit } from '../../support/fashion-mnist';
import { expectNoLeak } from '../../support/tensors';

const folder = fileURLToPath(new URL('../../../resources/graph/softmax', import.meta.url));
const engine = await startEngine();

describe.skipIf(engine !== 'tensorflow')('the compiled graph', () => {
  const bytes = readSplit('train');
  const weights = initialWeights(0, 0.01);
  const order = shuffledIndices(rngFor(0, 'order', 1), bytes.labels.length);
  let graph: SoftmaxGraph;
  // Each twice: packed for the graph, and as fractions for the code from scratch.
  let train: Examples & { packed: Examples };
  let test10k: Examples & { packed: Examples };

  beforeAll(async () => {
    graph = await SoftmaxGraph.load(folder);
    train = withPacked(bytes);
    test10k = withPacked(readSplit('t10k'));
  });
  afterAll(() => {
    graph.dispose();
    for (const { images, labels, packed } of [train, test10k]) {
      tf.dispose([images, labels, packed.images]);
    }
  });

  const trainEpoch = (model: SoftmaxTrainable, { images, labels } = train.packed, options = {}) =>
    last(model.trainEpoch(images, labels, order, { ...DEFAULTS, ...options }));

  // The two sum in float32 in different orders, and the more updates there are the more that adds up: 2e-6, 2e-7 and 1e-8 were seen.
  test.each([
    [32, 1e-5],
    [256, 2e-6],
    [8192, 1e-7],
  ])(
    'after an epoch of minibatches of %i, its weights are within %f of the code from scratch',
    (batchSize, bound) => {
      const [ours, theirs] = [graph.trainable(weights), scratch(weights)];
      const totals = trainEpoch(ours, train.packed, { batchSize });
      const expected = trainEpoch(theirs, train, { batchSize });
      expect(totals).toEqual({
        ...expected,
        lossSum: expect.closeTo(expected.lossSum, 1),
      });
      expect(largestDifference(ours.getWeights(), theirs.getWeights())).toBeLessThan(bound);
      const accuracy = theirs.evaluateAccuracy(test10k.images, test10k.labels);
      expect(ours.evaluateAccuracy(test10k.packed.images, test10k.labels)).toBe(accuracy);
      theirs.dispose();
    },
  );

  test.each(['unit', 'byte'] as const)(
    'computes what NumPy does in float64, pixels as %s',
    (scale) => {
      const { n, batchSize } = numpy;
      const expected = numpy[scale];
      const pixels = Uint8Array.from({ length: n * PICTURE_PIXELS }, (_, at) => {
        const [i, j] = [Math.floor(at / PICTURE_PIXELS), at % PICTURE_PIXELS];
        return (i * 37 + j * 11 + i * j) % 256;
      });
      const integers = (f: (i: number) => number) => Int32Array.from({ length: n }, (_, i) => f(i));
      const initial = Float32Array.from({ length: 10 * PICTURE_PIXELS + 10 }, (_, at) =>
        at < 10 * PICTURE_PIXELS ? ((at % 97) - 48) / 1000 : (at - 10 * PICTURE_PIXELS) / 10,
      );
      const packed = new PackedSplit(pixels);
      const images = packed.tensor(scale === 'unit' ? 255 : 1);
      const labels = tf.tensor1d(
        integers((i) => (i * 7) % 10),
        'int32',
      );
      const order = integers((i) => (i * 5) % n);
      const { learningRate } = expected;
      const trained = graph.train(images, labels, order, batchSize, learningRate, initial);
      packed.dispose();
      labels.dispose();
      const scaleOfLosses = Math.max(...expected.losses);
      expect(largestDifference(trained.losses, expected.losses) / scaleOfLosses).toBeLessThan(1e-6);
      expect(trained.correct.reduce((sum, right) => sum + right)).toBe(expected.correct);
      const every49th = trained.weights.filter(
        (_, at) => at < 10 * PICTURE_PIXELS && at % 49 === 0,
      );
      expect(largestDifference(every49th, expected.w)).toBeLessThan(1e-6);
      expect(largestDifference(trained.weights.slice(-10), expected.b)).toBeLessThan(1e-6);
    },
  );

  test.each([16, 256, 1000])(
    'however an epoch of minibatches of %i is cut into chunks, it gives the same to the last digit',
    (batchSize) => {
      const figures = [Infinity, 1, 13].map((maxBatches) => {
        const model = graph.trainable(weights);
        const short = order.subarray(0, 5_003);
        const totals = [
          ...model.trainEpoch(train.packed.images, train.labels, short, {
            ...DEFAULTS,
            batchSize,
            maxBatches: () => maxBatches,
          }),
        ];
        return { end: totals.at(-1), weights: model.getWeights(), yields: totals.length };
      });
      const [whole, single, some] = figures;
      expect(single?.yields).toBe(Math.ceil(5_003 / batchSize));
      expect(single).toEqual({ ...whole, yields: single?.yields });
      expect(some).toEqual({ ...whole, yields: some?.yields });
    },
  );

  test('takes pixels from 0 to 255 as such', () => {
    const images = train.images.mul<tf.Tensor2D>(255);
    const packed = new PackedSplit(bytes.images);
    // The code from scratch overflows on larger ones.
    const small = initialWeights(0, 1e-4);
    const [ours, theirs] = [graph.trainable(small), scratch(small)];
    const options = { learningRate: () => 1e-7 };
    trainEpoch(ours, { images: packed.tensor(1), labels: train.labels }, options);
    trainEpoch(theirs, { images, labels: train.labels }, options);
    expect(largestDifference(ours.getWeights(), theirs.getWeights())).toBeLessThan(1e-6);
    theirs.dispose();
    packed.dispose();
    images.dispose();
  });

  test('asks for the learning rate before each chunk', () => {
    const model = graph.trainable(weights);
    const rates = [0.1, 0];
    const options = { ...DEFAULTS, maxBatches: () => 1, learningRate: () => rates.shift() ?? 0 };
    const [first, second] = [
      ...model.trainEpoch(train.packed.images, train.labels, order.subarray(0, 512), options),
    ].map(() => model.getWeights());
    expect(first).toEqual(second);
    expect(first).not.toEqual(weights);
  });

  test('ends at a minibatch whose loss is not finite, with the weights from before it', () => {
    // Two weights whose sum no float32 holds: whoever shows both pixels breaks the loss.
    const [badPixel, badClass] = [400, 3];
    const columns = train.images.slice([0, badPixel], [-1, 2]);
    const pixels = columns.dataSync();
    columns.dispose();
    const spoiled = weights.slice();
    spoiled.fill(
      3e38,
      badClass * PICTURE_PIXELS + badPixel,
      badClass * PICTURE_PIXELS + badPixel + 2,
    );
    const shown = (i: number) => [pixels[2 * i] ?? NaN, pixels[2 * i + 1] ?? NaN];
    const dark = order.filter((i) => shown(i).every((pixel) => pixel === 0));
    const bright = order.filter((i) => shown(i).every((pixel) => pixel > 0.6));
    // Nine minibatches that do not see it, then one that does.
    const batchSize = 8;
    const spoiledOrder = Int32Array.of(...dark.subarray(0, 75), ...bright.subarray(0, 20));
    const model = graph.trainable(spoiled);
    const totals = [
      ...model.trainEpoch(train.packed.images, train.labels, spoiledOrder, {
        ...DEFAULTS,
        batchSize,
      }),
    ];
    expect(totals.map(({ batch }) => batch)).toEqual([9, 10]);
    expect(totals[0]?.lossSum).toBeLessThan(Infinity);
    expect(totals[1]?.lossSum).not.toBeLessThan(Infinity);

    const untilThen = graph.trainable(spoiled);
    const order72 = spoiledOrder.subarray(0, 72);
    last(
      untilThen.trainEpoch(train.packed.images, train.labels, order72, { ...DEFAULTS, batchSize }),
    );
    expect(model.getWeights()).toEqual(untilThen.getWeights());
  });

  test('predicts probabilities that sum to one, the largest of them for the class counted as right', () => {
    const model = graph.trainable(weights);
    trainEpoch(model);
    const probabilities = tf.tensor2d(
      graph.predict(test10k.packed.images, model.getWeights()),
      [10_000, 10],
    );
    const sums = tf.tidy(() => probabilities.sum(1).sub(1).abs().max().arraySync());
    const right = tf.tidy(() => probabilities.argMax(1).equal(test10k.labels).sum().arraySync());
    expect(sums).toBeLessThan(1e-6);
    expect(model.evaluateAccuracy(test10k.packed.images, test10k.labels)).toBe(
      Number(right) / 10_000,
    );
    probabilities.dispose();
  });

  test('leaves no tensors behind', () => {
    const model = graph.trainable(weights);
    trainEpoch(model);
    expectNoLeak(() => {
      trainEpoch(model);
      model.evaluateAccuracy(test10k.packed.images, test10k.labels);
    });
  });
});

const DEFAULTS = { batchSize: 256, learningRate: () => 0.1, maxBatches: () => Infinity };

function withPacked(pictures: Pictures): Examples & { packed: Examples } {
  const examples = toExamples(pictures);
  const images = new PackedSplit(pictures.images).tensor(255);
  return { ...examples, packed: { images, labels: examples.labels } };
}

function last(totals: Iterable<EpochTotals>): EpochTotals {
  const end = [...totals].at(-1);
  if (!end) throw new Error('nothing was trained');
  return end;
}

function largestDifference(actual: Float32Array, expected: ArrayLike<number>): number {
  expect(actual.length).toBe(expected.length);
  return actual.reduce((max, value, i) => Math.max(max, Math.abs(value - (expected[i] ?? NaN))), 0);
}
