/** How far a prediction on a lab sheet was off. Pure; `#messages/sheets` puts it into words. */
import type { Epoch } from './run';
import type { CurvePoint } from './sheet-answers';
import type { SheetLab, SheetMeasure } from './sheet';

/**
 * The scale on which a figure is drawn and compared: `fraction` an accuracy, by its difference; `loss` by its difference;
 * `decades` the loss of linear regression, which falls by powers of ten, by the difference of its decimal logarithms.
 */
export type Scale = 'fraction' | 'loss' | 'decades';

/** A linear loss falls through powers of ten, where softmax regression's stays within one. */
export function scaleOf(lab: SheetLab, measure: SheetMeasure): Scale {
  if (measure !== 'trainLoss') return 'fraction';
  return lab === 'linear-regression' ? 'decades' : 'loss';
}

/** How well a prediction with this mean gap did. */
export const bounds: Readonly<Record<Scale, { readonly close: number; readonly near: number }>> = {
  fraction: { close: 0.02, near: 0.05 },
  loss: { close: 0.05, near: 0.15 },
  decades: { close: Math.log10(2), near: 1 },
};
export type Verdict = 'close' | 'near' | 'far';

/** The verdict on a mean gap on this scale, by its `bounds`; NaN is far off. */
export function verdictOf(scale: Scale, gap: number): Verdict {
  if (gap <= bounds[scale].close) return 'close';
  return gap <= bounds[scale].near ? 'near' : 'far';
}

/** Where gaps are taken: the figure itself, or its decimal logarithm; NaN where there is none. */
function placed(scale: Scale, value: number): number {
  return scale === 'decades' ? Math.log10(value) : value;
}

/** The sketch at `epoch`: straight between its points, level before the first and after the last. */
export function sketchAt(points: readonly CurvePoint[], epoch: number, scale: Scale): number {
  const sorted = [...points].sort((a, b) => a.epoch - b.epoch);
  const right = sorted.findIndex((point) => point.epoch >= epoch);
  const next = sorted[right] ?? sorted.at(-1);
  const previous = right > 0 ? sorted[right - 1] : next;
  if (!next || !previous) return Number.NaN;
  if (next === previous) return next.value;
  const share = (epoch - previous.epoch) / (next.epoch - previous.epoch);
  const [from, to] = [placed(scale, previous.value), placed(scale, next.value)];
  const value = from + share * (to - from);
  return scale === 'decades' ? 10 ** value : value;
}

/** The gap of one figure, or null where either is not there on this scale. */
export function gapOf(guess: number, real: number | null | undefined, scale: Scale): number | null {
  if (real === null || real === undefined) return null;
  const gap = Math.abs(placed(scale, guess) - placed(scale, real));
  return Number.isFinite(gap) ? gap : null;
}

/** The mean gap of a sketch over the epochs that have the figure; null where none has. */
export function sketchGap(
  points: readonly CurvePoint[],
  epochs: readonly Epoch[],
  measure: SheetMeasure,
  scale: Scale,
): number | null {
  const gaps = epochs.flatMap((epoch) => {
    const gap = gapOf(sketchAt(points, epoch.epoch, scale), epoch[measure], scale);
    return gap === null ? [] : [gap];
  });
  return gaps.length === 0 ? null : gaps.reduce((sum, gap) => sum + gap, 0) / gaps.length;
}

/** The epochs at which a sketch has its points: at most six, the first and the last among them. */
export function sketchEpochs(epochs: number): readonly number[] {
  const count = Math.min(6, Math.max(1, epochs));
  return Array.from({ length: count }, (_, index) =>
    count === 1 ? 1 : Math.round(1 + (index * (epochs - 1)) / (count - 1)),
  );
}
