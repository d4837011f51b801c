import type { Examples } from './examples';

/** A direction in the plane of (w1, w2), and how fast the loss curves in it. */
export interface Axis {
  /** Of length one. */
  readonly direction: readonly [number, number];
  /** Second derivative of the loss along it; zero along the floor of a valley. */
  readonly curvature: number;
}

/**
 * The mean squared loss over (w1, w2): a paraboloid, and this is all there is to know
 * of it.
 */
export interface LossSurface {
  /** Where it is lowest (the point nearest to the origin, where there is a valley). */
  readonly minimum: readonly [number, number];
  readonly minLoss: number;
  /** Perpendicular to each other; the steeper one first. */
  readonly axes: readonly [Axis, Axis];
}

/**
 * The loss L(w, b) of all examples (equation 3.1.6) as a function of w1 and w2.
 *
 * It is quadratic, so a few sums over the data give it exactly: around the minimum w*,
 * L = minLoss + (w - w*)ᵀ H (w - w*) / 2 with H the mean of x xᵀ.
 *
 * @param examples with two features
 * @param b the bias; where it is not given, b is the best one at each (w1, w2)
 */
export function lossSurface({ features, labels }: Examples, b?: number): LossSurface {
  const rows = Array.from(labels, (y, i) => {
    return { x1: features[2 * i] ?? NaN, x2: features[2 * i + 1] ?? NaN, y };
  });
  const mean = (f: (row: { x1: number; x2: number; y: number }) => number) =>
    rows.reduce((sum, row) => sum + f(row), 0) / rows.length;

  // The best b makes the residuals average to zero: it moves the origin to the means.
  const best = b === undefined;
  const m1 = best ? mean(({ x1 }) => x1) : 0;
  const m2 = best ? mean(({ x2 }) => x2) : 0;
  const my = best ? mean(({ y }) => y) : b;

  const axes = principalAxes(
    mean(({ x1 }) => (x1 - m1) ** 2),
    mean(({ x1, x2 }) => (x1 - m1) * (x2 - m2)),
    mean(({ x2 }) => (x2 - m2) ** 2),
  );
  const g1 = mean(({ x1, y }) => (x1 - m1) * (y - my));
  const g2 = mean(({ x2, y }) => (x2 - m2) * (y - my));
  const w = [0, 0] satisfies [number, number];
  for (const { direction, curvature } of axes) {
    const [d1, d2] = direction;
    if (curvature <= Number.EPSILON * rows.length * axes[0].curvature) continue;
    const length = (d1 * g1 + d2 * g2) / curvature;
    w[0] += length * d1;
    w[1] += length * d2;
  }
  const [w1, w2] = w;
  const minLoss = mean(
    ({ x1, x2, y }) => (w1 * (x1 - m1) + w2 * (x2 - m2) - (y - my)) ** 2 / 2,
  );
  return { minimum: w, minLoss, axes };
}

/** Eigenvectors and eigenvalues of the symmetric matrix [[h11, h12], [h12, h22]]. */
function principalAxes(h11: number, h12: number, h22: number): [Axis, Axis] {
  const angle = Math.atan2(2 * h12, h11 - h22) / 2;
  const c = Math.cos(angle);
  const s = Math.sin(angle);
  const spread = Math.hypot(h11 - h22, 2 * h12);
  return [
    { direction: [c, s], curvature: (h11 + h22 + spread) / 2 },
    { direction: [-s, c], curvature: Math.max(0, (h11 + h22 - spread) / 2) },
  ];
}

/** The loss at (w1, w2). */
export function lossAt(surface: LossSurface, w1: number, w2: number): number {
  const [m1, m2] = surface.minimum;
  return surface.axes.reduce((loss, { direction: [d1, d2], curvature }) => {
    const distance = d1 * (w1 - m1) + d2 * (w2 - m2);
    return loss + (curvature * distance ** 2) / 2;
  }, surface.minLoss);
}

/**
 * Points (w1, w2) of equal loss: an ellipse, whose axes are the longer the flatter the
 * surface is. Along a valley it would never close and is cut where nobody looks.
 *
 * @param level the loss, above the surface's minimum
 * @returns w1, w2 of each point in turn; the last point is the first one again
 */
export function contour(
  surface: LossSurface,
  level: number,
  numPoints = 96,
): Float32Array {
  const [steep, flat] = surface.axes;
  const radius = ({ curvature }: Axis) =>
    Math.sqrt(
      (2 * (level - surface.minLoss)) / Math.max(curvature, 1e-6 * steep.curvature),
    );
  const points = new Float32Array(2 * (numPoints + 1));
  for (let i = 0; i <= numPoints; i += 1) {
    const angle = (2 * Math.PI * i) / numPoints;
    const p = radius(steep) * Math.cos(angle);
    const q = radius(flat) * Math.sin(angle);
    points[2 * i] = surface.minimum[0] + p * steep.direction[0] + q * flat.direction[0];
    points[2 * i + 1] =
      surface.minimum[1] + p * steep.direction[1] + q * flat.direction[1];
  }
  return points;
}

/**
 * Levels for `count` contours, the highest one last. They grow as the square of their
 * number, so that neighbouring ellipses are equally far apart.
 */
export function contourLevels(
  surface: LossSurface,
  highest: number,
  count: number,
): number[] {
  return Array.from(
    { length: count },
    (_, i) => surface.minLoss + ((i + 1) / count) ** 2 * (highest - surface.minLoss),
  );
}
