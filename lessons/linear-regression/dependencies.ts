import type { AnalyticAnswer } from '#contract/linear';
import { norm } from '../vectors';

type Dependency = AnalyticAnswer['dependencies'][number];

/** What is smaller than this beside one is taken for the noise of rounding. */
const ROUNDING = 1e-9;

/**
 * Why XᵀX has no inverse, in words that can be said of the data: which features the
 * others determine. Each vector v says that Σ v[j] x[j] / lengths[j] = 0 for every
 * example; solved for one feature each, last feature first (Gauss-Jordan elimination).
 *
 * @param nullVectors independent vectors [d + 1], the last entry for the column of ones
 * @param lengths of the columns of X [d + 1]
 */
export function dependencies(
  nullVectors: readonly Float64Array[],
  lengths: readonly number[],
): Dependency[] {
  const open = nullVectors.map((v) => v.slice());
  const solved = new Map<number, Float64Array>();
  const numFeatures = lengths.length - 1;
  for (let feature = numFeatures - 1; feature >= 0 && open.length > 0; feature -= 1) {
    const size = (v: Float64Array) => Math.abs(v[feature] ?? NaN) / norm(v);
    const pivot = open.reduce((best, v) => (size(v) > size(best) ? v : best));
    if (size(pivot) < ROUNDING) continue;
    open.splice(open.indexOf(pivot), 1);
    const row = pivot.map((x) => x / (pivot[feature] ?? NaN));
    for (const other of [...open, ...solved.values()]) {
      const factor = other[feature] ?? NaN;
      for (const [j, x] of row.entries()) other[j] = (other[j] ?? NaN) - factor * x;
    }
    solved.set(feature, row);
  }
  return [...solved].map(([feature, row]) => {
    const given = lengths.map((length, j) => {
      const x = row[j] ?? NaN;
      const nothing = j === feature || Math.abs(x) < ROUNDING;
      return nothing ? 0 : (-x * (lengths[feature] ?? NaN)) / length;
    });
    return {
      feature,
      coefficients: given.slice(0, numFeatures),
      constant: given[numFeatures] ?? NaN,
    };
  });
}
