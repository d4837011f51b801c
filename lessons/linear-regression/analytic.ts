import type { AnalyticAnswer } from '#contract/linear';
import { dot, norm, svd } from './svd';

/** What is smaller than this beside one is taken for the noise of rounding. */
const ROUNDING = 1e-9;

/** Examples as plain numbers, in double precision where the source has it. */
export interface Examples {
  /** X [n, d], row by row. */
  readonly features: ArrayLike<number>;
  /** y [n]. */
  readonly labels: ArrayLike<number>;
}

/** Without the loss, which is not needed to find the rest. */
export type AnalyticSolution = Omit<AnalyticAnswer, 'loss'>;
type Dependency = AnalyticAnswer['dependencies'][number];

/**
 * The parameters with the least squared loss: (XᵀX)⁻¹Xᵀy (section 3.1.1.3, equation 3.1.8).
 * A column of ones carries b.
 *
 * With the singular value decomposition X = U S Vᵀ this is V S⁻¹ Uᵀ y, and in that form
 * it does not lose half of its digits to XᵀX. Where X has fewer than d + 1 independent
 * columns, XᵀX has no inverse and endless many parameters fit equally well: leaving out
 * the singular values that are zero, we get the pseudo-inverse and its shortest solution
 * (in columns of length one, so that the choice of units changes nothing).
 *
 * @param numFeatures d
 */
export function analytic(
  { features, labels }: Examples,
  numFeatures: number,
): AnalyticSolution {
  const columns = columnsWithOnes(features, labels.length, numFeatures);
  const lengths = columns.map((column) => norm(column) || 1);
  const unit = columns.map((column, j) => column.map((x) => x / (lengths[j] ?? 1)));

  const triples = svd(unit);
  const largest = triples[0]?.value ?? 0;
  const zero = Math.max(labels.length, columns.length) * Number.EPSILON * largest;
  const kept = triples.filter(({ value }) => value > zero);
  const dropped = triples.slice(kept.length);

  const y = Float64Array.from(labels);
  const params = lengths.map((length, j) => {
    let sum = 0;
    for (const { value, scaledLeft, right } of kept) {
      sum += ((right[j] ?? NaN) * dot(scaledLeft, y)) / value ** 2;
    }
    return sum / length;
  });
  const smallest = dropped.length > 0 ? 0 : (kept.at(-1)?.value ?? 0);
  return {
    w: params.slice(0, numFeatures),
    b: params[numFeatures] ?? NaN,
    rank: kept.length,
    condition: (largest / smallest) ** 2,
    dependencies: dependencies(
      dropped.map(({ right }) => right),
      lengths,
    ),
  };
}

function columnsWithOnes(
  features: ArrayLike<number>,
  numExamples: number,
  numFeatures: number,
): Float64Array[] {
  const columns = Array.from({ length: numFeatures }, (_, j) =>
    Float64Array.from(
      { length: numExamples },
      (_, i) => features[i * numFeatures + j] ?? NaN,
    ),
  );
  return [...columns, new Float64Array(numExamples).fill(1)];
}

/**
 * Reads each null vector v of X in unit columns, Σ v[j] x[j] / lengths[j] = 0 for every
 * example, as an equation for one feature: Gauss-Jordan elimination, last feature first.
 */
function dependencies(
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
