import * as tf from '@tensorflow/tfjs';

/**
 * From each row the entry in the column that `y` names: the book's
 * `y_hat[range(len(y_hat)), y]` (section 3.6.4).
 *
 * The result is a plain array: a few hundred numbers are sooner read in a loop than by
 * another call of the engine (see the lab on vectorization).
 *
 * @param yHat [n, q]
 * @param y the column for each row [n]
 * @returns [n]
 */
export function pick(yHat: tf.Tensor2D, y: Int32Array): Float32Array {
  const values = yHat.dataSync<'float32'>();
  const [, q] = yHat.shape;
  return Float32Array.from(y, (column, row) => values[row * q + column] ?? NaN);
}

/**
 * The cross-entropy of each example: minus the logarithm of the probability that the
 * model gave to the true class (section 3.6.4, equation 3.4.8).
 *
 * @param yHat probabilities [n, q]
 * @param y labels [n]
 * @returns [n]; Infinity where the true class had the probability 0
 */
export function crossEntropy(yHat: tf.Tensor2D, y: Int32Array): Float32Array {
  return pick(yHat, y).map((probability) => -Math.log(probability));
}

/**
 * log(exp(o_1) + … + exp(o_q)) of each row, without overflow (section 3.7.2, equation
 * 3.7.2): with the row's largest entry taken out first, no exponent is above zero and one
 * of them is zero, so that the sum lies between 1 and q.
 *
 * @param O logits [n, q]
 * @returns [n]
 */
export function logSumExp(O: tf.Tensor2D): tf.Tensor1D {
  return tf.tidy(() => {
    const largest = tf.max(O, 1, true);
    const sum = tf.sum(tf.exp(tf.sub(O, largest)), 1, true);
    return tf.add(largest, tf.log(sum)).as1D();
  });
}

/**
 * The cross-entropy of each example from the logits, without computing a probability
 * (equation 3.4.9): right for logits of any size.
 *
 * @param O logits [n, q]
 * @param y labels [n]
 * @returns [n]
 */
export function crossEntropyFromLogits(O: tf.Tensor2D, y: Int32Array): Float32Array {
  const logPartition = tf.tidy(() => logSumExp(O).dataSync());
  return pick(O, y).map((o, i) => (logPartition[i] ?? NaN) - o);
}
