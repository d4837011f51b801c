import * as tf from '@tensorflow/tfjs';

/**
 * The product of a vector with the Hessian of softmax regression's mean loss: how much
 * the cross-entropy curves in each direction.
 *
 * The gradient of one example's loss by the logits is ŷ - y (equation 3.4.10), so the
 * second derivative is that of softmax, diag(ŷ) - ŷ ŷᵀ. The logits change with the
 * parameters' change (V, c) by r = V x + c. Then s = ŷ ⊙ r - ŷ (ŷ · r) is how the
 * gradient by the logits changes, and by the chain rule that by the weights changes by
 * s xᵀ, that by the biases by s. The product is their mean over the examples. At ŷ near
 * 0 and 1 all of it vanishes: the loss is flat where the model is sure.
 *
 * @param X pictures as rows [n, p]
 * @param yHat what the model says of them [n, q]
 * @param v V [q, p] row by row, then c [q]
 * @returns as v
 */
export function hessianProduct(
  X: tf.Tensor2D,
  yHat: tf.Tensor2D,
  v: Float64Array,
): Float64Array {
  const [n, p] = X.shape;
  const q = yHat.shape[1];
  const parts = tf.tidy(() => {
    const V = tf.tensor2d(Float32Array.from(v.subarray(0, q * p)), [q, p]);
    const c = tf.tensor1d(Float32Array.from(v.subarray(q * p)));
    const R = tf.add(tf.matMul(X, V, false, true), c);
    const weighted = tf.mul(yHat, R);
    const S = tf.sub(weighted, tf.mul(yHat, tf.sum(weighted, 1, true)));
    return [tf.matMul(S, X, true, false), tf.sum(S, 0)].map((t) =>
      t.dataSync<'float32'>().slice(),
    );
  });
  return Float64Array.from(parts.flatMap((part) => [...part])).map((sum) => sum / n);
}
