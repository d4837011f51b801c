/**
 * Mean and standard deviation of each feature [d]. A constant feature has the deviation
 * 1.
 */
export interface Scaling {
  readonly means: readonly number[];
  readonly stds: readonly number[];
}

/** Measures the features [n, d], row by row. */
export function scalingOf(features: ArrayLike<number>, numFeatures: number): Scaling {
  const n = features.length / numFeatures;
  const column = (j: number) =>
    Array.from({ length: n }, (_, i) => features[i * numFeatures + j] ?? NaN);
  const average = (xs: readonly number[]) => xs.reduce((sum, x) => sum + x, 0) / n;

  const columns = Array.from({ length: numFeatures }, (_, j) => column(j));
  const means = columns.map(average);
  const stds = columns.map((xs, j) => {
    const mean = means[j] ?? NaN;
    const std = Math.sqrt(average(xs.map((x) => (x - mean) ** 2)));
    return std > Math.abs(mean) * 1e-12 ? std : 1;
  });
  return { means, stds };
}

/**
 * Each feature minus its mean, divided by its standard deviation. An area of 100 m² and
 * an age of 10 years get steps of their own size then, and one learning rate fits both.
 * The data of section 3.2 need none of it: there all features come from N(0, 1).
 */
export function standardize(
  features: ArrayLike<number>,
  { means, stds }: Scaling,
): Float32Array {
  const d = means.length;
  return Float32Array.from(
    features,
    (x, i) => (x - (means[i % d] ?? NaN)) / (stds[i % d] ?? NaN),
  );
}

/**
 * Parameters learned on standardized features, for features in their own units:
 * w (x - mean) / std + b = (w / std) x + (b - w mean / std).
 *
 * @param weights w [d], then b
 * @returns w [d], then b
 */
export function toRawUnits(
  weights: ArrayLike<number>,
  { means, stds }: Scaling,
): number[] {
  const w = means.map((_, j) => (weights[j] ?? NaN) / (stds[j] ?? NaN));
  const shift = w.reduce((sum, x, j) => sum + x * (means[j] ?? NaN), 0);
  return [...w, (weights[means.length] ?? NaN) - shift];
}
