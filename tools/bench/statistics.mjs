// @ts-check
/** What the benchmark makes of its samples. */

/** @typedef {{ value: number, min: number, max: number }} Spread a median between the extremes */

/** @param {readonly number[]} samples at least one */
export function median(samples) {
  const sorted = [...samples].sort((a, b) => a - b);
  const middle = sorted.length / 2;
  const [low = NaN, high = NaN] = [sorted[Math.ceil(middle) - 1], sorted[Math.floor(middle)]];
  return (low + high) / 2;
}

/** @param {readonly number[]} samples @returns {Spread} */
export const spread = (samples) => ({
  value: median(samples),
  min: Math.min(...samples),
  max: Math.max(...samples),
});

/**
 * How many times as large the one is as the other. Sample i of both was taken in round i, so that what the machine did
 * meanwhile weighs on both: the ratio is taken within a round, and the median over the rounds.
 * @param {readonly number[]} over
 * @param {readonly number[]} under
 */
export const ratio = (over, under) => spread(over.map((sample, i) => sample / (under[i] ?? NaN)));

/** @param {readonly number[]} values above zero */
export const geometricMean = (values) =>
  Math.exp(values.reduce((sum, value) => sum + Math.log(value), 0) / values.length);

/**
 * How far from a straight line (of any slope and any start) the points are: the largest distance as a fraction of the
 * point's own height. The line is the one of least squares.
 * @param {readonly { x: number, y: number }[]} points
 */
export function deviationFromLine(points) {
  const [meanX, meanY] = [mean(points.map(({ x }) => x)), mean(points.map(({ y }) => y))];
  const slope =
    mean(points.map(({ x, y }) => (x - meanX) * (y - meanY))) /
    mean(points.map(({ x }) => (x - meanX) ** 2));
  return Math.max(
    ...points.map(({ x, y }) => Math.abs(meanY + slope * (x - meanX) - y) / Math.abs(y)),
  );
}

/** @param {readonly number[]} values */
const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {readonly number[]} samples @param {number} share from 0 to 1 */
export function quantile(samples, share) {
  const sorted = [...samples].sort((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.ceil(share * sorted.length) - 1)] ?? NaN;
}
