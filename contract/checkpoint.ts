/**
 * A checkpoint: the weights of a run after one of its epochs, kept under a name of its own
 * (`checkpoints/<id>.json`). It outlives the run, and another run can start from it.
 */
import * as v from 'valibot';
import {
  epochSchema,
  linearConfigSchema,
  linearImplementations,
  runIdSchema,
  softmaxConfigSchema,
  softmaxImplementations,
} from './run';

/** The version of the file that this build writes. A file of a newer version is left alone. */
export const CHECKPOINT_SCHEMA = 1;

const entries = {
  schema: v.literal(CHECKPOINT_SCHEMA),
  /** Made as a run's id is: when it was saved, and letters that keep two apart. */
  id: runIdSchema,
  name: v.string(),
  savedAt: v.string(),
  app: v.string(),
  /** The run that it was taken from, which may be gone by now. */
  run: v.object({ id: runIdSchema, number: v.number() }),
  /** Finished epochs; 0: the initial weights. */
  epoch: v.pipe(v.number(), v.integer(), v.minValue(0)),
  /** What that epoch came to. */
  figures: v.optional(epochSchema),
  dataset: v.object({ name: v.string(), sha256: v.string() }),
  /** Little-endian float32, softmax: W [10, 784] row by row, then b [10]; linear: w [2], then b. */
  weights: v.pipe(v.string(), v.base64()),
  /** Of the weights' bytes. */
  crc32: v.number(),
};

/** A checkpoint as its file holds it. */
export const checkpointSchema = v.variant('lab', [
  v.object({
    ...entries,
    lab: v.literal('softmax'),
    implementation: v.picklist(softmaxImplementations),
    config: softmaxConfigSchema,
  }),
  v.object({
    ...entries,
    lab: v.literal('linear'),
    implementation: v.picklist(linearImplementations),
    config: linearConfigSchema,
  }),
]);
export type CheckpointFile = v.InferOutput<typeof checkpointSchema>;

type WithoutWeights<T> = T extends unknown ? Omit<T, 'weights' | 'crc32'> : never;

/** A checkpoint as it is listed. */
export type Checkpoint = WithoutWeights<CheckpointFile>;

/** All checkpoints that are kept, without their weights. */
export interface CheckpointList {
  /** Newest first. */
  readonly checkpoints: readonly Checkpoint[];
  /** Files that could not be read, with the reason; they are left as they are. */
  readonly unreadable: readonly { readonly id: string; readonly reason: 'damaged' | 'newer' }[];
}
