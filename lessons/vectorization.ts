import * as tf from '@tensorflow/tfjs';

/**
 * Adds two vectors one element at a time, as the notes' `c[i] = a[i] + b[i]` does
 * (section 3.1.2). Each element is a slice of each tensor, an addition and a read:
 * three calls of the library and three small tensors for a single number.
 *
 * @param a [n]
 * @param b [n]
 * @param c [n], where the sums go
 * @param from the first element
 * @param to the element to stop before
 */
export function addElementByElement(
  a: tf.Tensor1D,
  b: tf.Tensor1D,
  c: tf.TensorBuffer<tf.Rank.R1>,
  from: number,
  to: number,
): void {
  for (let i = from; i < to; i += 1) {
    const sum = tf.tidy(() => tf.add(tf.slice(a, i, 1), tf.slice(b, i, 1)).dataSync());
    c.values.set(sum, i);
  }
}

/** The same with a plain loop: no call at all, but one element after the other. */
export function addInALoop(a: Float32Array, b: Float32Array, c: Float32Array): void {
  for (let i = 0; i < c.length; i += 1) {
    c[i] = (a[i] ?? NaN) + (b[i] ?? NaN);
  }
}

/**
 * The same with one call, the notes' `d = a + b`: the library adds them all at once.
 */
export function addVectorized(a: tf.Tensor1D, b: tf.Tensor1D): tf.Tensor1D {
  return tf.add(a, b);
}
