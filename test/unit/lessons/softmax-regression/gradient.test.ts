import { gradient, logitGradient, oneHot } from '#lessons/softmax-regression/gradient';
import { crossEntropyFromLogits } from '#lessons/softmax-regression/loss';
import { linear, net } from '#lessons/softmax-regression/model';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import fixture from '../../../fixtures/softmax.json' with { type: 'json' };
import { expectClose } from '../../../support/close';
import { startEngine } from '../../../support/engine';

beforeAll(startEngine);

const { step } = fixture;
const y = Int32Array.from(step.y);

function setUp(W: readonly number[][] = step.W, b: readonly number[] = step.b) {
  return {
    X: tf.tensor2d(step.X),
    params: {
      W: tf.variable(tf.tensor2d(W.map((row) => [...row]))),
      b: tf.variable(tf.tensor1d([...b])),
    },
  };
}

describe('oneHot(y, q)', () => {
  test('has a one in the column of the label', () => {
    expect(oneHot(Int32Array.of(2, 0), 3).arraySync()).toEqual([
      [0, 0, 1],
      [1, 0, 0],
    ]);
  });
});

describe('logitGradient(yHat, y)', () => {
  test('is the probabilities, less one at the true class', () => {
    const yHat = tf.tensor2d([[0.1, 0.3, 0.6]]);
    expectClose(logitGradient(yHat, Int32Array.of(1)), [[0.1, -0.7, 0.6]], 1e-6);
  });

  test('sums to zero in each row: raising all logits alike changes nothing', () => {
    const { X, params } = setUp();
    expectClose(tf.sum(logitGradient(net(X, params), y), 1), [0, 0, 0, 0], 1e-6);
  });
});

describe('gradient(X, yHat, y)', () => {
  test("is what PyTorch's autograd gives", () => {
    const { X, params } = setUp();
    const { dW, db } = gradient(X, net(X, params), y);
    expectClose(dW, step.dW, 1e-5);
    expectClose(db, step.db, 1e-5);
  });

  test('is the slope of the summed loss, by central differences', () => {
    const { X, params } = setUp();
    const { dW, db } = gradient(X, net(X, params), y);
    const h = 1e-2;
    const summedLoss = (W: readonly number[][], b: readonly number[]): number => {
      const moved = setUp(W, b);
      return crossEntropyFromLogits(linear(moved.X, moved.params), y).reduce((a, c) => a + c, 0);
    };
    const nudge = (row: readonly number[], k: number, by: number) =>
      row.map((value, i) => (i === k ? value + by : value));

    const slopesW = step.W.map((row, j) =>
      row.map((_, k) => {
        const moved = (by: number) => step.W.map((r, i) => (i === j ? nudge(r, k, by) : r));
        return (summedLoss(moved(h), step.b) - summedLoss(moved(-h), step.b)) / (2 * h);
      }),
    );
    const slopesB = step.b.map(
      (_, j) =>
        (summedLoss(step.W, nudge(step.b, j, h)) - summedLoss(step.W, nudge(step.b, j, -h))) /
        (2 * h),
    );
    // The differences are off by about h² and by float32's digits over h.
    expectClose(dW, slopesW, 1e-3);
    expectClose(db, slopesB, 1e-3);
  });
});
