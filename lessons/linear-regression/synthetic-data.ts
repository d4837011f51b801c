import * as tf from '@tensorflow/tfjs';
import { normalArray, type Rng } from '../random';

/** Examples that were made up, as two tensors of float32. */
export interface SyntheticData {
  /** [numExamples, w.length] */
  readonly features: tf.Tensor2D;
  /** [numExamples, 1] */
  readonly labels: tf.Tensor2D;
}

/**
 * Examples of which we know the answer, the `synthetic_data` of section 3.2.1:
 * y = Xw + b + ε (equation 3.2.1), with X from N(0, 1). The book fixes the noise's
 * standard deviation at 0.01.
 *
 * @param w true weights [d]
 * @param b true bias
 * @param noise standard deviation of ε
 */
export function syntheticData(
  rng: Rng,
  w: readonly number[],
  b: number,
  numExamples: number,
  noise: number,
): SyntheticData {
  const X = normalArray(rng, numExamples * w.length, 0, 1);
  const epsilon = normalArray(rng, numExamples, 0, noise);
  const features = tf.tensor2d(X, [numExamples, w.length]);
  const labels = tf.tidy((): tf.Tensor2D => {
    const y = tf.add(tf.matMul(features, tf.tensor2d([...w], [w.length, 1])), b);
    return tf.add(y, tf.tensor2d(epsilon, [numExamples, 1]));
  });
  return { features, labels };
}
