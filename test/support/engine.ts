import * as tf from '@tensorflow/tfjs';
import { expect } from 'vitest';

/**
 * Starts the engine that the lessons are tested on: native TensorFlow where its addon
 * loads, else plain JavaScript. Call it in `beforeAll`; tells which one it is.
 */
export async function startEngine(): Promise<'tensorflow' | 'cpu'> {
  try {
    await import('@tensorflow/tfjs-node');
  } catch {
    await tf.setBackend('cpu');
  }
  await tf.ready();
  return tf.getBackend() === 'tensorflow' ? 'tensorflow' : 'cpu';
}

/** Runs `work` and expects it to leave as many tensors alive as there were before. */
export function expectNoLeak(work: () => void): void {
  const before = tf.memory().numTensors;
  work();
  expect(tf.memory().numTensors - before, 'tensors left alive').toBe(0);
}
