/** The model ŷ = w₁x₁ + w₂x₂ + b as the charts show it: a slice through its plane, and its way over the loss surface. */
import type { LinearData, LinearProgress } from '#contract/linear';
import type { LinearConfig } from '#contract/run';
import type { PlanePoints } from '../../charts/plane';
import { niceStep, type Axis } from '../../charts/series';
import type { Feature } from './settings';

/** w1, w2, b. */
export type Weights = readonly [number, number, number];
type Path = LinearProgress['path'];

export function truthOf({
  trueW1,
  trueW2,
  trueB,
}: Pick<LinearConfig, 'trueW1' | 'trueW2' | 'trueB'>): Weights {
  return [trueW1, trueW2, trueB];
}

/** Numbers in the order w1, w2, b. */
export function weightsOf(numbers: ArrayLike<number>): Weights {
  return [numbers[0] ?? Number.NaN, numbers[1] ?? Number.NaN, numbers[2] ?? Number.NaN];
}

export function weightsAt({ w1, w2, b }: Path, point: number): Weights {
  return weightsOf([w1, w2, b].map((values) => values[point] ?? Number.NaN));
}

export function predict([w1, w2, b]: Weights, x1: number, x2: number): number {
  return w1 * x1 + w2 * x2 + b;
}

/** One feature of X [n, 2], for all examples. */
export function featureColumn(X: ArrayLike<number>, feature: Feature): Float64Array {
  const offset = feature === 'x1' ? 0 : 1;
  return Float64Array.from({ length: X.length / 2 }, (_, i) => X[2 * i + offset] ?? Number.NaN);
}

export function mean(values: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < values.length; i += 1) sum += values[i] ?? Number.NaN;
  return sum / values.length;
}

/** The line that the plane cuts out where the other feature has the value `other`, from one x to another. */
export function sliceLine(
  weights: Weights,
  feature: Feature,
  other: number,
  from: number,
  to: number,
): PlanePoints {
  const xs = [from, to];
  const ys = xs.map((x) =>
    feature === 'x1' ? predict(weights, x, other) : predict(weights, other, x),
  );
  return { xs, ys };
}

function extent(values: ArrayLike<number>): readonly [number, number] {
  let min = Infinity;
  let max = -Infinity;
  for (let i = 0; i < values.length; i += 1) {
    const value = values[i] ?? Number.NaN;
    if (value < min) min = value;
    if (value > max) max = value;
  }
  const size = Math.max(Math.abs(min), Math.abs(max));
  // Values that differ by rounding alone are one value, and get some room around it.
  if (max - min > Math.max(1e-9 * size, 1e-100)) return [min, max];
  const room = Math.max(1, size / 10);
  return [min - room, max + room];
}

/** An axis around all values, with ends on whole steps. */
export function axisAround(values: ArrayLike<number>, label?: string): Axis {
  const range = extent(values);
  const step = niceStep(range, 6);
  return {
    min: Math.floor(range[0] / step) * step,
    max: Math.ceil(range[1] / step) * step,
    step,
    ...(label === undefined ? {} : { label }),
  };
}

/**
 * The part of the loss surface that is shown: its minimum in the middle, the start of training well inside, and as much
 * around as tells how steep each direction is.
 */
export function surfaceAxes({ start, surface }: LinearData): {
  readonly x: Axis;
  readonly y: Axis;
} {
  const outermost = surface.contours.at(-1)?.points ?? new Float32Array();
  const axis = (j: 0 | 1, label: string): Axis => {
    const centre = surface.minimum[j];
    const radius = outermost.reduce(
      (most, value, i) => (i % 2 === j ? Math.max(most, Math.abs(value - centre)) : most),
      0,
    );
    const half = Math.max(1.25 * Math.abs((start[j] ?? centre) - centre), 0.5 * radius) || 1;
    const step = niceStep([centre - half, centre + half], 6);
    return {
      min: Math.floor((centre - half) / step) * step,
      max: Math.ceil((centre + half) / step) * step,
      label,
      step,
    };
  };
  return { x: axis(0, 'w₁'), y: axis(1, 'w₂') };
}

/** How far from the middle of the view, in views, points are drawn: a canvas cannot go to 1e30. */
const REACH = 1e4;

/** The path as it can be drawn: points that are too far away are pulled near in their direction. */
export function drawablePath({ w1, w2 }: Path, x: Axis, y: Axis): PlanePoints {
  const middle = { x: (x.min + x.max) / 2, y: (y.min + y.max) / 2 };
  const pulled = Array.from(w1, (value, i) => {
    const dx = value - middle.x;
    const dy = (w2[i] ?? Number.NaN) - middle.y;
    const views = Math.max(Math.abs(dx) / (x.max - x.min), Math.abs(dy) / (y.max - y.min));
    const scale = views > REACH ? REACH / views : 1;
    return { x: middle.x + dx * scale, y: middle.y + dy * scale };
  });
  return { xs: pulled.map((point) => point.x), ys: pulled.map((point) => point.y) };
}

/** The places of every `every`-th minibatch among the points of a path: where they crowd, steps are short. */
export function milestones({ steps }: Path, every: number): readonly number[] {
  return [...steps.keys()].filter((i) => (steps[i] ?? 1) % every === 0);
}

/** A number of minibatches that divides an epoch into about ten, and can be said in passing: 1, 2, 5, 10, 20 … */
export function milestoneStep(batches: number): number {
  return Math.max(1, niceStep([0, batches], 10));
}
