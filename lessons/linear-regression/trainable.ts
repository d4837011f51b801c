import * as tf from '@tensorflow/tfjs';

/**
 * One minibatch, opened up: what the model said, how wrong it was, where that pushed
 * the parameters. `yHat`, `loss` and `gradient` are from before the update, `weights`
 * from after.
 */
export type LinearStep = {
  /** Minibatches done in this epoch, and how many it has. */
  readonly batch: number;
  readonly batches: number;
  /** Where the minibatch's m examples are in the data. */
  readonly indices: Int32Array;
  /** Predictions [m]. */
  readonly yHat: Float32Array;
  /** Mean loss of the minibatch, as this implementation defines the loss. */
  readonly loss: number;
  /**
   * The mean loss's gradient: by w [d], then by b. The update is -learningRate times
   * this.
   */
  readonly gradient: Float32Array;
  readonly learningRate: number;
  /** w [d], then b. */
  readonly weights: Float32Array;
};

/** How an epoch is trained. */
export interface LinearEpochOptions {
  readonly batchSize: number;
  /** Asked before each minibatch, so that the rate can change in mid-epoch. */
  readonly learningRate: () => number;
}

/**
 * What the implementations that train by SGD have in common: the same weights and
 * minibatches in.
 */
export interface LinearTrainable {
  /**
   * Trains one epoch over `features` [n, d] and `labels` [n, 1] in the given order of
   * indices and yields after each minibatch. Stopping to iterate leaves the weights as
   * of the last yield.
   */
  trainEpoch(
    features: tf.Tensor2D,
    labels: tf.Tensor2D,
    order: Int32Array,
    options: LinearEpochOptions,
  ): Iterable<LinearStep>;
  /** Mean loss over all examples, as this implementation defines the loss. */
  evaluateLoss(features: tf.Tensor2D, labels: tf.Tensor2D): number;
  /** A copy of w [d], then b. */
  getWeights(): Float32Array;
  /** Goes on from here: w [d], then b. */
  setWeights(weights: Float32Array): void;
  /** Frees the tensors; nothing else may be called after it. */
  dispose(): void;
}

/**
 * Builds an implementation from the weights that training starts with: w [d], then b.
 */
export type LinearTrainableFactory = (weights: Float32Array) => LinearTrainable;

/** What one step computed, w before b. */
export interface StepTensors {
  readonly yHat: tf.Tensor;
  /** The minibatch's loss … */
  readonly value: tf.Scalar;
  /** … and its gradient. */
  readonly grads: readonly tf.Tensor[];
  /** After the update. */
  readonly weights: readonly tf.Tensor[];
  /** The examples over which the loss is summed; 1 where it is their mean. */
  readonly summedOver?: number;
}

/** The same in plain numbers, for those who watch the training; sums become means. */
export function numbersOf({
  yHat,
  value,
  grads,
  weights,
  summedOver = 1,
}: StepTensors): Pick<LinearStep, 'yHat' | 'loss' | 'gradient' | 'weights'> {
  return {
    yHat: flatten([yHat]),
    loss: value.arraySync() / summedOver,
    gradient: flatten(grads).map((sum) => sum / summedOver),
    weights: flatten(weights),
  };
}

/**
 * The numbers of several tensors, one after the other: w [d, 1] and b [1] as w [d],
 * then b.
 */
export function flatten(tensors: readonly tf.Tensor[]): Float32Array {
  return tf.tidy(() =>
    tf.concat1d(tensors.map((t) => t.flatten())).dataSync<'float32'>(),
  );
}

/** The other way round: w as a tensor [d, 1] and b as a tensor [1]. */
export function unflatten(weights: Float32Array): [tf.Tensor2D, tf.Tensor1D] {
  const d = weights.length - 1;
  return [tf.tensor2d(weights.slice(0, d), [d, 1]), tf.tensor1d(weights.slice(d))];
}
