/** What stands behind a chart's lines and is not read point by point: spreads, areas, histograms. */
import type { ChartDataset } from 'chart.js';
import { colourToken, looks } from './looks';
import type { Look } from './series';

export type Backdrop =
  /** How far values scatter at a place: a bar from `low` to `high`. */
  | {
      readonly kind: 'spread';
      readonly look: Look;
      readonly bars: readonly { readonly x: number; readonly low: number; readonly high: number }[];
    }
  /** The area between a line and zero. */
  | {
      readonly kind: 'area';
      readonly look: Look;
      readonly points: readonly { readonly x: number; readonly y: number }[];
    }
  /** A histogram: bars that stand on zero. */
  | {
      readonly kind: 'histogram';
      readonly look: Look;
      readonly bins: readonly {
        readonly from: number;
        readonly to: number;
        readonly height: number;
      }[];
    };

type Corner = { readonly x: number; readonly y: number | null };
type Dataset = ChartDataset<'line', { x: number; y: number | null }[]>;

/** The corners of a backdrop's outline; a gap (null) lifts the pen. */
export function outline(backdrop: Backdrop): Corner[] {
  switch (backdrop.kind) {
    case 'spread':
      return backdrop.bars.flatMap(({ x, low, high }) => [
        { x, y: low },
        { x, y: high },
        { x, y: null },
      ]);
    case 'area':
      return [...backdrop.points];
    case 'histogram':
      return backdrop.bins.flatMap(({ from, to, height }) => [
        { x: from, y: 0 },
        { x: from, y: height },
        { x: to, y: height },
        { x: to, y: 0 },
      ]);
  }
}

/** A backdrop as Chart.js draws it: a line without points, filled to zero where it is a surface. */
export function backdropDataset(backdrop: Backdrop): Dataset {
  const colour = colourToken(looks[backdrop.look].colour);
  const spread = backdrop.kind === 'spread';
  return {
    data: outline(backdrop),
    parsing: false,
    // Two hexadecimal digits of opacity: lines and grid show through.
    borderColor: `${colour}${spread ? '80' : '70'}`,
    backgroundColor: `${colour}2e`,
    borderWidth: spread ? 5 : backdrop.kind === 'area' ? 0 : 1,
    borderCapStyle: 'butt',
    fill: spread ? false : 'origin',
    pointRadius: 0,
    spanGaps: false,
    // Lines are drawn over it.
    order: 1,
  };
}
