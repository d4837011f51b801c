/** A run with all that an export may need of it. */
import type { PredictionsPage } from '#contract/dataset';
import type { RunRecord } from '#contract/run';
import type { Snapshot } from '../runs/weights-file';

/** A question of a lab sheet and what was answered: text, whatever it looks like. */
export interface Answer {
  readonly question: string;
  readonly answer: string;
}

export interface RunBundle {
  readonly record: RunRecord;
  /** The weights that were kept, ascending by epoch. */
  readonly snapshots: readonly Snapshot[];
  /** The whole test set as the last weights predict it; null where there are none, or no data set. */
  readonly predictions: PredictionsPage | null;
  /** For the report: those on the lab sheets on which this run was trained. */
  readonly answers: readonly Answer[];
}
