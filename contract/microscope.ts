/** Softmax regression under the microscope: all that one training step computes (section 3.6). */
import * as v from 'valibot';

/** Examples of a minibatch that are sent to be looked at; gradient and update are those of all of it. */
export const MAX_EXAMPLES_SEEN = 256;

/** Asks for the last step of this run, if it was made by itself: by Step, while the run was paused. */
export const microscopeSchema = v.strictObject({ runId: v.pipe(v.string(), v.maxLength(40)) });

/** What stands under the microscope; null where the run's last minibatch was one of many. */
export interface MicroscopeAnswer {
  readonly step: SeenStep | null;
}

/** One minibatch on its way through the model and back, from the weights before the step. */
export interface SeenStep {
  /** The step's place, from 1. */
  readonly epoch: number;
  readonly batch: number;
  readonly batches: number;
  readonly learningRate: number;
  /** Examples in the minibatch, and the mean of their losses. */
  readonly size: number;
  readonly loss: number;
  /** The first of them, n in number. */
  readonly examples: {
    /** Places in the training set [n], classes [n], 28 x 28 bytes each. */
    readonly indices: Int32Array;
    readonly labels: Uint8Array;
    readonly pixels: Uint8Array;
    /** Logits O [n, 10], probabilities ŷ [n, 10], losses [n]. */
    readonly logits: Float32Array;
    readonly probabilities: Float32Array;
    readonly losses: Float32Array;
  };
  /** The derivatives of the summed loss, [10, 784] and [10]: the step divides them by the size. */
  readonly dW: Float32Array;
  readonly db: Float32Array;
  /** The shapes of X, O, ŷ, l, dO, dW and db as they were computed. */
  readonly shapes: Readonly<
    Record<'X' | 'O' | 'yHat' | 'l' | 'dO' | 'dW' | 'db', readonly number[]>
  >;
  /** The largest distance between the weights that this step leads to and those that the run has after it. */
  readonly difference: number;
}
