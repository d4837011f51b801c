/** The calls about runs that are over: what is written on them, how they go on, what is kept of them. */
import * as v from 'valibot';
import type { Checkpoint, CheckpointList } from './checkpoint';
import { fieldSchema, softmaxFields } from './fields';
import { runIdSchema, runRequestSchema, type RunRecord } from './run';
import { checkpointNameSchema, runLabelsSchema } from './run-labels';

const finishedEpoch = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));

/** The calls of this feature, for `callSchemas`. */
export const historyCallSchemas = {
  /** Writes a name, a note or tags on a run, hides it or shows it. Errors: `noSuchRun`, `unreadableFile`. */
  labelRun: v.strictObject({ id: runIdSchema, labels: runLabelsSchema }),
  /**
   * Trains a run that is over further: a new run, with what was trained until `epoch` (the last one that was kept, if not
   * given) and `epochs` more.
   * Errors: `noSuchRun`, `noSuchEpoch`, `unreadableFile`, `invalidInput` where there is nothing to train or too much, and as
   * `startRun`.
   */
  continueRun: v.strictObject({
    id: runIdSchema,
    epoch: v.optional(finishedEpoch),
    epochs: fieldSchema(softmaxFields.epochs),
    /** The rate that was in force at that epoch's end, if not given. */
    learningRate: v.optional(fieldSchema(softmaxFields.learningRate)),
  }),
  listCheckpoints: v.undefined(),
  /**
   * Keeps the weights of a run after `epoch`, the last one that was kept if not given.
   * Errors: `noSuchRun`, `noSuchEpoch`, `unreadableFile`.
   */
  saveCheckpoint: v.strictObject({
    runId: runIdSchema,
    epoch: v.optional(finishedEpoch),
    name: checkpointNameSchema,
  }),
  /**
   * Starts a run whose initial weights are a checkpoint's.
   * Errors: `noSuchCheckpoint`, `unreadableFile`, `invalidInput` where it is the other lab's or there is nothing to train, and
   * as `startRun`.
   */
  startFromCheckpoint: v.strictObject({ id: runIdSchema, request: runRequestSchema }),
  /** Errors: `noSuchCheckpoint`. */
  deleteCheckpoint: v.strictObject({ id: runIdSchema }),
  /** Errors: `noSuchCheckpoint`. */
  restoreCheckpoint: v.strictObject({ id: runIdSchema }),
} as const;

/** What main answers. */
export interface HistoryCallOutput {
  labelRun: null;
  /** The new run. */
  continueRun: RunRecord;
  listCheckpoints: CheckpointList;
  saveCheckpoint: Checkpoint;
  startFromCheckpoint: RunRecord;
  /** A deleted checkpoint can be restored until the app is closed. */
  deleteCheckpoint: null;
  restoreCheckpoint: null;
}
