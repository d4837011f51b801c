/** Where a run begins that does not begin at the beginning, and what its record has from the run before it. */
import type { RewindTarget } from '#contract/calls';
import type { Checkpoint } from '#contract/checkpoint';
import { AppError } from '#contract/errors';
import { allowedInterval, fieldProblem, softmaxFields } from '#contract/fields';
import type { RunRecord, RunRequest } from '#contract/run';
import type { RunEnd, RunStart } from '#contract/trainer';
import type { Snapshot } from './weights-file';

export interface Beginning {
  readonly start: RunStart;
  readonly entries: Partial<Pick<RunRecord, 'epochs' | 'continues' | 'startsFrom'>>;
  /** The weights of earlier epochs, which are the new run's too. */
  readonly snapshots: readonly Snapshot[];
}

/** What is asked of a run that is trained further. */
export interface Continuation {
  /** The finished epoch that it goes on from; the last one whose weights were kept if not given. */
  readonly epoch?: number | undefined;
  /** How many more. */
  readonly epochs: number;
  readonly learningRate?: number | undefined;
}

/**
 * A run that goes on after one of its finished epochs, as if it had never stopped there: orders come from the seed and the epoch's
 * number alone.
 *
 * @throws {AppError} `noSuchEpoch` where no weights were kept, `invalidInput` where there is nothing to train
 */
export function continuation(
  record: RunRecord,
  kept: readonly Snapshot[],
  { epoch, epochs, learningRate }: Continuation,
): { readonly request: RunRequest; readonly beginning: Beginning } {
  if (record.implementation === 'analytic') {
    throw refused('implementation', 'analytic', 'one that trains minibatch by minibatch');
  }
  // An epoch's weights reach the disk before its figures: one that has only these was not finished.
  const last = record.epochs.at(-1)?.epoch ?? 0;
  const finished = kept.filter((one) => one.epoch <= last);
  const snapshot = finished.findLast((one) => epoch === undefined || one.epoch === epoch);
  if (!snapshot) throw new AppError('noSuchEpoch', { epoch: String(epoch ?? 0) });
  const done = record.epochs.filter((one) => one.epoch <= snapshot.epoch);
  const total = snapshot.epoch + epochs;
  if (fieldProblem(softmaxFields.epochs, total)) {
    throw refused('epochs', String(total), allowedInterval(softmaxFields.epochs));
  }
  const { id, number, startsFrom } = record;
  const rate = learningRate ?? done.at(-1)?.learningRate ?? record.config.learningRate;
  return {
    request: requestWith(record, { epochs: total, learningRate: rate }),
    beginning: {
      start: { epoch: snapshot.epoch, weights: snapshot.weights },
      entries: {
        epochs: done,
        continues: { id, number, epoch: snapshot.epoch + 1, batch: 0 },
        ...(startsFrom && { startsFrom }),
      },
      snapshots: finished.filter((one) => one.epoch <= snapshot.epoch),
    },
  };
}

/**
 * A run whose initial weights are a checkpoint's.
 * @throws {AppError} `invalidInput` where they are those of the other lab, or there is nothing to train
 */
export function fromCheckpoint(
  { lab, name, run, epoch }: Checkpoint,
  weights: Float32Array,
  request: RunRequest,
): Beginning {
  if (request.lab !== lab) throw refused('lab', request.lab, lab);
  if (request.implementation === 'analytic') {
    throw refused('implementation', 'analytic', 'one that trains minibatch by minibatch');
  }
  return {
    start: { epoch: 0, weights },
    entries: { startsFrom: { checkpoint: name, run, epoch } },
    snapshots: [],
  };
}

/** A run that diverged, and its last finite step. */
export interface Diverged {
  readonly record: RunRecord;
  /** The rate that was in force. */
  readonly learningRate: number;
  readonly start: RunStart;
}

/** What is known of a run's last finite step; null where that is not enough to go on from it. */
export function divergedRun(
  record: RunRecord,
  learningRate: number,
  { partial, divergence }: Extract<RunEnd, { state: 'diverged' }>,
): Diverged | null {
  if (!partial?.sums) return null;
  const { epoch, batch, weights, sums } = partial;
  const begun = { batch, sums, lastLoss: divergence.lastFiniteLoss };
  return { record, learningRate, start: { epoch: epoch - 1, weights, begun } };
}

/** Where a run that diverged was still finite: at its last such step, or where that step's epoch began. */
export function rewound(
  { record, start: step }: Diverged,
  kept: readonly Snapshot[],
  to: RewindTarget,
): Beginning {
  const { id, number, epochs, startsFrom } = record;
  const snapshot = kept.at(-1);
  if (!snapshot) throw new AppError('noSuchEpoch', { epoch: String(step.epoch) });
  const start: RunStart = to === 'step' ? step : snapshot;
  const batch = start.begun?.batch ?? 0;
  return {
    start,
    entries: {
      epochs,
      continues: { id, number, epoch: start.epoch + 1, batch },
      ...(startsFrom && { startsFrom }),
    },
    snapshots: kept,
  };
}

/** What was asked for when the run was started, with other settings. */
export function requestWith(
  { lab, implementation, config }: RunRecord,
  change: Partial<Pick<RunRecord['config'], 'learningRate' | 'epochs'>>,
): RunRequest {
  return lab === 'softmax'
    ? { lab, implementation, config: { ...config, ...change } }
    : { lab, implementation, config: { ...config, ...change } };
}

function refused(field: string, value: string, allowed: string): AppError {
  return new AppError('invalidInput', { field, value, allowed });
}
