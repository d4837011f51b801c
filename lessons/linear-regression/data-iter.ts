import * as tf from '@tensorflow/tfjs';

/** Some of the examples. The tensors live until the next minibatch is asked for. */
export interface Minibatch {
  /** Features [m, d]; m is the batch size, or what is left of the data at the end. */
  readonly X: tf.Tensor2D;
  /** Labels [m, 1]. */
  readonly y: tf.Tensor2D;
  /** Where the m examples are in the data. */
  readonly indices: Int32Array;
  /** Which minibatch it is, from 1, and how many there are. */
  readonly batch: number;
  readonly batches: number;
}

/**
 * Reads the data minibatch by minibatch: the `data_iter` of section 3.2.2. The book
 * shuffles in here; we are given the order, so that every implementation sees the same
 * minibatches.
 *
 * @param features [n, d]
 * @param labels [n, 1]
 * @param order indices of examples, as `shuffledIndices` makes them
 */
export function* dataIter(
  batchSize: number,
  features: tf.Tensor2D,
  labels: tf.Tensor2D,
  order: Int32Array,
): Generator<Minibatch, void> {
  const numExamples = order.length;
  const batches = Math.ceil(numExamples / batchSize);
  for (let i = 0; i < numExamples; i += batchSize) {
    const indices = order.slice(i, Math.min(i + batchSize, numExamples));
    const [X, y] = rows(indices, features, labels);
    try {
      yield { X, y, indices, batch: i / batchSize + 1, batches };
    } finally {
      tf.dispose([X, y]);
    }
  }
}

function rows(
  indices: Int32Array,
  features: tf.Tensor2D,
  labels: tf.Tensor2D,
): [tf.Tensor2D, tf.Tensor2D] {
  // A copy, as a tensor shares its memory with the array that it is made from.
  const index = tf.tensor1d(indices.slice(), 'int32');
  const gathered: [tf.Tensor2D, tf.Tensor2D] = [
    tf.gather(features, index),
    tf.gather(labels, index),
  ];
  index.dispose();
  return gathered;
}
