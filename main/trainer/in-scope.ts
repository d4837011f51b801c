import * as tf from '@tensorflow/tfjs';

/**
 * Disposes of the tensors that `work` makes, and answers what it answers: numbers, no tensors. `tf.tidy` does the same, but looks for
 * tensors in the answer, and takes 150 ns for each number of an array.
 */
export function inScope<T>(work: () => T): T {
  const engine = tf.engine();
  engine.startScope();
  try {
    return work();
  } finally {
    engine.endScope();
  }
}
