import { MAX_MINIBATCH_ROWS, type LinearMinibatch } from '#contract/linear';
import type { Examples } from '#lessons/linear-regression/examples';
import type { LinearStep } from '#lessons/linear-regression/trainable';

/** A step as it is shown: the first rows of its minibatch written out, their residuals, and what the update was. */
export function openMinibatch(step: LinearStep, { features, labels }: Examples): LinearMinibatch {
  const { loss, learningRate, gradient, weights } = step;
  const indices = step.indices.slice(0, MAX_MINIBATCH_ROWS);
  const yHat = step.yHat.slice(0, MAX_MINIBATCH_ROWS);
  const y = Float32Array.from(indices, (i) => labels[i] ?? NaN);
  const X = new Float32Array(2 * indices.length);
  for (const [row, i] of indices.entries()) {
    X.set([features[2 * i] ?? NaN, features[2 * i + 1] ?? NaN], 2 * row);
  }
  return {
    size: step.indices.length,
    indices,
    X,
    y,
    yHat,
    residual: yHat.map((prediction, row) => prediction - (y[row] ?? NaN)),
    loss,
    learningRate,
    gradient,
    update: gradient.map((slope) => -learningRate * slope),
    weights,
  };
}
