import type * as tf from '@tensorflow/tfjs';
import { dataIter, type Minibatch } from './data-iter';

/**
 * What `load_array` of section 3.3.2 makes of the data: something to go through again
 * and again, minibatch by minibatch, in a new order each time. The book's `is_train`
 * tells whether that order is random; here whoever gives the order decides.
 *
 * @param dataArrays features [n, d] and labels [n, 1]
 * @param nextOrder the order of the examples, asked for at the start of each pass
 */
export function loadArray(
  [features, labels]: readonly [tf.Tensor2D, tf.Tensor2D],
  batchSize: number,
  nextOrder: () => Int32Array,
): Iterable<Minibatch> {
  return {
    [Symbol.iterator]: () => dataIter(batchSize, features, labels, nextOrder()),
  };
}
