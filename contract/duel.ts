/**
 * The duel: implementations that are trained side by side, on one seed, an epoch of each in turn; one of them may
 * have a fault, for a class to find. A call trains one epoch of one of them, and keeps nothing: the weights come
 * and go with it, so that pausing is not to ask.
 */
import * as v from 'valibot';
import { fieldSchema, softmaxFields } from './fields';
import {
  linearConfigSchema,
  softmaxConfigSchema,
  softmaxImplementations,
  SOFTMAX_WEIGHTS,
} from './run';

/** What can be broken on purpose, in either lab. */
const faults = ['sum', 'noShuffle', 'otherSeed'] as const;
export const softmaxFaults = [...faults, 'twice', 'frozenBias'] as const;
export const linearFaults = [...faults, 'noHalf'] as const;

/** Linear regression's implementations that train by epochs. */
export const linearDuellists = ['scratch', 'concise'] as const;

const weightsOf = (count: number) =>
  v.nullable(
    v.pipe(
      v.custom<Float32Array>((value) => value instanceof Float32Array, 'a Float32Array'),
      v.check((weights) => weights.length === count, `${count} weights`),
    ),
  );

const epoch = fieldSchema(softmaxFields.epochs);

/** One epoch to train, by one side. */
export const duelEpochSchema = v.variant('lab', [
  v.strictObject({
    lab: v.literal('softmax'),
    implementation: v.picklist(softmaxImplementations),
    fault: v.nullable(v.picklist(softmaxFaults)),
    config: softmaxConfigSchema,
    /** The epoch to train, from 1. */
    epoch,
    /** After the epoch before it; null: the initial ones. */
    weights: weightsOf(SOFTMAX_WEIGHTS),
  }),
  v.strictObject({
    lab: v.literal('linear'),
    implementation: v.picklist(linearDuellists),
    fault: v.nullable(v.picklist(linearFaults)),
    config: linearConfigSchema,
    epoch,
    weights: weightsOf(3),
  }),
]);
export type DuelEpochRequest = v.InferOutput<typeof duelEpochSchema>;

/** What the epoch came to. */
export interface DuelEpoch {
  /** Softmax: W [10, 784] row by row, then b [10]; linear: w [2], then b. */
  readonly weights: Float32Array;
  /** Softmax: mean over the examples of the epoch; linear: over all at its end. null where it is not finite. */
  readonly duelLoss: number | null;
  /** Fraction of the test pictures; null for linear regression. */
  readonly testAcc: number | null;
  readonly ms: number;
}
