import * as tf from '@tensorflow/tfjs';

/**
 * The sums of a matrix along each of its axes, `X.sum(axis, keepdim=True)` of section
 * 3.6.2. The axis that is summed over stays, with one entry: only so can the [n, 1]
 * sums of the rows be broadcast over the rows that softmax divides.
 *
 * @param X [n, q]
 * @returns the sums of the columns [1, q] (axis 0) and of the rows [n, 1] (axis 1)
 */
export function axisSums(X: tf.Tensor2D): { axis0: tf.Tensor2D; axis1: tf.Tensor2D } {
  const keepDims = true;
  return { axis0: tf.sum(X, 0, keepDims), axis1: tf.sum(X, 1, keepDims) };
}
