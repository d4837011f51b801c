/** The densities as the lab draws them. */
import { normal } from '#lessons/normal';
import type { Backdrop } from '../../charts/backdrop';
import { growingRange, type Axis, type Look, type Series } from '../../charts/series';
import { X_MAX, X_MIN, X_STEP } from './settings';

export interface NormalParams {
  readonly mu: number;
  readonly sigma: number;
}

/** `params` of the notes (section 3.1.3). */
export const notesParams: readonly NormalParams[] = [
  { mu: 0, sigma: 1 },
  { mu: 0, sigma: 2 },
  { mu: 3, sigma: 1 },
];

/** `np.arange(-7, 7, 0.01)`: 1400 numbers, the last one below 7. */
export const xs: readonly number[] = Array.from(
  { length: Math.round((X_MAX - X_MIN) / X_STEP) },
  (_, i) => Number((X_MIN + i * X_STEP).toFixed(2)),
);

export function densitySeries({ mu, sigma }: NormalParams, look: Look, label: string): Series {
  return {
    id: `look-${look}`,
    look,
    label,
    points: xs.map((x) => ({ x, y: normal(x, mu, sigma) })),
  };
}

/** The surface under the density between two bounds. */
export function areaUnder({ mu, sigma }: NormalParams, lower: number, upper: number): Backdrop {
  const at = (x: number) => ({ x, y: normal(x, mu, sigma) });
  const inside = xs.filter((x) => x > lower && x < upper);
  return { kind: 'area', look: 4, points: [lower, ...inside, upper].map(at) };
}

/** Holds the notes' curves, and grows in steps with the peak of one's own. */
export function densityAxis({ sigma }: NormalParams): Axis {
  const [min, max] = growingRange([normal(0, 0, sigma)], [0, 0.5], 0.1);
  return max <= 1 ? { min, max, step: 0.1 } : { min, max };
}
