/** A run's weights by name, as PyTorch's `nn.Linear` has them. */
import type { RunRecord } from '#contract/run';

export interface NamedTensor {
  readonly name: 'weight' | 'bias';
  readonly shape: readonly number[];
  readonly values: Float32Array;
}

/**
 * Softmax: weight [10, 784] and bias [10]; linear: weight [1, 2] and bias [1].
 * @param weights the weight row by row, then the bias
 */
export function namedTensors(lab: RunRecord['lab'], weights: Float32Array): readonly NamedTensor[] {
  const outputs = lab === 'softmax' ? 10 : 1;
  const size = weights.length - outputs;
  return [
    { name: 'weight', shape: [outputs, size / outputs], values: weights.subarray(0, size) },
    { name: 'bias', shape: [outputs], values: weights.subarray(size) },
  ];
}

export function bytesOf(values: Float32Array): Uint8Array {
  return new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
}
