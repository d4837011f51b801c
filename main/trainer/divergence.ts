import type { Divergence } from '#contract/run';
import type { Examples } from '#lessons/fashion-mnist';
import type { EpochTotals, SoftmaxTrainable } from '#lessons/softmax-regression/trainable';
import type { EpochLog } from './epoch-log';

/**
 * A mean loss above this counts as exploded. Guessing among ten classes costs ln 10 = 2.3, and a model that is as sure as it is
 * wrong some hundreds; a million means weights that no further training brings back.
 */
export const EXPLODED_LOSS = 1e6;

/**
 * Whether the sums of an epoch over `numExamples` show a loss that is not finite, or that exploded. All of these stay as they are when
 * more is added, as no loss is negative: it does not matter how many minibatches lie between two looks.
 */
export function lossFault(lossSum: number, numExamples: number): Divergence['value'] | null {
  return numberFault(lossSum) ?? (lossSum > EXPLODED_LOSS * numExamples ? 'exploded' : null);
}

/** The first of the numbers that is not finite. */
export function weightsFault(weights: Float32Array): Divergence['value'] | null {
  const bad = weights.find((weight) => !Number.isFinite(weight));
  return bad === undefined ? null : numberFault(bad);
}

/** What is wrong with a number that is to be finite. */
export function numberFault(value: number): 'NaN' | 'Infinity' | '-Infinity' | null {
  if (Number.isNaN(value)) return 'NaN';
  if (value === Infinity) return 'Infinity';
  return value === -Infinity ? '-Infinity' : null;
}

export interface Replay {
  readonly model: SoftmaxTrainable;
  readonly train: Examples;
  readonly epoch: EpochLog;
  readonly batchSize: number;
  /** Lets messages in, and tells whether to go on. */
  readonly goOn: () => Promise<boolean>;
}

/**
 * Trains an epoch once more, a minibatch at a time, up to the first one whose loss or whose new weights are not finite
 * (or have exploded), and leaves the model with the weights from before it.
 *
 * @returns that minibatch (from 1), what was found there, and the mean loss of the minibatch before it (null where it is
 * the first); null where there is none or `goOn` ended the search.
 */
export async function locateDivergence({
  model,
  train,
  epoch,
  batchSize,
  goOn,
}: Replay): Promise<Omit<Divergence, 'epoch'> | null> {
  let weights = epoch.weights;
  let before: Pick<EpochTotals, 'batch' | 'lossSum' | 'examples'> = {
    batch: 0,
    lossSum: 0,
    examples: 0,
  };
  let lastFiniteLoss: number | null = null;
  let found: Omit<Divergence, 'epoch'> | null = null;
  model.setWeights(weights);
  const steps = model.trainEpoch(train.images, train.labels, epoch.order, {
    batchSize,
    learningRate: () => epoch.rateOf(before.batch + 1),
    maxBatches: () => 1,
  });
  for (const totals of steps) {
    const updated = model.getWeights();
    const value = lossFault(totals.lossSum, epoch.order.length) ?? weightsFault(updated);
    if (value !== null) {
      found = { batch: totals.batch, value, lastFiniteLoss };
      break;
    }
    weights = updated;
    lastFiniteLoss = (totals.lossSum - before.lossSum) / (totals.examples - before.examples);
    before = totals;
    if (!(await goOn())) break;
  }
  model.setWeights(weights);
  return found;
}
