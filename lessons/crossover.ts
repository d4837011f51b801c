/** Milliseconds that two ways take for vectors of n elements. */
export interface Medians {
  readonly n: number;
  readonly loop: number;
  readonly vectorized: number;
}

/**
 * The n from which on the vectorized addition is faster than the loop: where their two
 * curves cross for the last time on axes that are both logarithmic. Null where they do not.
 */
export function crossover(medians: readonly Medians[]): number | null {
  const points = medians
    .map(({ n, loop, vectorized }) => ({ n, lead: Math.log(loop / vectorized) }))
    .sort((p, q) => p.n - q.n);
  const lastBehind = points.findLastIndex(({ lead }) => lead <= 0);
  const before = points[lastBehind];
  const after = points[lastBehind + 1];
  if (before === undefined || after === undefined) return null;
  const share = before.lead / (before.lead - after.lead);
  return before.n * (after.n / before.n) ** share;
}
