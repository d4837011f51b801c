import * as tf from '@tensorflow/tfjs';

/**
 * How many examples are predicted rightly: the most probable class is the label
 * (section 3.6.5).
 *
 * @param yHat probabilities or logits [n, q]; softmax does not change which is the
 * largest
 * @param y labels [n]
 */
export function accuracy(yHat: tf.Tensor2D, y: Int32Array): number {
  const predictions = tf.tidy(() => tf.argMax(yHat, 1).dataSync());
  return y.filter((label, i) => predictions[i] === label).length;
}

/**
 * The fraction of the pictures that `net` predicts rightly (section 3.6.5). The book
 * adds up minibatch after minibatch; a linear model takes the ten thousand pictures at
 * once.
 *
 * @param images [n, 784]
 * @param labels [n], int32
 */
export function evaluateAccuracy(
  net: (X: tf.Tensor2D) => tf.Tensor2D,
  images: tf.Tensor2D,
  labels: tf.Tensor1D,
): number {
  const y = labels.dataSync<'int32'>();
  return tf.tidy(() => accuracy(net(images), y)) / y.length;
}
