import type { Examples } from './examples';

/**
 * The loss of all examples L(w, b) (equation 3.1.6), in double precision: the mean of
 * the squared losses, each with its factor one half.
 *
 * @param weights w [d], then b
 */
export function meanLoss(
  { features, labels }: Examples,
  weights: readonly number[],
): number {
  const d = weights.length - 1;
  let sum = 0;
  for (let i = 0; i < labels.length; i += 1) {
    let yHat = weights[d] ?? NaN;
    for (let j = 0; j < d; j += 1)
      yHat += (features[i * d + j] ?? NaN) * (weights[j] ?? NaN);
    sum += (yHat - (labels[i] ?? NaN)) ** 2 / 2;
  }
  return sum / labels.length;
}
