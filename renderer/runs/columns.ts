/** The columns of the table of runs, from left to right. */
import { m } from '#messages';
import type { Column } from './listing';

export interface Head {
  readonly column: Column;
  readonly label: () => string;
  readonly text?: boolean;
  /** Left out where there is little room. */
  readonly room?: 'wide' | 'widest';
}

export const heads: readonly Head[] = [
  { column: 'number', label: m.runs_column_run, text: true },
  { column: 'lab', label: m.runs_column_lab, text: true },
  { column: 'implementation', label: m.field_implementation, text: true },
  { column: 'learningRate', label: m.field_learning_rate },
  { column: 'batchSize', label: m.runs_column_batch },
  { column: 'epochs', label: m.field_epochs },
  { column: 'seed', label: m.field_seed, room: 'wide' },
  { column: 'trainLoss', label: m.run_train_loss },
  { column: 'testAcc', label: m.run_test_acc },
  { column: 'epochMs', label: m.runs_column_ms, room: 'wide' },
  { column: 'startedAt', label: m.runs_column_when, text: true, room: 'widest' },
];
