import * as tf from '@tensorflow/tfjs';
import { Accumulator } from '../accumulator';
import type { Examples } from '../fashion-mnist';
import { batchIndices, takeExamples } from './minibatch';
import type { EpochOptions, EpochTotals, SoftmaxTrainable } from './trainable';

/**
 * Updates the parameters once, from the minibatch X [n, 784], y [n] and with the
 * learning rate `lr`. Tells what the model was like before the update: the loss of each
 * example [n], and how many of them it predicted rightly.
 */
export type TrainStep = (
  X: tf.Tensor2D,
  y: Int32Array,
  lr: number,
) => { readonly l: Float32Array; readonly correct: number };

/**
 * Trains for one epoch (section 3.6.6) and yields the totals so far after each
 * minibatch. No tensor of its own is alive at a yield, so that one can stop there.
 *
 * @param order indices of the examples, in the order in which they are read
 */
export function* trainEpochCh3(
  trainStep: TrainStep,
  { images, labels }: Examples,
  order: Int32Array,
  { batchSize, learningRate }: Omit<EpochOptions, 'maxBatches'>,
): Generator<EpochTotals, void> {
  // Once an epoch: each time that a tensor is read, the engine is asked.
  const labelValues = labels.dataSync<'int32'>();
  const batches = Math.ceil(order.length / batchSize);
  let batch = 0;
  // Sum of the losses, right predictions, examples.
  const metric = new Accumulator(3);
  for (const indices of batchIndices(order, batchSize)) {
    tf.tidy(() => {
      const { X, y } = takeExamples(images, labelValues, indices);
      const { l, correct } = trainStep(X, y, learningRate());
      metric.add(sum(l), correct, y.length);
    });
    batch += 1;
    yield {
      batch,
      batches,
      lossSum: metric.get(0),
      correct: metric.get(1),
      examples: metric.get(2),
    };
  }
}

/** In double precision, whatever the number of examples. */
function sum(values: Float32Array): number {
  return values.reduce((total, value) => total + value, 0);
}

/** The three figures of an epoch that the book's `Animator` draws. */
export interface EpochMetrics {
  /** Mean cross-entropy of the training examples, each measured before its update. */
  readonly trainLoss: number;
  /** Fraction of the training examples predicted rightly, measured likewise. */
  readonly trainAcc: number;
  /** Fraction of the test pictures predicted rightly at the end of the epoch. */
  readonly testAcc: number;
}

/** What happens while `trainCh3` runs. */
export type TrainEvent =
  | { readonly kind: 'minibatch'; readonly epoch: number; readonly totals: EpochTotals }
  | { readonly kind: 'epoch'; readonly epoch: number; readonly metrics: EpochMetrics };

/**
 * Trains for several epochs (section 3.6.6). Where the book draws, this yields: after
 * each minibatch the totals so far, and at the end of each epoch (from 1) its three
 * figures.
 *
 * @param orderOf the order in which an epoch reads the examples
 */
export function* trainCh3(
  model: SoftmaxTrainable,
  train: Examples,
  test: Examples,
  numEpochs: number,
  orderOf: (epoch: number) => Int32Array,
  options: EpochOptions,
): Generator<TrainEvent, void> {
  for (let epoch = 1; epoch <= numEpochs; epoch += 1) {
    let [trainLoss, trainAcc] = [NaN, NaN];
    const order = orderOf(epoch);
    for (const totals of model.trainEpoch(train.images, train.labels, order, options)) {
      trainLoss = totals.lossSum / totals.examples;
      trainAcc = totals.correct / totals.examples;
      yield { kind: 'minibatch', epoch, totals };
    }
    const testAcc = model.evaluateAccuracy(test.images, test.labels);
    yield { kind: 'epoch', epoch, metrics: { trainLoss, trainAcc, testAcc } };
  }
}
