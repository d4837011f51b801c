import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';
import * as tf from '@tensorflow/tfjs';

/**
 * What softmax regression learns (section 3.6.1).
 *
 * The book keeps W as [784, 10] and computes XW. Here a row is a class, as in PyTorch's
 * `nn.Linear`, and we compute XWᵀ. A row has one weight for each pixel, so it is a
 * picture of what speaks for the class; and the two matrix products of a training step
 * then read X and W along the rows, as they lie in memory, which is faster.
 */
export interface Params {
  /** Weights [10, 784]. */
  readonly W: tf.Variable<tf.Rank.R2>;
  /** Biases [10]. */
  readonly b: tf.Variable<tf.Rank.R1>;
}

/** Parameters with the given values: W row by row, then b. */
export function toParams(weights: Float32Array): Params {
  return tf.tidy(() => {
    const { W, b } = toTensors(weights);
    return { W: tf.variable(W), b: tf.variable(b) };
  });
}

/** Gives the parameters other values: W row by row, then b. */
export function setParams(params: Params, weights: Float32Array): void {
  tf.tidy(() => {
    const { W, b } = toTensors(weights);
    params.W.assign(W);
    params.b.assign(b);
  });
}

/** A copy of the parameters' values: W row by row, then b. */
export function fromParams({ W, b }: Params): Float32Array {
  return Float32Array.of(...W.dataSync(), ...b.dataSync());
}

/** Tensors with the given values: W [10, 784] row by row, then b [10]. */
export function toTensors(weights: Float32Array): { W: tf.Tensor2D; b: tf.Tensor1D } {
  const size = NUM_CLASSES * PICTURE_PIXELS;
  // Copies: a tensor shares its memory with the array that it is made from.
  return {
    W: tf.tensor2d(weights.slice(0, size), [NUM_CLASSES, PICTURE_PIXELS]),
    b: tf.tensor1d(weights.slice(size)),
  };
}
