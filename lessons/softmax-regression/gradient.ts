import * as tf from '@tensorflow/tfjs';

/** The gradient of a minibatch's summed loss with respect to W and b. */
export interface Gradient {
  /** [10, 784] */
  readonly dW: tf.Tensor2D;
  /** [10] */
  readonly db: tf.Tensor1D;
}

/**
 * The labels as rows of zeros with a one in the column of the true class (section
 * 3.4.1): what a model would answer that is right and has no doubt.
 *
 * @param y labels [n]
 * @param q number of classes
 * @returns [n, q], int32: arithmetic with probabilities makes it float32. (One could ask
 * `tf.oneHot` for float32, but the wasm engine answers that with the bits of integers.)
 */
export function oneHot(y: Int32Array, q: number): tf.Tensor {
  return tf.oneHot(tf.tensor1d(y, 'int32'), q);
}

/**
 * The derivative of the cross-entropy with respect to the logits: what the model said
 * minus what was true (equation 3.4.10).
 *
 * With l = log(exp(o_1) + … + exp(o_q)) - o_y (equation 3.4.9), the derivative of the
 * first term by o_j is exp(o_j) / (exp(o_1) + … + exp(o_q)), which is ŷ_j; that of the
 * second is 1 for the true class and 0 for the others, which is the one-hot label.
 *
 * @param yHat probabilities [n, q]
 * @param y labels [n]
 * @returns dO [n, q]; each row sums to zero
 */
export function logitGradient(yHat: tf.Tensor2D, y: Int32Array): tf.Tensor2D {
  return tf.sub(yHat, oneHot(y, yHat.shape[1]));
}

/**
 * The gradient by hand, where the book calls `l.sum().backward()` (section 3.6.6).
 *
 * The logit o_j = w_j · x + b_j grows with the weight of pixel k as fast as that pixel
 * is bright, and one for one with b_j. So by the chain rule ∂l/∂w_jk = (ŷ - y)_j x_k
 * and ∂l/∂b_j = (ŷ - y)_j, summed over the examples.
 *
 * @param X pictures as rows [n, 784]
 * @param yHat probabilities [n, 10]
 * @param y labels [n]
 */
export function gradient(X: tf.Tensor2D, yHat: tf.Tensor2D, y: Int32Array): Gradient {
  const dO = logitGradient(yHat, y);
  return { dW: tf.matMul(dO, X, true, false), db: tf.sum(dO, 0) };
}
