import { dot, norm } from '../vectors';

/** X = U S Vᵀ, by its p singular values from the largest to the smallest. */
export interface SingularTriple {
  readonly value: number;
  /** The column of U times the singular value [n]. */
  readonly scaledLeft: Float64Array;
  /** The column of V [p]. */
  readonly right: Float64Array;
}

const EPSILON = Number.EPSILON;
const MAX_SWEEPS = 60;

/**
 * The singular value decomposition of a matrix given by its p columns of n numbers.
 *
 * Hestenes' one-sided Jacobi method: turn two columns in their plane so that they
 * become perpendicular, and go on until all pairs are. The columns are then U S, the
 * turns made are V. It never forms XᵀX, whose condition number is the square of that of
 * X.
 */
export function svd(columns: readonly Float64Array[]): SingularTriple[] {
  const pairs = columns.map((column, j) => ({
    scaledLeft: column.slice(),
    right: Float64Array.from(columns, (_, k) => (k === j ? 1 : 0)),
  }));
  const negligible = EPSILON * Math.max(0, ...columns.map(norm));

  for (let sweep = 0, turned = true; turned && sweep < MAX_SWEEPS; sweep += 1) {
    turned = false;
    for (const [j, p] of pairs.entries()) {
      for (const q of pairs.slice(j + 1)) {
        const lengths = norm(p.scaledLeft) * norm(q.scaledLeft);
        const cross = dot(p.scaledLeft, q.scaledLeft);
        if (Math.abs(cross) <= Math.max(EPSILON * lengths, negligible ** 2)) continue;
        turned = true;
        const angle = perpendicularAngle(p.scaledLeft, q.scaledLeft, cross);
        turn(p.scaledLeft, q.scaledLeft, angle);
        turn(p.right, q.right, angle);
      }
    }
  }
  return pairs
    .map((pair) => ({ ...pair, value: norm(pair.scaledLeft) }))
    .sort((p, q) => q.value - p.value);
}

/**
 * The smaller of the angles that make p and q perpendicular: tan 2θ = 2 p·q / (q·q -
 * p·p).
 */
function perpendicularAngle(p: Float64Array, q: Float64Array, cross: number): number {
  const difference = dot(q, q) - dot(p, p);
  const zeta = difference / (2 * cross);
  return Math.atan((zeta < 0 ? -1 : 1) / (Math.abs(zeta) + Math.hypot(1, zeta)));
}

function turn(p: Float64Array, q: Float64Array, angle: number): void {
  const cos = Math.cos(angle);
  const sin = Math.sin(angle);
  for (const [i, x] of p.entries()) {
    const y = q[i] ?? NaN;
    p[i] = cos * x - sin * y;
    q[i] = sin * x + cos * y;
  }
}
