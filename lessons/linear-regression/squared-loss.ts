import * as tf from '@tensorflow/tfjs';

/**
 * The squared loss `squared_loss` of each example (section 3.2.5, equation 3.1.5):
 * (ŷ - y)² / 2.
 *
 * The factor one half makes the derivative the plain residual ŷ - y. The mean squared
 * error of the concise version has no such factor: its gradient is twice as long.
 *
 * @param yHat predictions [n, 1]
 * @param y labels [n, 1] or [n]
 * @returns the losses [n, 1]
 */
export function squaredLoss(yHat: tf.Tensor2D, y: tf.Tensor): tf.Tensor2D {
  return tf.div(tf.square(tf.sub(yHat, y.reshape(yHat.shape))), 2);
}
