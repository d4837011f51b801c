/** A plane of two measures and what lies on it: points, lines, outlines of equal height. Pure but for `planeConfiguration`. */
import type { ChartConfiguration, ChartDataset } from 'chart.js';
import { axisOptions } from './chartjs';
import { colourToken, looks, rem, token } from './looks';
import type { Axis, Look } from './series';

/** Points side by side. */
export interface PlanePoints {
  readonly xs: ArrayLike<number>;
  readonly ys: ArrayLike<number>;
}

/** How a layer is drawn. */
export type LayerKind =
  | 'cloud'
  /** Open discs, larger than those of a cloud: points that are looked at. */
  | 'rings'
  | 'discs'
  | 'cross'
  | 'line'
  | 'dashes'
  /** A closed outline with a faint filling: nested ones grow darker. */
  | 'outline';

/** One layer; those that come later are drawn over those before. */
export interface Layer extends PlanePoints {
  readonly id: string;
  readonly kind: LayerKind;
  /** The colour; `ink` is that of the text. */
  readonly look: Look | 'ink';
}

/** Values of x and y in turn, as points. */
export function pointsOf(pairs: ArrayLike<number>): PlanePoints {
  const count = Math.floor(pairs.length / 2);
  const every = (offset: number) =>
    Float64Array.from({ length: count }, (_, i) => pairs[2 * i + offset] ?? Number.NaN);
  return { xs: every(0), ys: every(1) };
}

/**
 * The place of the point nearest to (x, y) as it is seen, or undefined where there is none.
 *
 * @param scale pixels of one unit of x and of y
 */
export function nearestPoint(
  { xs, ys }: PlanePoints,
  x: number,
  y: number,
  scale: { readonly x: number; readonly y: number },
): number | undefined {
  let best: number | undefined;
  let least = Infinity;
  for (let i = 0; i < xs.length; i += 1) {
    const distance = Math.hypot(
      ((xs[i] ?? Number.NaN) - x) * scale.x,
      ((ys[i] ?? Number.NaN) - y) * scale.y,
    );
    if (distance < least) {
      least = distance;
      best = i;
    }
  }
  return best;
}

/** At most `most` of `count` places, evenly spread, the first one included. */
export function spread(count: number, most: number): Int32Array {
  const length = Math.min(count, most);
  return Int32Array.from({ length }, (_, i) => Math.floor((i * count) / length));
}

type Dataset = ChartDataset<'scatter', { x: number; y: number }[]>;

/** Where many points lie over each other, it is darker; few are seen one by one. Two hexadecimal digits of opacity. */
export function cloudColour(colour: string, points: number): string {
  return `${colour}${points > 200 ? '80' : 'd0'}`;
}

/** Of a point, in rem. */
export function cloudRadius(points: number): number {
  return points > 200 ? 0.115 : 0.16;
}

function dataset(layer: Layer, order: number): Dataset {
  const { look, kind, xs, ys } = layer;
  const colour = colourToken(look === 'ink' ? '--ink' : looks[look].colour);
  const width = Number(token('--line-width'));
  const size = rem();
  const data = Array.from(xs, (x, i) => ({ x, y: ys[i] ?? Number.NaN }));
  const common = { data, order, borderColor: colour, backgroundColor: colour };
  // Points at the very edge are drawn whole; lines and outlines end there.
  const points = { ...common, clip: size };
  switch (kind) {
    case 'cloud':
      return {
        ...points,
        borderWidth: 0,
        backgroundColor: cloudColour(colour, xs.length),
        pointRadius: size * cloudRadius(xs.length),
      };
    case 'rings':
      return {
        ...points,
        borderWidth: width,
        backgroundColor: `${colour}30`,
        pointRadius: size * 0.25,
      };
    case 'discs':
      return { ...points, borderWidth: 0, pointRadius: size * 0.19 };
    case 'cross':
      return {
        ...points,
        borderWidth: width + 0.5,
        pointStyle: 'cross',
        pointRadius: size * 0.375,
      };
    case 'line':
    case 'dashes':
      return {
        ...common,
        showLine: true,
        pointRadius: 0,
        borderWidth: kind === 'line' ? width * 1.125 : width * 0.875,
        borderJoinStyle: 'round',
        borderDash: kind === 'line' ? [] : [width * 2, width * 1.75],
      };
    case 'outline':
      return {
        ...common,
        showLine: true,
        pointRadius: 0,
        borderWidth: 1,
        borderColor: `${colour}70`,
        backgroundColor: `${colour}16`,
        fill: 'shape',
        // Straight pieces would be thinned out where a curve turns back; curved ones are drawn as they are.
        tension: 0.3,
        capBezierPoints: false,
      };
  }
}

/** The canvas writes an axis's name in a corner, where it takes no room of the plane. */
function unnamed({ min, max, step }: Axis): Axis {
  return { min, max, ...(step === undefined ? {} : { step }) };
}

/** Layers on a plane as Chart.js takes them: no animation, no events of its own. */
export function planeConfiguration(
  layers: readonly Layer[],
  x: Axis,
  y: Axis,
): ChartConfiguration<'scatter', { x: number; y: number }[]> {
  return {
    type: 'scatter',
    data: { datasets: layers.map((layer, index) => dataset(layer, layers.length - index)) },
    options: {
      animation: false,
      responsive: true,
      maintainAspectRatio: false,
      events: [],
      clip: 0,
      layout: { padding: { top: 4, right: rem() * 0.375 } },
      scales: { x: axisOptions(unnamed(x), false), y: axisOptions(unnamed(y), true) },
      plugins: {
        legend: { display: false },
        tooltip: { enabled: false },
        annotation: { annotations: {} },
      },
    },
  };
}
