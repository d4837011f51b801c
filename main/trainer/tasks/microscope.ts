import { MAX_EXAMPLES_SEEN } from '#contract/microscope';
import { microscope as microscopeOf } from '#lessons/softmax-regression/microscope';
import type { Task } from './task';

/** The last step of a run once more, from the weights before it, with all that is computed on the way. */
export const microscope: Task<'microscope'> = async (context, { runId }) => {
  const watched = context.lastStep(runId);
  if (watched === null) return { step: null };
  const data = await context.data();
  const { epoch, batch, batches, indices, learningRate, before, after } = watched;
  const { y, X, O, yHat, l, dO, dW, db, weights } = microscopeOf(
    before,
    data.examples('train'),
    indices,
    learningRate,
  );
  const n = Math.min(MAX_EXAMPLES_SEEN, indices.length);
  const seen = indices.slice(0, n);
  return {
    step: {
      epoch,
      batch,
      batches,
      learningRate,
      size: indices.length,
      loss: l.reduce((sum, loss) => sum + loss, 0) / l.length,
      examples: {
        indices: seen,
        labels: Uint8Array.from(y.subarray(0, n)),
        pixels: data.pixels('train', [...seen]),
        logits: O.values.slice(0, 10 * n),
        probabilities: yHat.values.slice(0, 10 * n),
        losses: l.slice(0, n),
      },
      dW: dW.values,
      db: db.values,
      shapes: {
        X: X.shape,
        O: O.shape,
        yHat: yHat.shape,
        l: [l.length],
        dO: dO.shape,
        dW: dW.shape,
        db: db.shape,
      },
      difference: largestDistance(weights, after),
    },
  };
};

/** NaN beside NaN, and an infinity beside the same one, are no distance apart. */
function largestDistance(a: Float32Array, b: Float32Array): number {
  const distances = a.map((value, i) => {
    const other = b[i] ?? NaN;
    return Object.is(value, other) ? 0 : Math.abs(value - other);
  });
  return distances.reduce((largest, distance) => Math.max(largest, distance), 0);
}
