import * as tf from '@tensorflow/tfjs';
import type { Params } from './params';

/**
 * Turns each row of numbers into probabilities: none is negative, and a row sums to one
 * (section 3.6.2, equations 3.4.3 and 3.6.1).
 *
 * As in the book, nothing guards it against large numbers: exp(89) is more than a
 * float32 can hold, and the row becomes NaN. Section 3.7.2 shows the way out; see
 * `loss.ts`.
 *
 * @param X [n, q]
 * @returns [n, q]
 */
export function softmax(X: tf.Tensor2D): tf.Tensor2D {
  const XExp = tf.exp(X);
  const partition = tf.sum(XExp, 1, true);
  return tf.div(XExp, partition); // The [n, 1] sums are broadcast over the columns.
}

/**
 * The logits O = XWᵀ + b (equation 3.4.5): one score for each class, of any size.
 *
 * @param X pictures as rows [n, 784]
 * @returns [n, 10]
 */
export function linear(X: tf.Tensor2D, { W, b }: Params): tf.Tensor2D {
  return tf.add(tf.matMul(X, W, false, true), b);
}

/**
 * The model of section 3.6.3: the probability of each class for each picture.
 *
 * @param X pictures as rows [n, 784]
 * @returns yHat [n, 10]
 */
export function net(X: tf.Tensor2D, params: Params): tf.Tensor2D {
  return softmax(linear(X, params));
}
