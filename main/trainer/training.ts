import type { LinearProgress } from '#contract/linear';
import type { Divergence, LinearFinal, SoftmaxFinal } from '#contract/run';
import type { EpochSums } from '#contract/trainer';

/** What happens in a training, whatever is trained. Epochs and batches count from 1. */
export type TrainingEvent =
  | {
      readonly kind: 'minibatch';
      readonly epoch: number;
      readonly batch: number;
      readonly batches: number;
      /** Means over the examples of the epoch so far. */
      readonly trainLoss: number;
      readonly trainAcc: number | null;
      /** Linear regression's own part of the progress. */
      readonly linear?: LinearProgress;
    }
  | { readonly kind: 'epoch'; readonly epoch: number; readonly metrics: EpochMetrics }
  /** The last event: the weights are now those of the last finite step, and `sums` those of the epoch up to it, where they are known. */
  | { readonly kind: 'diverged'; readonly divergence: Divergence; readonly sums?: EpochSums };

export interface EpochMetrics {
  readonly trainLoss: number;
  readonly trainAcc?: number;
  readonly testAcc?: number;
}

/** What a training asks of whoever drives it. */
export interface TrainingControls {
  /** The rate in force. */
  readonly learningRate: () => number;
  /** How many minibatches may be done before the next event. */
  readonly maxBatches: () => number;
  /** Whether the next minibatch is asked for by itself, to be looked at. */
  readonly stepping: () => boolean;
  /** Lets messages in. To be awaited now and then in long computations outside the minibatches. */
  readonly breathe: () => Promise<void>;
  readonly stopped: AbortSignal;
}

/** A minibatch that was trained by itself, with what it takes to train it once more. */
export interface WatchedStep {
  readonly epoch: number;
  readonly batch: number;
  readonly batches: number;
  /** Its examples. */
  readonly indices: Int32Array;
  readonly learningRate: number;
  /** The weights before the step and after it. */
  readonly before: Float32Array;
  readonly after: Float32Array;
}

/**
 * A training of one lab, ready to go. A minibatch is trained only while the next event is awaited: who does not ask
 * for it has paused the training.
 */
export interface Training {
  readonly epochs: number;
  /** Minibatches of an epoch. */
  readonly batches: number;
  events(controls: TrainingControls): AsyncGenerator<TrainingEvent, void>;
  /** The weights after the last event, as a copy. */
  getWeights(): Float32Array;
  /** The last minibatch, if it was stepped through; absent where nobody looks at one. It outlives `dispose`. */
  readonly lastStep?: WatchedStep | null;
  /** What the last epoch that `events` told of came to; undefined before the first. */
  final(): SoftmaxFinal | LinearFinal | undefined;
  dispose(): void;
}
