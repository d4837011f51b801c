import type * as tf from '@tensorflow/tfjs';

/**
 * Sums over the examples of the epoch under way, as `trainEpochCh3` adds them up
 * (section 3.6.6).
 */
export interface EpochTotals {
  /** Minibatches done in this epoch. */
  readonly batch: number;
  /** Minibatches that the epoch has. */
  readonly batches: number;
  /**
   * Sum of the examples' cross-entropy, each measured before its minibatch's update.
   */
  readonly lossSum: number;
  /** Examples predicted rightly, measured likewise. */
  readonly correct: number;
  readonly examples: number;
}

/** How an epoch is trained, and how often it yields. */
export interface EpochOptions {
  readonly batchSize: number;
  /** Asked before each minibatch or chunk, so that the rate can change in mid-epoch. */
  readonly learningRate: () => number;
  /**
   * How many minibatches may be done before the next yield: 1 when stepping. At least
   * one is done.
   */
  readonly maxBatches: () => number;
}

/**
 * What the three implementations of softmax regression have in common: the same weights
 * in, the same minibatches, the same figures out.
 */
export interface SoftmaxTrainable {
  /**
   * Trains one epoch over `images` [N, 784] and `labels` [N] (int32), in the given
   * order of example indices (at most N of them), and yields the epoch's totals after
   * each minibatch or group of minibatches. Stopping to iterate leaves the weights as
   * of the last yield.
   */
  trainEpoch(
    images: tf.Tensor2D,
    labels: tf.Tensor1D,
    order: Int32Array,
    options: EpochOptions,
  ): Iterable<EpochTotals>;
  /** Fraction of `images` [N, 784] whose most probable class is their label. */
  evaluateAccuracy(images: tf.Tensor2D, labels: tf.Tensor1D): number;
  /** A copy of W [10, 784] row by row, then b [10]. */
  getWeights(): Float32Array;
  /** Goes on from here: W [10, 784] row by row, then b [10]. */
  setWeights(weights: Float32Array): void;
  /** Frees the tensors; nothing else may be called after it. */
  dispose(): void;
}

/**
 * Builds an implementation from initial weights (W [10, 784] row by row, then b [10]).
 */
export type SoftmaxTrainableFactory = (weights: Float32Array) => SoftmaxTrainable;
