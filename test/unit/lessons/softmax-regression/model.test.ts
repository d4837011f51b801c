import { linear, net, softmax } from '#lessons/softmax-regression/model';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import fixture from '../../../fixtures/softmax.json' with { type: 'json' };
import { startEngine } from '../../../support/engine';
import { expectClose } from '../../../support/close';
import { expectNoLeak } from '../../../support/tensors';

beforeAll(startEngine);

const { step, logits } = fixture;

describe('softmax(X)', () => {
  test('gives the figures of PyTorch', () => {
    const rows = logits.O.slice(0, 3); // The others overflow, see below.
    expectClose(softmax(tf.tensor2d(rows)), logits.softmax.slice(0, 3), 1e-6);
  });

  test('makes every row a probability distribution that keeps the order of its entries', () => {
    const row = fc.array(fc.float({ min: -50, max: 50, noNaN: true }), {
      minLength: 4,
      maxLength: 4,
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 1, maxLength: 8 }), (rows) => {
        const probabilities = tf.tidy(() => softmax(tf.tensor2d(rows)).arraySync());
        probabilities.forEach((probability, i) => {
          expect(probability.every((p) => p >= 0 && p <= 1)).toBe(true);
          expect(probability.reduce((sum, p) => sum + p, 0)).toBeCloseTo(1, 5);
          const logit = rows[i] ?? [];
          probability.forEach((p, j) =>
            probability.forEach((other, k) => {
              if (p > other) expect(logit[j]).toBeGreaterThan(logit[k] ?? NaN);
            }),
          );
        });
      }),
    );
  });

  test('does not change when the same number is added to a whole row', () => {
    const X = tf.tensor2d([[0.5, -1, 2]]);
    expectClose(softmax(tf.add(X, 7)), softmax(X).arraySync(), 1e-6);
  });

  test('overflows on large logits, as the scratch code of the book does', () => {
    expect(softmax(tf.tensor2d([[100, 0]])).arraySync()).toEqual([[NaN, 0]]);
  });

  test('the sums that it is made of: along the columns and along the rows', () => {
    const X = tf.tensor2d([
      [1, 2, 3],
      [4, 5, 6],
    ]);
    expect(tf.sum(X, 0, true).arraySync()).toEqual([[5, 7, 9]]);
    expect(tf.sum(X, 1, true).arraySync()).toEqual([[6], [15]]);
  });
});

describe('linear(X, params) and net(X, params)', () => {
  test('give the logits and probabilities of PyTorch', () => {
    const X = tf.tensor2d(step.X);
    const params = { W: tf.variable(tf.tensor2d(step.W)), b: tf.variable(tf.tensor1d(step.b)) };
    expectClose(linear(X, params), step.O, 1e-5);
    expectClose(net(X, params), step.yHat, 1e-6);
  });

  test('leave no tensor behind but the result, in a tidy', () => {
    const X = tf.tensor2d(step.X);
    const params = { W: tf.variable(tf.tensor2d(step.W)), b: tf.variable(tf.tensor1d(step.b)) };
    expectNoLeak(() => {
      tf.tidy(() => net(X, params)).dispose();
    });
  });
});
