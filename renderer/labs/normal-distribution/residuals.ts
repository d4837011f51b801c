/** From the residuals of a fitted line to the figures that the lab draws. */
import type { NumberField } from '#contract/fields';
import { negativeLogLikelihood } from '#lessons/normal';
import { niceStep, type Axis, type Point } from '../../charts/series';

/** A line: its weights and its bias. */
export interface Line {
  readonly w: readonly number[];
  readonly b: number;
}

/**
 * y - (wᵀx + b) for each example.
 *
 * @param features X [n, d], row by row
 * @param labels y [n]
 */
export function residualsOf(
  features: ArrayLike<number>,
  labels: ArrayLike<number>,
  { w, b }: Line,
): Float64Array {
  return Float64Array.from(labels, (y, i) =>
    w.reduce((rest, weight, j) => rest - weight * (features[i * w.length + j] ?? NaN), y - b),
  );
}

/** The residuals after the line has been moved up by `shift`. */
export function shifted(residuals: Float64Array, shift: number): Float64Array {
  return residuals.map((residual) => residual - shift);
}

/** The squared loss of section 3.1, with its half, as the mean over the examples. */
export function meanSquaredLoss(residuals: Float64Array): number {
  return residuals.reduce((sum, residual) => sum + residual ** 2 / 2, 0) / residuals.length;
}

/** The negative log-likelihood, as the mean over the examples. */
export function meanNegativeLogLikelihood(residuals: Float64Array, sigma: number): number {
  return negativeLogLikelihood(residuals, sigma) / residuals.length;
}

export interface Bin {
  readonly from: number;
  readonly to: number;
  /** The fraction of the values in it, by its width: comparable to a density. */
  readonly height: number;
}

/** `count` bins of one width from -`reach` to `reach`; values beyond count as values, in no bin. */
export function histogram(values: Float64Array, reach: number, count: number): Bin[] {
  const width = (2 * reach) / count;
  const counts = new Array<number>(count).fill(0);
  for (const value of values) {
    const place = Math.floor((value + reach) / width);
    const before = counts[place];
    if (before !== undefined) counts[place] = before + 1;
  }
  return counts.map((hits, i) => ({
    from: i * width - reach,
    to: (i + 1) * width - reach,
    height: hits / (values.length * width),
  }));
}

/** `f` at `count` places from -`reach` to `reach`. */
export function curve(f: (x: number) => number, reach: number, count: number): Point[] {
  return Array.from({ length: count }, (_, i) => {
    const x = tidy((2 * reach * i) / (count - 1) - reach);
    return { x, y: f(x) };
  });
}

/** The place where a curve is lowest; NaN of none. */
export function leastAt(points: readonly Point[]): number {
  const [first, ...rest] = points.map(({ x, y }) => ({ x, y: y ?? Infinity }));
  if (!first) return NaN;
  return rest.reduce((best, point) => (point.y < best.y ? point : best), first).x;
}

/** From below the lowest to above the highest value of a curve, in round steps. */
export function roundAxis(points: readonly Point[]): Axis {
  const values = points.flatMap(({ y }) => (y !== null && Number.isFinite(y) ? [y] : []));
  if (values.length === 0) return { min: 0, max: 1 };
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const step = niceStep([low, high], 3);
  return {
    min: tidy(Math.floor(low / step) * step),
    max: tidy(Math.ceil(high / step) * step),
    step,
  };
}

/** The smallest multiple of a round number that is at least `value`. */
export function roundUp(value: number): number {
  const step = niceStep([0, value], 5);
  return tidy(Math.ceil(value / step - 1e-9) * step);
}

/** A step for a slider: a round number, about a two-hundredth of the way. */
export function sliderStep({ min, max }: Pick<NumberField, 'min' | 'max'>): number {
  return niceStep([min, max], 200);
}

/** A field of multiples of `scale` in the unit of `scale`, its bounds rounded outwards to three digits. */
export function scaledField(field: NumberField, scale: number): NumberField {
  const unit = 10 ** (Math.floor(Math.log10(field.max * scale)) - 2);
  return {
    ...field,
    min: tidy(Math.floor((field.min * scale) / unit) * unit),
    max: tidy(Math.ceil((field.max * scale) / unit) * unit),
  };
}

/** Takes the rounding error off a multiple of a round number. */
function tidy(value: number): number {
  return Number(value.toPrecision(12));
}
