/** The small calculations of section 3.6, on matrices that a person can edit. */
import * as v from 'valibot';
import { fieldSchema, softmaxFields } from './fields';

/** Rows and columns of an editable matrix. */
export const MAX_SIDE = 12;

const entry = v.pipe(v.number(), v.finite(), v.minValue(-1e30), v.maxValue(1e30));
const label = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(MAX_SIDE - 1));

/** Numbers by row; all rows are equally long. */
export const matrixSchema = v.pipe(
  v.array(v.pipe(v.array(entry), v.minLength(1), v.maxLength(MAX_SIDE))),
  v.minLength(1),
  v.maxLength(MAX_SIDE),
  v.check((rows) => rows.every((row) => row.length === rows[0]?.length), 'rows of one length'),
);
export type Matrix = readonly (readonly number[])[];

/** X [n, q], whose rows and columns are summed. */
export const axisSumsSchema = v.strictObject({ X: matrixSchema });

/** Sums with the summed axis kept: [1, q] and [n, 1]. */
export interface AxisSums {
  readonly axis0: Matrix;
  readonly axis1: Matrix;
}

/** Without X: the book's `normal(0, 1, (2, 5))`, drawn from the seed. */
export const softmaxRowsSchema = v.strictObject({
  X: v.nullable(matrixSchema),
  seed: fieldSchema(softmaxFields.seed),
});

/** Softmax by row (equation 3.6.1), with each row of probabilities added up. */
export interface SoftmaxRows {
  readonly X: Matrix;
  /** [n, q]; as the engine computes it, infinities and NaN included. */
  readonly prob: Matrix;
  /** [n] */
  readonly rowSums: readonly number[];
}

/** Probabilities yHat [n, q] and labels y [n]. */
export const pickSchema = v.pipe(
  v.strictObject({ yHat: matrixSchema, y: v.array(label) }),
  v.check(
    ({ yHat, y }) => y.length === yHat.length && y.every((k) => k < (yHat[0]?.length ?? 0)),
    'one label for each row, below the number of columns',
  ),
);

/** The cross-entropy and the accuracy of n examples, as section 3.6 computes them by indexing. */
export interface Picked {
  /** yHat[[0, 1, …], y] */
  readonly picked: readonly number[];
  /** -log of these */
  readonly crossEntropy: readonly number[];
  /** Rows whose largest entry is in the label's column, and their fraction. */
  readonly correct: number;
  readonly accuracy: number;
}

/** The logits [q] of one example, and its label. */
export const overflowSchema = v.pipe(
  v.strictObject({
    logits: v.pipe(v.array(entry), v.minLength(1), v.maxLength(MAX_SIDE)),
    label,
  }),
  v.check(({ logits, label: y }) => y < logits.length, 'a label below the number of logits'),
);

/** What goes wrong with a number in float32, beside rounding. */
export type Float32Problem = 'overflow' | 'underflow' | 'logOfZero' | 'undefined';

export type CrossEntropyStepName =
  | 'exp'
  | 'sum'
  | 'divide'
  | 'pick'
  | 'negLog'
  | 'max'
  | 'subtractMax'
  | 'log'
  | 'addMax'
  | 'subtractLogit';

/** One way to the cross-entropy of one example, step by step in float32. */
export interface CrossEntropyTrace {
  readonly steps: readonly {
    readonly name: CrossEntropyStepName;
    readonly values: readonly number[];
    /** For each value what went wrong in this very step, if anything. */
    readonly problems: readonly (Float32Problem | null)[];
  }[];
  readonly loss: number;
  /** To a ten-thousandth of the exact value. */
  readonly right: boolean;
  /** The step that spoiled a loss that is not right. */
  readonly failingStep: number | null;
}

/** Two ways to one cross-entropy, beside its true value. */
export interface OverflowTraces {
  /** Softmax, then its logarithm (section 3.6). */
  readonly naive: CrossEntropyTrace;
  /** With the largest logit taken out (section 3.7.2). */
  readonly stable: CrossEntropyTrace;
  /** In double precision. */
  readonly exact: number;
}
