/**
 * The density of the normal distribution N(mu, sigma²) at `x` (section 3.1.3,
 * equation 3.1.11). The book's arrays become `xs.map((x) => normal(x, mu, sigma))`.
 *
 * @param sigma standard deviation, positive.
 */
export function normal(x: number, mu: number, sigma: number): number {
  const p = 1 / Math.sqrt(2 * Math.PI * sigma ** 2);
  return p * Math.exp((-0.5 / sigma ** 2) * (x - mu) ** 2);
}

/**
 * The area under `normal` from `lower` to `upper`, which is the probability of a value
 * between them: a fraction, negative where the bounds are swapped. Both may be
 * infinite.
 *
 * Simpson's rule: each pair of intervals is bounded by a parabola instead of the curve.
 */
export function normalArea(
  lower: number,
  upper: number,
  mu: number,
  sigma: number,
): number {
  const intervals = 2000;
  const a = clampToBell(lower, mu, sigma);
  const b = clampToBell(upper, mu, sigma);
  const h = (b - a) / intervals;
  let sum = normal(a, mu, sigma) + normal(b, mu, sigma);
  for (let i = 1; i < intervals; i += 1) {
    sum += (i % 2 === 1 ? 4 : 2) * normal(a + i * h, mu, sigma);
  }
  return (sum * h) / 3;
}

/**
 * Beyond nine standard deviations lies less than 1e-18 of the area: nothing to add up
 * there.
 */
function clampToBell(x: number, mu: number, sigma: number): number {
  return Math.min(Math.max(x, mu - 9 * sigma), mu + 9 * sigma);
}

/**
 * The negative logarithm of the likelihood of these residuals y - (wᵀx + b) when the
 * noise is N(0, sigma²), summed over the examples (equation 3.1.15).
 *
 * The first term does not depend on w and b, the second is the squared loss divided by
 * sigma²: whatever sigma is, the line with the least squared loss is the likeliest one.
 */
export function negativeLogLikelihood(
  residuals: Iterable<number>,
  sigma: number,
): number {
  let sum = 0;
  for (const residual of residuals) {
    sum += 0.5 * Math.log(2 * Math.PI * sigma ** 2) + residual ** 2 / (2 * sigma ** 2);
  }
  return sum;
}

/**
 * The sigma under which these residuals are likeliest: the root of their mean square.
 */
export function likeliestSigma(residuals: Iterable<number>): number {
  let sum = 0;
  let count = 0;
  for (const residual of residuals) {
    sum += residual ** 2;
    count += 1;
  }
  return Math.sqrt(sum / count);
}
