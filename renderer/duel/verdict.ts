/** What a duel shows: how far the weights are apart, and who went another way. */

/** The largest distance between two weights of the same place; NaN where one of them is not finite. */
export function largestDifference(a: Float32Array, b: Float32Array): number {
  let largest = 0;
  for (let i = 0; i < a.length; i += 1) {
    const distance = Math.abs((a[i] ?? NaN) - (b[i] ?? NaN));
    if (!Number.isFinite(distance)) return NaN;
    if (distance > largest) largest = distance;
  }
  return largest;
}

/** The largest distance between any two of the sides. */
export function spread(weights: readonly Float32Array[]): number {
  const distances = weights.flatMap((one, i) =>
    weights.slice(i + 1).map((other) => largestDifference(one, other)),
  );
  return distances.reduce((largest, distance) => Math.max(largest, distance), 0);
}

/**
 * What float32 can do to weights of this size in some epochs: each of the steps rounds. A fault of the training moves
 * them by a hundred times as much in its first epoch.
 */
const ROUNDING = 2e-4;

export type Verdict =
  /** No side is further from the others than rounding explains. */
  | { readonly kind: 'same'; readonly difference: number }
  /** Side `index` stands alone, `others` is how far the rest are apart. */
  | {
      readonly kind: 'odd';
      readonly index: number;
      readonly difference: number;
      readonly others: number;
    }
  /** Two that differ, and no third to tell which of them is right; or three, each for itself. */
  | { readonly kind: 'apart'; readonly difference: number }
  /** Side `index` has numbers that are not finite. */
  | { readonly kind: 'diverged'; readonly index: number };

/** @param weights of each side after the same epoch, two at least */
export function verdictOn(weights: readonly Float32Array[]): Verdict {
  const diverged = weights.findIndex((one) => one.some((value) => !Number.isFinite(value)));
  if (diverged >= 0) return { kind: 'diverged', index: diverged };
  const difference = spread(weights);
  const size = weights.reduce(
    (most, one) => one.reduce((largest, value) => Math.max(largest, Math.abs(value)), most),
    1,
  );
  if (difference <= ROUNDING * size) return { kind: 'same', difference };
  if (weights.length < 3) return { kind: 'apart', difference };
  const withoutEach = weights.map((_, index) => spread(weights.filter((__, i) => i !== index)));
  const others = Math.min(...withoutEach);
  return others <= ROUNDING * size
    ? { kind: 'odd', index: withoutEach.indexOf(others), difference, others }
    : { kind: 'apart', difference };
}
