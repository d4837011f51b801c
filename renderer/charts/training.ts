/** A run's epochs as the curves of the book's `Animator` (section 3.6.6). */
import type { Epoch } from '#contract/run';
import { growingRange, niceStep, type Axis, type Look, type Series } from './series';

export type Measure = 'trainLoss' | 'trainAcc' | 'testAcc';

export const measures: readonly { readonly id: Measure; readonly look: Look }[] = [
  { id: 'trainLoss', look: 1 },
  { id: 'trainAcc', look: 2 },
  { id: 'testAcc', look: 3 },
];

/** The measures that a run has: linear regression has no accuracies. */
export function measuresOf(epochs: readonly Epoch[]): typeof measures {
  const first = epochs[0];
  return first === undefined ? measures : measures.filter(({ id }) => first[id] !== undefined);
}

/** One series a measure, a point an epoch. */
export function trainingSeries(
  epochs: readonly Epoch[],
  label: (measure: Measure) => string,
): readonly Series[] {
  return measuresOf(epochs).map(({ id, look }) => ({
    id,
    look,
    label: label(id),
    points: epochs.map((epoch) => ({ x: epoch.epoch, y: epoch[id] ?? null })),
  }));
}

/** From the first to the last epoch that was asked for: the axis stands still while the curves grow. */
export function epochAxis(numEpochs: number): Axis {
  const max = Math.max(2, numEpochs);
  // Of few epochs each has its number: there are no halves of one.
  return { min: 1, max, ...(max <= 11 && { step: 1 }) };
}

/** The book's [0.3, 0.9] (`ylim` of `train_ch3`), widened by whole steps to what there is; steps grow with it. */
export function figureAxis(series: readonly Series[]): Axis {
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ y }) => (y !== null && Number.isFinite(y) ? [y] : [])),
  );
  const largest = Math.max(0.9, ...values);
  const step = largest <= 1.3 ? 0.1 : largest <= 2.7 ? 0.3 : niceStep([0, largest], 6);
  const [min, max] = growingRange(values, step <= 0.3 ? [0.3, 0.9] : [0, step], step);
  return { min, max, step };
}

/** Where the learning rate was changed in mid-run: the first epoch that ended with the new one. */
export function rateChanges(
  epochs: readonly Epoch[],
): readonly { readonly epoch: number; readonly learningRate: number }[] {
  return epochs.filter(
    ({ learningRate }, index) => index > 0 && learningRate !== epochs[index - 1]?.learningRate,
  );
}
