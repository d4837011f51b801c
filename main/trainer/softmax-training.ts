import type { Divergence, SoftmaxConfig, SoftmaxFinal } from '#contract/run';
import type { BegunEpoch, RunStart } from '#contract/trainer';
import { rngFor, shuffledIndices } from '#lessons/random';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { trainCh3 } from '#lessons/softmax-regression/train';
import type { SoftmaxTrainable } from '#lessons/softmax-regression/trainable';
import type { Split, TrainerData } from './data';
import { EpochLog } from './epoch-log';
import { addSums, locateDivergence, lossFault, notBegun, weightsFault } from './divergence';
import type { SoftmaxModelling } from './implementations';
import type { Training, TrainingControls, TrainingEvent, WatchedStep } from './training';

/**
 * The order in which an epoch (from 1) reads the examples: indices of the first `numTrain` of them, shuffled by the seed and the
 * epoch alone, so that any epoch can be trained again by itself.
 */
export function orderOfEpoch(
  { seed, numTrain, shuffle }: Pick<SoftmaxConfig, 'seed' | 'numTrain' | 'shuffle'>,
  epoch: number,
): Int32Array {
  if (shuffle) return shuffledIndices(rngFor(seed, 'order', epoch), numTrain);
  return Int32Array.from({ length: numTrain }, (_, i) => i);
}

/** Softmax regression on Fashion-MNIST: the chapter's `trainCh3`, from the seed or from where an earlier run was left. */
export class SoftmaxTraining implements Training {
  readonly epochs: number;
  readonly batches: number;
  lastStep: WatchedStep | null = null;
  /** Fewer than the configured ones where the data set itself has fewer. */
  readonly #numTrain: number;
  readonly #model: SoftmaxTrainable;
  #final: SoftmaxFinal | undefined;

  constructor(
    private readonly config: SoftmaxConfig,
    private readonly data: TrainerData,
    private readonly modelling: SoftmaxModelling,
    private readonly from: RunStart = {
      epoch: 0,
      weights: initialWeights(config.seed, config.initStd),
    },
  ) {
    data.scaleTo(config.pixelScale);
    this.#numTrain = Math.min(config.numTrain, data.labels('train').length);
    this.epochs = config.epochs;
    this.batches = Math.ceil(this.#numTrain / config.batchSize);
    this.#model = modelling.create(from.weights);
  }

  async *events(controls: TrainingControls): AsyncGenerator<TrainingEvent, void> {
    const { config, from } = this;
    const [train, test] = [this.#examples('train'), this.#examples('test')];
    const log = new EpochLog(from.weights);
    let begun = from.begun ?? notBegun;
    const orderOf = (epoch: number) => {
      const order = orderOfEpoch({ ...config, numTrain: this.#numTrain }, from.epoch + epoch);
      return log.begin(order.subarray(begun.batch * config.batchSize));
    };
    const remaining = config.epochs - from.epoch;
    const options = {
      batchSize: config.batchSize,
      maxBatches: controls.maxBatches,
      learningRate: () => log.note(controls.learningRate()),
    };
    const watched = () => (controls.stepping() ? this.#model.getWeights() : null);

    let trainLoss = NaN;
    let trainAcc = NaN;
    let before = watched();
    for (const event of trainCh3(this.#model, train, test, remaining, orderOf, options)) {
      const epoch = from.epoch + event.epoch;
      if (event.kind === 'minibatch') {
        log.batch = event.totals.batch;
        const batch = begun.batch + log.batch;
        this.lastStep = before && this.#watchedStep(epoch, batch, log, before);
        const { lossSum, correct, examples } = addSums(begun.sums, event.totals);
        const fault = lossFault(lossSum, this.#numTrain);
        if (fault) return yield this.#locate(epoch, fault, log, begun, controls);
        [trainLoss, trainAcc] = [lossSum / examples, correct / examples];
        yield { kind: 'minibatch', epoch, batch, batches: this.batches, trainLoss, trainAcc };
      } else {
        const weights = this.#model.getWeights();
        const fault = weightsFault(weights);
        if (fault) return yield this.#locate(epoch, fault, log, begun, controls);
        log.weights = weights;
        begun = notBegun;
        // Not the event's own: the epoch may have been begun by an earlier run.
        const metrics = { ...event.metrics, trainLoss, trainAcc };
        this.#final = metrics;
        yield { kind: 'epoch', epoch, metrics };
      }
      before = watched();
    }
  }

  /** The minibatch that was just trained by itself. */
  #watchedStep(epoch: number, batch: number, log: EpochLog, before: Float32Array): WatchedStep {
    const { batchSize } = this.config;
    return {
      epoch,
      batch,
      batches: this.batches,
      indices: log.order.slice((log.batch - 1) * batchSize, log.batch * batchSize),
      learningRate: log.rateOf(log.batch),
      before,
      after: this.#model.getWeights(),
    };
  }

  /** Finds where exactly the epoch diverged. Called off, it tells what was seen, and after which minibatch. */
  async #locate(
    epoch: number,
    value: Divergence['value'],
    log: EpochLog,
    begun: BegunEpoch,
    controls: TrainingControls,
  ): Promise<TrainingEvent> {
    const found = await locateDivergence({
      model: this.#model,
      train: this.#examples('train'),
      epoch: log,
      begun,
      numTrain: this.#numTrain,
      batchSize: this.config.batchSize,
      goOn: async () => {
        await controls.breathe();
        return !controls.stopped.aborted;
      },
    });
    if (found) {
      return { kind: 'diverged', divergence: { epoch, ...found.divergence }, sums: found.sums };
    }
    const batch = begun.batch + log.batch;
    return { kind: 'diverged', divergence: { epoch, batch, value, lastFiniteLoss: null } };
  }

  #examples(split: Split) {
    return this.modelling.examplesOf(this.data, split);
  }

  getWeights(): Float32Array {
    return this.#model.getWeights();
  }

  final(): SoftmaxFinal | undefined {
    return this.#final;
  }

  dispose(): void {
    this.#model.dispose();
  }
}
