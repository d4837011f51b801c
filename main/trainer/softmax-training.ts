import type { Divergence, SoftmaxConfig, SoftmaxFinal } from '#contract/run';
import type { RunStart } from '#contract/trainer';
import { rngFor, shuffledIndices } from '#lessons/random';
import { initParams } from '#lessons/softmax-regression/initial-weights';
import { trainCh3 } from '#lessons/softmax-regression/train';
import type {
  SoftmaxTrainable,
  SoftmaxTrainableFactory,
} from '#lessons/softmax-regression/trainable';
import type { TrainerData } from './data';
import { EpochLog } from './epoch-log';
import { locateDivergence, lossFault, weightsFault } from './divergence';
import type { Training, TrainingControls, TrainingEvent } from './training';

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
  /** Fewer than the configured ones where the data set itself has fewer. */
  readonly #numTrain: number;
  readonly #model: SoftmaxTrainable;
  #final: SoftmaxFinal | undefined;

  constructor(
    private readonly config: SoftmaxConfig,
    private readonly data: TrainerData,
    createModel: SoftmaxTrainableFactory,
    private readonly from: RunStart = {
      epoch: 0,
      weights: initParams(config.seed, config.initStd),
    },
  ) {
    data.scaleTo(config.pixelScale);
    this.#numTrain = Math.min(config.numTrain, data.labels('train').length);
    this.epochs = config.epochs;
    this.batches = Math.ceil(this.#numTrain / config.batchSize);
    this.#model = createModel(from.weights);
  }

  async *events(controls: TrainingControls): AsyncGenerator<TrainingEvent, void> {
    const { config, from } = this;
    const [train, test] = [this.data.examples('train'), this.data.examples('test')];
    const log = new EpochLog(from.weights);
    const orderOf = (epoch: number) =>
      log.begin(orderOfEpoch({ ...config, numTrain: this.#numTrain }, from.epoch + epoch));
    const remaining = config.epochs - from.epoch;
    const options = {
      batchSize: config.batchSize,
      maxBatches: controls.maxBatches,
      learningRate: () => log.note(controls.learningRate()),
    };

    for (const event of trainCh3(this.#model, train, test, remaining, orderOf, options)) {
      const epoch = from.epoch + event.epoch;
      if (event.kind === 'minibatch') {
        const { batch, batches, lossSum, correct, examples } = event.totals;
        log.batch = batch;
        const fault = lossFault(lossSum, this.#numTrain);
        if (fault) return yield this.#locate(epoch, fault, log, controls);
        const [trainLoss, trainAcc] = [lossSum / examples, correct / examples];
        yield { kind: 'minibatch', epoch, batch, batches, trainLoss, trainAcc };
      } else {
        const weights = this.#model.getWeights();
        const fault = weightsFault(weights);
        if (fault) return yield this.#locate(epoch, fault, log, controls);
        log.weights = weights;
        this.#final = event.metrics;
        yield { kind: 'epoch', epoch, metrics: event.metrics };
      }
    }
  }

  /** Finds where exactly the epoch diverged. Called off, it tells what was seen, and after which minibatch. */
  async #locate(
    epoch: number,
    value: Divergence['value'],
    log: EpochLog,
    controls: TrainingControls,
  ): Promise<TrainingEvent> {
    const found = await locateDivergence({
      model: this.#model,
      train: this.data.examples('train'),
      epoch: log,
      batchSize: this.config.batchSize,
      goOn: async () => {
        await controls.breathe();
        return !controls.stopped.aborted;
      },
    });
    const seen = { batch: log.batch, value, lastFiniteLoss: null };
    return { kind: 'diverged', divergence: { epoch, ...(found ?? seen) } };
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
