import type { RunProgress } from '#contract/events';
import type { Epoch, RunRecord } from '#contract/run';
import { median } from '../format';

export interface Timing {
  /** Typical milliseconds of an epoch; null before there is anything to judge by. */
  readonly epochMs: number | null;
  readonly elapsedMs: number;
  /** Milliseconds of training that are left at this pace. */
  readonly leftMs: number | null;
  /** What is done of the whole run, a fraction. */
  readonly share: number;
}

/**
 * How long a run takes, from the epochs that are done and where the next one is.
 *
 * @param begun where another run had come to, which this one goes on from: its minibatches took none of the time
 */
export function timing(
  epochs: readonly Epoch[],
  progress: RunProgress | null,
  numEpochs: number,
  begun?: RunRecord['continues'],
): Timing {
  // Progress may be older than the last epoch: then nothing of the next one is known to be done.
  const current = progress && progress.epoch > epochs.length ? progress : null;
  const partial = current && current.batches > 0 ? current.batch / current.batches : 0;
  const spent = epochs.reduce((sum, { ms }) => sum + ms, 0);
  const elapsedMs = Math.max(spent, progress?.elapsedMs ?? 0);
  const before = begun && current?.epoch === begun.epoch ? begun.batch : 0;
  const epochMs =
    median(epochs.map(({ ms }) => ms)) ??
    (current && current.batch > before
      ? (current.elapsedMs * current.batches) / (current.batch - before)
      : null);
  const done = Math.min(numEpochs, epochs.length + partial);
  return {
    epochMs,
    elapsedMs,
    leftMs: epochMs === null ? null : epochMs * (numEpochs - done),
    share: numEpochs > 0 ? done / numEpochs : 0,
  };
}
