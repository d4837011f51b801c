import * as tf from '@tensorflow/tfjs';
import { getFashionMnistLabels } from '../fashion-mnist';

/** What a model says of some pictures, and what is right. */
export interface Predictions {
  readonly trues: readonly string[];
  readonly preds: readonly string[];
  /**
   * The true class and below it the predicted one, to be written above each picture.
   */
  readonly titles: readonly string[];
}

/**
 * The predictions for the first `n` pictures, the book's `predict_ch3` (section 3.6.7).
 * Where there are fewer, for all of them.
 *
 * @param net its probabilities or logits [N, 10]
 * @param images [N, 784]
 * @param labels [N], int32
 */
export function predictCh3(
  net: (X: tf.Tensor2D) => tf.Tensor2D,
  images: tf.Tensor2D,
  labels: tf.Tensor1D,
  n = 6,
): Predictions {
  return tf.tidy(() => {
    const count = Math.min(n, labels.size);
    const X = tf.slice(images, 0, count);
    const y = tf.slice(labels, 0, count);
    const trues = getFashionMnistLabels(y.dataSync());
    const preds = getFashionMnistLabels(tf.argMax(net(X), 1).dataSync());
    return { trues, preds, titles: trues.map((label, i) => `${label}\n${preds[i]}`) };
  });
}
