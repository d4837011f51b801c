import { normalArray, type Rng } from '../random';

/**
 * The parameters before training (section 3.2.3): w from N(0, std²), b zero.
 *
 * @returns w [numInputs], then b
 */
export function initialWeights(rng: Rng, numInputs: number, std: number): Float32Array {
  const weights = new Float32Array(numInputs + 1);
  weights.set(normalArray(rng, numInputs, 0, std));
  return weights;
}
