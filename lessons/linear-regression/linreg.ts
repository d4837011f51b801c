import * as tf from '@tensorflow/tfjs';

/**
 * The linear regression model `linreg` (section 3.2.4): ŷ = Xw + b (equation 3.1.4).
 *
 * @param X features [n, d]
 * @param w weights [d, 1]
 * @param b bias [1], broadcast over the rows
 * @returns the predictions [n, 1]
 */
export function linreg(X: tf.Tensor2D, w: tf.Tensor2D, b: tf.Tensor1D): tf.Tensor2D {
  return tf.add(tf.matMul(X, w), b);
}
