import { axisSums as axisSumsOf } from '#lessons/cross-entropy/axis-sums';
import {
  exactCrossEntropy,
  naiveCrossEntropy,
  stableCrossEntropy,
} from '#lessons/cross-entropy/overflow';
import { normalArray, rngFor } from '#lessons/random';
import { accuracy } from '#lessons/softmax-regression/accuracy';
import { crossEntropy, pick as pickFrom } from '#lessons/softmax-regression/loss';
import { softmax } from '#lessons/softmax-regression/model';
import * as tf from '@tensorflow/tfjs';
import type { Task } from './task';

/** `X.sum(0, keepdim=True), X.sum(1, keepdim=True)` (section 3.6.2). */
export const axisSums: Task<'axisSums'> = async (_, { X }) =>
  tf.tidy(() => {
    const { axis0, axis1 } = axisSumsOf(tf.tensor2d(X));
    return { axis0: axis0.arraySync(), axis1: axis1.arraySync() };
  });

/** `X_prob = softmax(X)` and `X_prob.sum(1)`, for the X given or the book's random one (section 3.6.2). */
export const softmaxRows: Task<'softmaxRows'> = async (_, { X, seed }) =>
  tf.tidy(() => {
    const logits = X
      ? tf.tensor2d(X)
      : tf.tensor2d(normalArray(rngFor(seed, 'logits'), 10), [2, 5]);
    const prob = softmax(logits);
    return {
      X: logits.arraySync(),
      prob: prob.arraySync(),
      rowSums: [...tf.sum(prob, 1).dataSync()],
    };
  });

/** `y_hat[[0, 1], y]`, its cross-entropy and the accuracy (sections 3.6.4 and 3.6.5). */
export const pick: Task<'pick'> = async (_, input) =>
  tf.tidy(() => {
    const yHat = tf.tensor2d(input.yHat);
    const y = Int32Array.from(input.y);
    const correct = accuracy(yHat, y);
    return {
      picked: [...pickFrom(yHat, y)],
      crossEntropy: [...crossEntropy(yHat, y)],
      correct,
      accuracy: correct / y.length,
    };
  });

/** The cross-entropy of one example in float32, the naive way and the one that holds. */
export const overflow: Task<'overflow'> = async (_, { logits, label }) => ({
  naive: naiveCrossEntropy(logits, label),
  stable: stableCrossEntropy(logits, label),
  exact: exactCrossEntropy(logits, label),
});
