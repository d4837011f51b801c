/** What a Python program has to know to repeat a run. */
import type { RunRecord } from '#contract/run';
import { m } from '#messages';
import { engineName } from '#messages/names';
import type { Snapshot } from '../../runs/weights-file';
import { runTitle } from '../words';
import { pythonLiteral, type Value } from './literal';

export interface PythonRun {
  readonly lab: RunRecord['lab'];
  readonly title: string;
  readonly about: string;
  /** The settings as a Python dictionary. */
  readonly literal: string;
}

/** @param snapshots the weights that were kept, ascending: a run that went on from another one begins with one of them */
export function pythonRun(record: RunRecord, snapshots: readonly Snapshot[]): PythonRun {
  const about = m.export_py_about({
    implementation: record.implementation,
    engine: engineName(record.engine),
    app: record.app,
    seed: record.config.seed,
  });
  const beginning = beginningText(record, startOf(record, snapshots));
  return {
    lab: record.lab,
    title: plain(runTitle(record)),
    about: beginning === null ? about : `${about}\n\n${beginning}`,
    literal: pythonLiteral({ ...common(record, snapshots), ...ofLab(record) }),
  };
}

function common(record: RunRecord, snapshots: readonly Snapshot[]): Record<string, Value> {
  const start = startOf(record, snapshots);
  const trained = record.epochs.filter(({ epoch }) => epoch > (start?.epoch ?? 0));
  const { continues, config } = record;
  const first = continues && continues.batch > 0 && start?.epoch === continues.epoch - 1;
  return {
    run: record.number,
    started_at: record.startedAt,
    implementation: record.implementation,
    seed: config.seed,
    batch_size: config.batchSize,
    init_std: config.initStd,
    // One an epoch: a rate can be changed in mid-run. A run without an epoch is trained as it was meant to be.
    learning_rates:
      trained.length > 0
        ? trained.map(({ learningRate }) => learningRate)
        : Array<number>(config.epochs).fill(config.learningRate),
    // Minibatches of an epoch that an earlier run had done before its rate was changed.
    rate_before: first
      ? [
          {
            epoch: continues.epoch,
            batches: continues.batch,
            learning_rate: config.learningRate,
          },
        ]
      : [],
    start: start && { epoch: start.epoch, weights: base64(start.weights) },
    train_loss: record.final?.trainLoss ?? null,
  };
}

/** The weights that a run began with where they are not those of its seed, else null. */
function startOf(record: RunRecord, snapshots: readonly Snapshot[]): Snapshot | null {
  if (!record.continues && !record.startsFrom) return null;
  const before = (record.continues?.epoch ?? 1) - 1;
  return snapshots.findLast(({ epoch }) => epoch <= before) ?? snapshots[0] ?? null;
}

/** Where a run began that did not begin with its seed's weights, and whether this program can do the same. */
function beginningText(
  { continues, startsFrom }: RunRecord,
  start: Snapshot | null,
): string | null {
  if (!continues && !startsFrom) return null;
  if (!start) return m.export_py_start_lost();
  const { epoch } = start;
  if (continues) return m.export_py_start_continues({ number: continues.number, epoch });
  return m.export_py_start_checkpoint({
    name: plain(startsFrom?.checkpoint ?? ''),
    number: startsFrom?.run.number ?? 0,
    epoch: startsFrom?.epoch ?? 0,
  });
}

function ofLab(record: RunRecord): Record<string, Value> {
  if (record.lab === 'softmax') {
    const { numTrain, shuffle, pixelScale } = record.config;
    return {
      num_train: numTrain,
      shuffle,
      pixels: pixelScale,
      dataset_sha256: record.dataset.sha256,
      train_acc: record.final?.trainAcc ?? null,
      test_acc: record.final?.testAcc ?? null,
    };
  }
  const { numExamples, noise, trueW1, trueW2, trueB, halfLoss } = record.config;
  return {
    num_examples: numExamples,
    noise,
    true_w: [trueW1, trueW2],
    true_b: trueB,
    half_loss: record.implementation !== 'concise' || halfLoss,
    w: record.final?.w ?? null,
    b: record.final?.b ?? null,
  };
}

function base64(weights: Float32Array): string {
  return Buffer.from(weights.buffer, weights.byteOffset, weights.byteLength).toString('base64');
}

/** Text that Markdown shows as it is, on one line. */
function plain(text: string): string {
  return text.replace(/\s+/g, ' ').replace(/[\\`*_{}[\]<>()#+!|~$&-]/g, (letter) => `\\${letter}`);
}
