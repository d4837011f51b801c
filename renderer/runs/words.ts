/** What is said of a run. */
import type { Divergence, Lab, RunRecord, RunState, RunSummary } from '#contract/run';
import type { Language } from '#contract/settings';
import { m } from '#messages';
import { furtherSettingNames, implementationName, labName } from '#messages/names';
import type { Measure } from '../charts/training';
import { formatLoss, formatPercent, NO_VALUE } from '../format';
import type { FollowedRun } from '../state/run.svelte';
import type { Setting } from './comparison';
import type { Figure } from './overlay';

const measureNames: Record<Measure, () => string> = {
  trainLoss: m.run_train_loss,
  trainAcc: m.run_train_acc,
  testAcc: m.run_test_acc,
};

export function measureName(measure: Measure): string {
  return measureNames[measure]();
}

/** A figure as it is shown large: a loss with three decimals, an accuracy as a percentage. */
export function measureText(
  measure: Measure,
  value: number | null | undefined,
  language: Language,
): string {
  return measure === 'trainLoss' ? formatLoss(value, language) : formatPercent(value, language);
}

/** The epochs of a run, and of how many where it came to fewer: "3 / 10". */
export function epochsText({ epochsDone, config }: RunSummary): string {
  return epochsDone === config.epochs ? String(epochsDone) : `${epochsDone} / ${config.epochs}`;
}

/** Where a run stands: "Epoch 3 of 10", with how it ended. */
export function standing(run: FollowedRun | null): string {
  if (!run) return m.run_ready();
  const { state, epochs, config } = run.record;
  const epoch = run.underWay
    ? Math.min(config.epochs, Math.max(epochs.length, run.progress?.epoch ?? 1))
    : epochs.length;
  const of = m.run_epoch_of({ epoch, epochs: config.epochs });
  switch (state) {
    case 'running':
    case 'done':
      return of;
    case 'paused': {
      const { batch = 0, batches = 0 } = run.progress ?? {};
      return batch > 0 && batch < batches
        ? m.run_paused_within({ epoch: of, batch, batches })
        : m.run_paused_at({ epoch: of });
    }
    case 'stopped':
      return m.run_stopped_at({ epoch: of });
    case 'diverged':
      return m.run_diverged_at({ epoch: of });
    case 'failed':
      return m.run_failed_at({ epoch: of });
  }
}

/** The curves in one sentence. */
export function curvesSummary(record: RunRecord, language: Language): string {
  const first = record.epochs[0];
  const last = record.epochs.at(-1);
  if (!first || !last) return m.chart_empty();
  const loss = {
    epochs: record.epochs.length,
    from: formatLoss(first.trainLoss, language),
    to: formatLoss(last.trainLoss, language),
  };
  if (last.trainAcc === undefined) return m.run_summary_loss(loss);
  return m.run_summary({
    ...loss,
    trainAcc: formatPercent(last.trainAcc, language),
    testAcc: formatPercent(last.testAcc, language),
  });
}

/** At which epoch and minibatch a run diverged, and what was found there. */
export function divergenceTitle({ epoch, batch, value }: Divergence): string {
  return value === 'exploded'
    ? m.run_diverged_exploded({ epoch, batch })
    : m.run_diverged_value({ epoch, batch, value });
}

/** A lab's name in a narrow column. */
export const shortLabName: Record<Lab, () => string> = {
  softmax: m.runs_lab_softmax,
  linear: m.runs_lab_linear,
};

/** How a run stands, in a word. */
export const shortStateName: Record<RunState, () => string> = {
  running: m.run_state_running,
  paused: m.run_state_paused,
  stopped: m.compare_state_stopped,
  done: m.compare_state_done,
  diverged: m.run_state_diverged,
  failed: m.run_state_failed,
};

/** A run by its number, and its own name where it has one. */
export function runName({ number, name }: Pick<RunSummary, 'number' | 'name'>): string {
  const run = m.runs_run({ number });
  return name ? m.compare_run_named({ run, name }) : run;
}

export function figureName(figure: Figure): string {
  return figure === 'trainAndTest' ? m.compare_train_and_test() : measureName(figure);
}

export const settingName: Record<Setting, () => string> = {
  lab: m.runs_column_lab,
  implementation: m.field_implementation,
  learningRate: m.field_learning_rate,
  batchSize: m.field_batch_size,
  epochs: m.field_epochs,
  seed: m.field_seed,
  ...furtherSettingNames,
  startsFrom: m.compare_starts_from,
  engine: m.settings_engine,
};

/** A setting's value in words. */
export function settingText(
  setting: Setting,
  value: string | number | boolean | undefined,
): string {
  if (value === undefined) return NO_VALUE;
  if (typeof value === 'boolean') return value ? m.settings_on() : m.settings_off();
  if (typeof value === 'number') return String(value);
  if (setting === 'startsFrom') return value;
  const known: Record<string, () => string> = {
    ...labName,
    ...implementationName,
    unit: m.softmax_pixels_unit,
    byte: m.softmax_pixels_byte,
  };
  return known[value]?.() ?? value;
}
