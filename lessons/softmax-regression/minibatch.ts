import * as tf from '@tensorflow/tfjs';

/** Some of the examples. */
export interface Minibatch {
  /** Pictures as rows [n, 784]. */
  readonly X: tf.Tensor2D;
  /** Their labels [n], int32. */
  readonly y: tf.Tensor1D;
}

/**
 * Cuts the order into the minibatches' indices. All have `batchSize` of them but the last,
 * which has what is left.
 */
export function* batchIndices(
  order: Int32Array,
  batchSize: number,
): Generator<Int32Array, void> {
  for (let start = 0; start < order.length; start += batchSize) {
    yield order.subarray(start, start + batchSize);
  }
}

/** The examples at these indices, gathered into tensors of their own. */
export function takeExamples(
  images: tf.Tensor2D,
  labels: tf.Tensor1D,
  indices: Int32Array,
): Minibatch {
  return tf.tidy(() => {
    const rows = tf.tensor1d(indices, 'int32');
    return { X: tf.gather(images, rows), y: tf.gather(labels, rows) };
  });
}
