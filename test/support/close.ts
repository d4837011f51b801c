import type * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';

/** Nested arrays of numbers, as a fixture holds them. */
export type Nested = number | readonly Nested[];

/**
 * Expects the numbers of a tensor or an array to be those of `expected`, in number and order, each
 * within `tolerance` or, where it is larger than one, within that fraction of it.
 */
export function expectClose(
  actual: tf.Tensor | ArrayLike<number>,
  expected: Nested | ArrayLike<number>,
  tolerance: number,
): void {
  const values = Array.from('dataSync' in actual ? actual.dataSync() : actual);
  const wanted = flat(expected);
  expect(values).toHaveLength(wanted.length);
  values.forEach((value, i) => {
    const want = wanted[i] ?? NaN;
    const error = Math.abs(value - want) / Math.max(1, Math.abs(want));
    expect(error, `entry ${i}: ${value}, expected ${want}`).toBeLessThanOrEqual(tolerance);
  });
}

function flat(nested: Nested | ArrayLike<number>): number[] {
  if (typeof nested === 'number') return [nested];
  return Array.from<Nested>(nested).flatMap(flat);
}
