import type { AnalyticAnswer } from '#contract/linear';
import { dot, norm } from '../vectors';
import { dependencies } from './dependencies';
import type { Examples } from './examples';
import { svd } from './svd';

/** Without the loss, which is not needed to find the rest. */
export type AnalyticSolution = Omit<AnalyticAnswer, 'loss'>;

/**
 * The parameters with the least squared loss: (XᵀX)⁻¹Xᵀy (section 3.1.1.3, equation
 * 3.1.8). A column of ones carries b.
 *
 * With the singular value decomposition X = U S Vᵀ this is V S⁻¹ Uᵀ y, and in that form
 * it does not lose half of its digits to XᵀX. Where X has fewer than d + 1 independent
 * columns, XᵀX has no inverse and endless many parameters fit equally well: leaving out
 * the singular values that are zero, we get the pseudo-inverse and its shortest
 * solution (in columns of length one, so that the choice of units changes nothing).
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

  // V S⁻¹ Uᵀ y, with U S as the decomposition has it; then back to the columns as they
  // were.
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
