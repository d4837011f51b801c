/** A run with all that an export may need of it. */
import type { Answer } from '#contract/exports';
import type { PredictionsPage } from '#contract/dataset';
import type { RunRecord } from '#contract/run';
import type { Snapshot } from '../runs/weights-file';

export interface RunBundle {
  readonly record: RunRecord;
  /** The weights that were kept, ascending by epoch. */
  readonly snapshots: readonly Snapshot[];
  /** The whole test set as the last weights predict it; null where there are none, or no data set. */
  readonly predictions: PredictionsPage | null;
  readonly answers: readonly Answer[];
}
