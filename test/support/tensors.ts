import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';

/** Runs `work` and expects it to leave as many tensors alive as there were before. */
export function expectNoLeak(work: () => void): void {
  const before = tf.memory().numTensors;
  work();
  expect(tf.memory().numTensors - before, 'tensors left alive').toBe(0);
}
