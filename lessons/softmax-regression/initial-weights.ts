import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';
import { normalArray, rngFor } from '../random';

/**
 * The parameters before training (section 3.6.1): weights from N(0, std²), biases zero.
 *
 * @param std 0.01 in the book
 * @returns W [10, 784] row by row, then b [10]
 */
export function initialWeights(seed: number, std: number): Float32Array {
  const numWeights = NUM_CLASSES * PICTURE_PIXELS;
  const weights = new Float32Array(numWeights + NUM_CLASSES);
  weights.set(normalArray(rngFor(seed, 'weights'), numWeights, 0, std));
  return weights;
}
