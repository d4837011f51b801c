import * as tf from '@tensorflow/tfjs';

/**
 * From each row the entry in the column that `y` names: the book's
 * `y_hat[range(len(y_hat)), y]` (section 3.6.4).
 *
 * @param yHat [n, q]
 * @param y column of each row [n], int32
 * @returns [n]
 */
export function pick(yHat: tf.Tensor2D, y: tf.Tensor1D): tf.Tensor1D {
  const rows = tf.range(0, y.size, 1, 'int32');
  return tf.gatherND(yHat, tf.stack([rows, y], 1)).as1D();
}

/**
 * The cross-entropy of each example: minus the logarithm of the probability that the model
 * gave to the true class (section 3.6.4, equation 3.4.8).
 *
 * @param yHat probabilities [n, q]
 * @param y labels [n], int32
 * @returns [n]; Infinity where the true class had the probability 0
 */
export function crossEntropy(yHat: tf.Tensor2D, y: tf.Tensor1D): tf.Tensor1D {
  return tf.neg(tf.log(pick(yHat, y)));
}

/**
 * log(exp(o_1) + … + exp(o_q)) of each row, without overflow (section 3.7.2): with the
 * row's largest entry taken out first, no exponent is above zero and one of them is zero,
 * so that the sum lies between 1 and q.
 *
 * @param O logits [n, q]
 * @returns [n]
 */
export function logSumExp(O: tf.Tensor2D): tf.Tensor1D {
  const largest = tf.max(O, 1, true);
  const sum = tf.sum<tf.Tensor1D>(tf.exp(tf.sub(O, largest)), 1);
  return tf.add(tf.squeeze<tf.Tensor1D>(largest, [1]), tf.log(sum));
}

/**
 * The cross-entropy of each example from the logits, without computing a probability
 * (equation 3.4.9): right for logits of any size.
 *
 * @param O logits [n, q]
 * @param y labels [n], int32
 * @returns [n]
 */
export function crossEntropyFromLogits(O: tf.Tensor2D, y: tf.Tensor1D): tf.Tensor1D {
  return tf.sub(logSumExp(O), pick(O, y));
}
