/** Milliseconds that two ways take for vectors of n elements. */
export interface Medians {
  readonly n: number;
  readonly loop: number;
  readonly vectorized: number;
}

/**
 * The n from which on the vectorized addition is faster than the loop: where their two
 * curves cross for the first time on axes that are both logarithmic. Null where they do
 * not. Later crossings do not count: for millions of elements both wait for the same
 * memory, their curves run close together, and noise is enough to cross them again.
 */
export function crossover(medians: readonly Medians[]): number | null {
  const points = medians
    .map(({ n, loop, vectorized }) => ({ n, lead: Math.log(loop / vectorized) }))
    .sort((p, q) => p.n - q.n);
  const firstAhead = points.findIndex(({ lead }) => lead > 0);
  const before = points[firstAhead - 1];
  const after = points[firstAhead];
  if (before === undefined || after === undefined) return null;
  const share = before.lead / (before.lead - after.lead);
  return before.n * (after.n / before.n) ** share;
}
