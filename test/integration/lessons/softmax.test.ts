import { toExamples, type Examples } from '#lessons/fashion-mnist';
import { rngFor, shuffledIndices } from '#lessons/random';
import { checkTrainCh3 } from '#lessons/softmax-regression/check';
import { concise } from '#lessons/softmax-regression/concise';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import { trainCh3, type EpochMetrics } from '#lessons/softmax-regression/train';
import type { SoftmaxTrainable } from '#lessons/softmax-regression/trainable';
import * as tf from '@tensorflow/tfjs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { naiveVariableGrads } from '../../../tools/bench/naive-variable-grads';
import pyTorch from '../../fixtures/softmax-training.json' with { type: 'json' };
import { expectClose } from '../../support/close';
import { startEngine } from '../../support/engine';
import { readSplit } from '../../support/fashion-mnist';
import { expectNoLeak } from '../../support/tensors';

let train: Examples;
let testSplit: Examples;

beforeAll(async () => {
  await startEngine();
  train = toExamples(readSplit('train'));
  testSplit = toExamples(readSplit('t10k'));
});
afterAll(() => {
  for (const { images, labels } of [train, testSplit]) tf.dispose([images, labels]);
});

/** The settings of sections 3.6 and 3.7. */
const options = { batchSize: 256, learningRate: () => 0.1, maxBatches: () => 1 };
const orderOf = (seed: number) => (epoch: number) =>
  shuffledIndices(rngFor(seed, 'order', epoch), train.labels.size);

function trainEpochs(model: SoftmaxTrainable, numEpochs: number, seed: number): EpochMetrics[] {
  const events = trainCh3(model, train, testSplit, numEpochs, orderOf(seed), options);
  return Array.from(events).flatMap((event) => (event.kind === 'epoch' ? [event.metrics] : []));
}

describe("the book's run: 10 epochs, lr 0.1, minibatches of 256", () => {
  test.each([
    { name: 'from scratch', factory: scratch },
    { name: 'concise', factory: concise },
  ])(
    '$name: the assertions of train_ch3 hold, and PyTorch gets the same figures',
    ({ factory }) => {
      expectNoLeak(() => {
        const { seed } = pyTorch.config;
        const model = factory(initialWeights(seed, 0.01));
        const epochs = trainEpochs(model, pyTorch.epochs.length, seed);
        const weights = model.getWeights();
        model.dispose();

        pyTorch.epochs.forEach((expected, i) => {
          const epoch = epochs[i];
          expect(epoch?.trainLoss).toBeCloseTo(expected.trainLoss, 5);
          // An example on the border between two classes may fall to either side.
          expect(epoch?.trainAcc).toBeCloseTo(expected.trainAcc, 3);
          expect(epoch?.testAcc).toBeCloseTo(expected.testAcc, 3);
        });
        const everyHundredth = weights.subarray(0, 7840).filter((_, i) => i % 100 === 0);
        expectClose(everyHundredth, pyTorch.weights, 1e-4);
        expectClose(weights.subarray(7840), pyTorch.biases, 1e-4);

        const last = epochs.at(-1);
        if (!last) throw new Error('no epoch');
        expect(checkTrainCh3(last).map(({ name, passed }) => ({ name, passed }))).toEqual([
          { name: 'trainLoss', passed: true },
          { name: 'trainAcc', passed: true },
          { name: 'testAcc', passed: true },
        ]);
        expect(last.testAcc).toBeGreaterThanOrEqual(0.815);
      });
    },
  );

  test.each([1, 2, 3])('seed %i: the test accuracy is at least 0.815 too', (seed) => {
    const model = scratch(initialWeights(seed, 0.01));
    expect(trainEpochs(model, 10, seed).at(-1)?.testAcc).toBeGreaterThanOrEqual(0.815);
    model.dispose();
  });
});

describe('same seed, same curves', () => {
  test('the same seed repeats to the last digit, another one does not', () => {
    const run = (seed: number) => {
      const model = scratch(initialWeights(seed, 0.01));
      const metrics = trainEpochs(model, 2, seed);
      const weights = model.getWeights();
      model.dispose();
      return { metrics, weights };
    };
    const first = run(11);
    const again = run(11);
    expect(again.metrics).toEqual(first.metrics);
    expect(largestDifference(again.weights, first.weights)).toBe(0);
    expect(run(12).metrics).not.toEqual(first.metrics);
  });

  test.each([
    { name: 'concise', factory: concise },
    { name: 'naive variableGrads', factory: naiveVariableGrads },
  ])(
    '$name takes the same steps as the code from scratch: within 1e-4 after an epoch',
    ({ factory }) => {
      const [a, b] = [scratch(initialWeights(0, 0.01)), factory(initialWeights(0, 0.01))];
      const [[metricsA], [metricsB]] = [trainEpochs(a, 1, 0), trainEpochs(b, 1, 0)];
      expect(largestDifference(a.getWeights(), b.getWeights())).toBeLessThan(1e-4);
      expect(metricsA?.trainLoss).toBeCloseTo(metricsB?.trainLoss ?? NaN, 5);
      a.dispose();
      b.dispose();
    },
  );
});

function largestDifference(a: Float32Array, b: Float32Array): number {
  return a.reduce((largest, value, i) => Math.max(largest, Math.abs(value - (b[i] ?? NaN))), 0);
}
