/** Linear regression's data, its loss surface and its way over it (sections 3.2 and 3.3). */
import * as v from 'valibot';
import { fieldSchema, linearFields } from './fields';

/** What the examples and the initial weights of a run are made from: the same names as in its configuration. */
export const linearDataSchema = v.strictObject({
  seed: fieldSchema(linearFields.seed),
  initStd: fieldSchema(linearFields.initStd),
  numExamples: fieldSchema(linearFields.numExamples),
  noise: fieldSchema(linearFields.noise),
  trueW1: fieldSchema(linearFields.trueW1),
  trueW2: fieldSchema(linearFields.trueW2),
  trueB: fieldSchema(linearFields.trueB),
});

/** The examples that a run of these settings trains on, and what can be known of them without training. */
export interface LinearData {
  /** X [n, 2], row by row. */
  readonly features: Float32Array;
  /** y [n]. */
  readonly labels: Float32Array;
  /** Where training starts: w1, w2, b. */
  readonly start: Float32Array;
  readonly analytic: AnalyticAnswer;
  /** The mean squared loss (with its half) over (w1, w2), with the best b at each of them. */
  readonly surface: {
    readonly minimum: readonly [number, number];
    readonly minLoss: number;
    /**
     * Ellipses of equal loss, from the inside out and beyond the start: w1, w2 of each point in turn.
     * None where the surface is flat, as it is over a single example.
     */
    readonly contours: readonly { readonly level: number; readonly points: Float32Array }[];
  };
}

/** The parameters with the least squared loss, and how well they are determined (equation 3.1.8). */
export interface AnalyticAnswer {
  readonly w: readonly number[];
  readonly b: number;
  /** Mean squared loss with its half. */
  readonly loss: number;
  /** Independent columns among the features and the column of ones: all of them where XᵀX has an inverse. */
  readonly rank: number;
  /** Of XᵀX in columns of length one; Infinity where it is singular. */
  readonly condition: number;
  /** Features that the others determine: feature = Σ coefficients[j] x[j] + constant. */
  readonly dependencies: readonly {
    readonly feature: number;
    readonly coefficients: readonly number[];
    readonly constant: number;
  }[];
}

/** The most points of a path that are kept; a longer one loses every second point. */
export const MAX_PATH_POINTS = 2000;
/** The most examples of a minibatch that are shown. */
export const MAX_MINIBATCH_ROWS = 100;

/** Where a linear regression run is, beyond what every run tells. */
export interface LinearProgress {
  /** The way so far, side by side; the first point is where this session started, the last one is now. */
  readonly path: {
    /** Minibatches done by then. */
    readonly steps: Int32Array;
    readonly w1: Float32Array;
    readonly w2: Float32Array;
    readonly b: Float32Array;
  };
  /** The last minibatch, opened up; null before the first and for the analytic solution. */
  readonly minibatch: LinearMinibatch | null;
}

/** One minibatch as it was trained: the first rows of it, and the step that all of it made. */
export interface LinearMinibatch {
  /** How many examples it has; the rows below are `MAX_MINIBATCH_ROWS` at most. */
  readonly size: number;
  /** The rows' places in the data. */
  readonly indices: Int32Array;
  /** [rows, 2], row by row. */
  readonly X: Float32Array;
  readonly y: Float32Array;
  readonly yHat: Float32Array;
  /** ŷ - y. */
  readonly residual: Float32Array;
  /** Mean loss before the update, as the implementation defines the loss. */
  readonly loss: number;
  readonly learningRate: number;
  /** By w1, w2, b: the gradient of that loss, and the update -learningRate times it. */
  readonly gradient: Float32Array;
  readonly update: Float32Array;
  /** w1, w2, b after the update. */
  readonly weights: Float32Array;
}
