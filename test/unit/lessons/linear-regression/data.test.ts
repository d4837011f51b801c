import { dataIter } from '#lessons/linear-regression/data-iter';
import { estimationError } from '#lessons/linear-regression/estimation-error';
import { initialWeights } from '#lessons/linear-regression/initial-weights';
import { linreg } from '#lessons/linear-regression/linreg';
import { loadArray } from '#lessons/linear-regression/load-array';
import { sgd } from '#lessons/linear-regression/sgd';
import { squaredLoss } from '#lessons/linear-regression/squared-loss';
import { syntheticData } from '#lessons/linear-regression/synthetic-data';
import { rngFor, shuffledIndices } from '#lessons/random';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../../support/engine';
import { expectNoLeak } from '../../../support/tensors';

beforeAll(async () => {
  await startEngine();
});

describe('syntheticData(rng, w, b, numExamples, noise)', () => {
  const make = (seed: number, noise: number, n = 5000) => {
    const { features, labels } = syntheticData(rngFor(seed, 'data'), [2, -3.4], 4.2, n, noise);
    const X = features.arraySync();
    const y = labels.arraySync();
    tf.dispose([features, labels]);
    const residuals = X.map(
      ([x1 = NaN, x2 = NaN], i) => (y[i]?.[0] ?? NaN) - (2 * x1 - 3.4 * x2 + 4.2),
    );
    return { X, y, residuals };
  };

  test('without noise, y is Xw + b', () => {
    const { residuals } = make(1, 0);
    expect(Math.max(...residuals.map(Math.abs))).toBeLessThan(1e-5);
  });

  test('the noise has the standard deviation that was asked for', () => {
    const { residuals } = make(2, 0.5);
    const std = Math.sqrt(residuals.reduce((sum, r) => sum + r ** 2, 0) / residuals.length);
    // Four standard errors of a standard deviation: sigma / sqrt(2n).
    expect(Math.abs(std - 0.5)).toBeLessThan((4 * 0.5) / Math.sqrt(2 * 5000));
  });

  test('the features do not depend on how noisy the labels are', () => {
    expect(make(3, 0.01, 50).X).toEqual(make(3, 7, 50).X);
  });

  test('has any number of features', () => {
    const { features, labels } = syntheticData(rngFor(0, 'data'), [1, 2, 3], 0, 4, 0);
    expect([features.shape, labels.shape]).toEqual([
      [4, 3],
      [4, 1],
    ]);
    tf.dispose([features, labels]);
  });
});

describe('dataIter(batchSize, features, labels, order)', () => {
  test('reads each example once, its label beside it, in the given order', () => {
    const numbers = fc.integer({ min: 1, max: 40 });
    fc.assert(
      fc.property(numbers, numbers, fc.integer({ min: 0, max: 99 }), (n, batchSize, seed) => {
        const features = tf.tensor2d(
          Float32Array.from({ length: 2 * n }, (_, i) => i),
          [n, 2],
        );
        const labels = tf.tensor2d(
          Float32Array.from({ length: n }, (_, i) => 100 * i),
          [n, 1],
        );
        const order = shuffledIndices(rngFor(seed, 'order'), n);
        const read: number[] = [];
        for (const { X, y, indices, batch, batches } of dataIter(
          batchSize,
          features,
          labels,
          order,
        )) {
          const size = batch < batches ? batchSize : n - (batches - 1) * batchSize;
          expect([X.shape, y.shape]).toEqual([
            [size, 2],
            [size, 1],
          ]);
          expect(X.arraySync()).toEqual(Array.from(indices, (i) => [2 * i, 2 * i + 1]));
          expect(y.arraySync()).toEqual(Array.from(indices, (i) => [100 * i]));
          read.push(...indices);
        }
        expect(read).toEqual([...order]);
        tf.dispose([features, labels]);
      }),
      { numRuns: 30 },
    );
  });

  test('keeps no minibatch alive, also when one stops in the middle', () => {
    const features = tf.zeros<tf.Rank.R2>([10, 2]);
    const labels = tf.zeros<tf.Rank.R2>([10, 1]);
    const order = shuffledIndices(rngFor(0, 'order'), 10);
    expectNoLeak(() => {
      for (const { batch } of dataIter(3, features, labels, order)) if (batch === 2) break;
      for (const { batch } of dataIter(3, features, labels, order)) expect(batch).toBeLessThan(5);
    });
    tf.dispose([features, labels]);
  });
});

test('loadArray(dataArrays, batchSize, nextOrder): each pass asks for an order of its own', () => {
  const features = tf.zeros<tf.Rank.R2>([4, 2]);
  const labels = tf.zeros<tf.Rank.R2>([4, 1]);
  const orders = [Int32Array.of(3, 2, 1, 0), Int32Array.of(0, 1, 2, 3)];
  const data = loadArray([features, labels], 3, () => orders.shift() ?? new Int32Array(0));
  const pass = () => Array.from(data, ({ indices }) => [...indices]);
  expect(pass()).toEqual([[3, 2, 1], [0]]);
  expect(pass()).toEqual([[0, 1, 2], [3]]);
  tf.dispose([features, labels]);
});

test('initialWeights(seed, numInputs, std): small weights, no bias', () => {
  const weights = initialWeights(0, 5000, 0.01);
  expect(weights).toHaveLength(5001);
  expect(weights.at(-1)).toBe(0);
  const std = Math.hypot(...weights) / Math.sqrt(5000);
  expect(Math.abs(std - 0.01)).toBeLessThan((4 * 0.01) / Math.sqrt(2 * 5000));
});

test('linreg(X, w, b): Xw + b, the bias added to every row', () => {
  const yHat = tf.tidy(() =>
    linreg(
      tf.tensor2d([
        [1, 2],
        [3, 4],
        [0, 0],
      ]),
      tf.tensor2d([[10], [-1]]),
      tf.tensor1d([0.5]),
    ).arraySync(),
  );
  expect(yHat).toEqual([[8.5], [26.5], [0.5]]);
});

describe('squaredLoss(yHat, y)', () => {
  test('is half of the squared distance, example by example', () => {
    const losses = tf.tidy(() =>
      squaredLoss(tf.tensor2d([[3], [-1], [2]]), tf.tensor2d([[1], [2], [2]])).arraySync(),
    );
    expect(losses).toEqual([[2], [4.5], [0]]);
  });

  test('labels in a plain list are not broadcast into a matrix', () => {
    const losses = tf.tidy(() =>
      squaredLoss(tf.tensor2d([[3], [-1]]), tf.tensor1d([1, 2])).arraySync(),
    );
    expect(losses).toEqual([[2], [4.5]]);
  });
});

describe('sgd(params, grads, lr, batchSize)', () => {
  test('moves each parameter against its gradient, by lr / batchSize', () => {
    expectNoLeak(() => {
      const { w, b } = tf.tidy(() => ({
        w: tf.variable(tf.tensor1d([1, 2])),
        b: tf.variable(tf.tensor1d([3])),
      }));
      const grads = [tf.tensor1d([10, -20]), tf.tensor1d([0])];
      sgd([w, b], grads, 0.5, 5);
      expect([...w.dataSync(), ...b.dataSync()]).toEqual([0, 4, 3]);
      tf.dispose([w, b, ...grads]);
    });
  });

  test('refuses a parameter without a gradient', () => {
    const w = tf.variable(tf.tensor1d([1]));
    expect(() => sgd([w], [], 0.1, 1)).toThrow('sgd: 1 parameters, but 0 gradients');
    w.dispose();
  });
});

test('estimationError(trueW, trueB, weights): truth minus what was learned', () => {
  expect(estimationError([2, -3], 4, [1.5, -3, 4.25])).toEqual({ w: [0.5, 0], b: -0.25 });
});
