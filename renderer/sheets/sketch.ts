/** A sketched curve on the chart: its series, and the room it is drawn in. Pure. */
import type { Scale } from '#contract/sheet-score';
import type { Axis, Series } from '../charts/series';
import type { Sketch } from './session.svelte';

/** What can be drawn; `step` is one press of an arrow key: of the logarithm where the axis is one. */
export const sketchRange: Readonly<
  Record<Scale, { readonly min: number; readonly max: number; readonly step: number }>
> = {
  fraction: { min: 0, max: 1, step: 0.01 },
  loss: { min: 0, max: 2.5, step: 0.02 },
  decades: { min: 1e-6, max: 100, step: 0.1 },
};

export function sketchSeries({ points }: Sketch, label: string): Series {
  return {
    id: 'sketch',
    label,
    look: 4,
    points: points.map(({ epoch, value }) => ({ x: epoch, y: value })),
  };
}

/** The axis while a curve is sketched: it stands still, whatever is drawn. */
export function sketchAxis(scale: Scale): Axis {
  const { min, max } = sketchRange[scale];
  return { min, max, step: scale === 'loss' ? 0.5 : 0.2 };
}
