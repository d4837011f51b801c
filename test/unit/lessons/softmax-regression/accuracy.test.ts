import { accuracy, evaluateAccuracy } from '#lessons/softmax-regression/accuracy';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../../support/engine';
import { expectNoLeak } from '../../../support/tensors';

beforeAll(startEngine);

test("accuracy counts the right predictions: one of the book's two", () => {
  const yHat = tf.tensor2d([
    [0.1, 0.3, 0.6],
    [0.3, 0.2, 0.5],
  ]);
  expect(accuracy(yHat, Int32Array.of(0, 2))).toBe(1);
});

test('accuracy takes logits as well, negative ones too', () => {
  const O = tf.tensor2d([
    [-5, -1],
    [-3, -9],
    [40, 2],
  ]);
  expect(accuracy(O, Int32Array.of(1, 0, 1))).toBe(2);
});

test('evaluateAccuracy is the fraction of all pictures that the net predicts rightly', () => {
  const images = tf.tensor2d([
    [1, 0],
    [0, 1],
    [1, 0],
    [0, 1],
  ]);
  const labels = tf.tensor1d([0, 1, 1, 1], 'int32');
  expect(evaluateAccuracy((X) => X, images, labels)).toBe(0.75);
  expectNoLeak(() => evaluateAccuracy((X) => tf.mul(X, 2), images, labels));
});
