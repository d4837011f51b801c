/** What is said of a run. */
import type { Divergence, RunRecord } from '#contract/run';
import type { Language } from '#contract/settings';
import { m } from '#messages';
import type { Measure } from '../charts/training';
import { formatLoss, formatPercent } from '../format';
import type { FollowedRun } from '../state/run.svelte';

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
