import { normalArray, rngFor } from '../random';

/**
 * The parameters before training (section 3.2.3): w from N(0, std²), b zero.
 *
 * @param std 0.01 in the book
 * @returns w [numInputs], then b
 */
export function initialWeights(
  seed: number,
  numInputs: number,
  std: number,
): Float32Array {
  const weights = new Float32Array(numInputs + 1);
  weights.set(normalArray(rngFor(seed, 'weights'), numInputs, 0, std));
  return weights;
}
