/** The calls about runs that are over: what is written on them, how they go on, what is kept of them. */
import * as v from 'valibot';
import type { Checkpoint, CheckpointList } from './checkpoint';
import { fieldSchema, softmaxFields } from './fields';
import { runIdSchema, runRequestSchema, type RunRecord } from './run';
import { checkpointNameSchema, runLabelsSchema } from './run-labels';

const finishedEpoch = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(1000));

export const historyCallSchemas = {
  /** Writes a name, a note or tags on a run, hides it or shows it. */
  labelRun: v.strictObject({ id: runIdSchema, labels: runLabelsSchema }),
  /**
   * Trains a run that is over further: a new run, with what was trained until `epoch` (the last one that was kept, if not
   * given) and `epochs` more.
   */
  continueRun: v.strictObject({
    id: runIdSchema,
    epoch: v.optional(finishedEpoch),
    epochs: fieldSchema(softmaxFields.epochs),
    /** The rate that was in force at that epoch's end, if not given. */
    learningRate: v.optional(fieldSchema(softmaxFields.learningRate)),
  }),
  listCheckpoints: v.undefined(),
  /** Keeps the weights of a run after `epoch`, the last one that was kept if not given. */
  saveCheckpoint: v.strictObject({
    runId: runIdSchema,
    epoch: v.optional(finishedEpoch),
    name: checkpointNameSchema,
  }),
  /** Starts a run whose initial weights are a checkpoint's. */
  startFromCheckpoint: v.strictObject({ id: runIdSchema, request: runRequestSchema }),
  deleteCheckpoint: v.strictObject({ id: runIdSchema }),
  restoreCheckpoint: v.strictObject({ id: runIdSchema }),
} as const;

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
