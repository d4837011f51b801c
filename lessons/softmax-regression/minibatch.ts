import * as tf from '@tensorflow/tfjs';

/** Some of the examples. */
export interface Minibatch {
  /** Pictures as rows [n, 784]. */
  readonly X: tf.Tensor2D;
  /** Their labels [n]. */
  readonly y: Int32Array;
}

/**
 * Cuts the order into the minibatches' indices. All have `batchSize` of them but the
 * last, which has what is left.
 */
export function* batchIndices(
  order: Int32Array,
  batchSize: number,
): Generator<Int32Array, void> {
  for (let start = 0; start < order.length; start += batchSize) {
    yield order.subarray(start, start + batchSize);
  }
}

/**
 * The examples at these indices.
 *
 * @param images [N, 784]
 * @param labels [N]
 */
export function takeExamples(
  images: tf.Tensor2D,
  labels: Int32Array,
  indices: Int32Array,
): Minibatch {
  return {
    X: tf.tidy(() => tf.gather(images, tf.tensor1d(indices, 'int32'))),
    // An index that is out of range was refused by `gather` already.
    y: indices.map((i) => labels[i] ?? -1),
  };
}
