import { MAX_LAST_LOSSES, type Divergence } from '#contract/run';
import type { BegunEpoch, EpochSums } from '#contract/trainer';
import type { Examples } from '#lessons/fashion-mnist';
import type { SoftmaxTrainable } from '#lessons/softmax-regression/trainable';
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

/** An epoch of which nothing is done. */
export const notBegun: BegunEpoch = {
  batch: 0,
  sums: { lossSum: 0, correct: 0, examples: 0 },
  lastLoss: null,
};

/** Both together: of the first minibatches, and of those after them. */
export function addSums(a: EpochSums, b: EpochSums): EpochSums {
  return {
    lossSum: a.lossSum + b.lossSum,
    correct: a.correct + b.correct,
    examples: a.examples + b.examples,
  };
}

export interface Replay {
  readonly model: SoftmaxTrainable;
  readonly train: Examples;
  /** What is to be trained once more. */
  readonly epoch: EpochLog;
  /** What of the epoch was done before that. */
  readonly begun: BegunEpoch;
  /** Examples of a whole epoch. */
  readonly numTrain: number;
  readonly batchSize: number;
  /** Lets messages in, and tells whether to go on. */
  readonly goOn: () => Promise<boolean>;
}

/**
 * Trains an epoch once more, a minibatch at a time, up to the first one whose loss or whose new weights are not finite
 * (or have exploded), and leaves the model with the weights from before it.
 *
 * @returns that minibatch (from 1), what was found there, the mean loss of the minibatch before it (null where it is
 * the first), and the sums up to there; null where there is none or `goOn` ended the search.
 */
export async function locateDivergence({
  model,
  train,
  epoch,
  begun,
  numTrain,
  batchSize,
  goOn,
}: Replay): Promise<{ divergence: Omit<Divergence, 'epoch'>; sums: EpochSums } | null> {
  let weights = epoch.weights;
  let done = 0;
  let { sums, lastLoss: lastFiniteLoss } = begun;
  const losses: number[] = lastFiniteLoss === null ? [] : [lastFiniteLoss];
  let found: Omit<Divergence, 'epoch'> | null = null;
  model.setWeights(weights);
  const steps = model.trainEpoch(train.images, train.labels, epoch.order, {
    batchSize,
    learningRate: () => epoch.rateOf(done + 1),
    maxBatches: () => 1,
  });
  for (const totals of steps) {
    const updated = model.getWeights();
    const upToHere = addSums(begun.sums, totals);
    const value = lossFault(upToHere.lossSum, numTrain) ?? weightsFault(updated);
    if (value !== null) {
      found = {
        batch: begun.batch + totals.batch,
        value,
        lastFiniteLoss,
        lastLosses: losses.slice(-MAX_LAST_LOSSES),
      };
      break;
    }
    weights = updated;
    done = totals.batch;
    lastFiniteLoss = (upToHere.lossSum - sums.lossSum) / (upToHere.examples - sums.examples);
    losses.push(lastFiniteLoss);
    sums = upToHere;
    if (!(await goOn())) break;
  }
  model.setWeights(weights);
  return found && { divergence: found, sums };
}
