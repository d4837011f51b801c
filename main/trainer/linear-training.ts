import {
  MAX_LAST_LOSSES,
  type Divergence,
  type LinearConfig,
  type LinearFinal,
} from '#contract/run';
import type { RunStart } from '#contract/trainer';
import { estimationError } from '#lessons/linear-regression/estimation-error';
import { meanLoss } from '#lessons/linear-regression/mean-loss';
import type {
  LinearStep,
  LinearTrainable,
  LinearTrainableFactory,
} from '#lessons/linear-regression/trainable';
import { rngFor, shuffledIndices } from '#lessons/random';
import { notBegun, numberFault, weightsFault } from './divergence';
import { LinearExamples, linearStart } from './linear-examples';
import { openMinibatch } from './linear-minibatch';
import { LinearPath } from './linear-path';
import type { Training, TrainingControls, TrainingEvent } from './training';

/** A loss this many times the one that no training at all would have counts as exploded: at that learning rate nothing finds back. */
const EXPLODED = 1e6;

/** The order in which an epoch (from 1) reads the examples: by the seed and the epoch alone. */
export function linearOrder(seed: number, numExamples: number, epoch: number): Int32Array {
  return shuffledIndices(rngFor(seed, 'order', epoch), numExamples);
}

/** What a run of linear regression came to: the estimation errors are the truth minus what was learned, as in section 3.2.7. */
export function linearFinal(
  { trueW1, trueW2, trueB }: LinearConfig,
  trainLoss: number,
  weights: ArrayLike<number>,
): LinearFinal {
  const [w1 = NaN, w2 = NaN, b = NaN] = Array.from(weights);
  const error = estimationError([trueW1, trueW2], trueB, weights);
  return { trainLoss, w: [w1, w2], b, wError: error.w, bError: error.b };
}

/** Linear regression on made-up data by minibatch SGD, from the seed or from where an earlier run was left. */
export class LinearTraining implements Training {
  readonly epochs: number;
  readonly batches: number;
  readonly #examples: LinearExamples;
  readonly #model: LinearTrainable;
  readonly #path: LinearPath;
  readonly #explodedLoss: number;
  #final: LinearFinal | undefined;

  constructor(
    private readonly config: LinearConfig,
    createModel: LinearTrainableFactory,
    private readonly from: RunStart = { epoch: 0, weights: linearStart(config) },
  ) {
    this.epochs = config.epochs;
    this.batches = Math.ceil(config.numExamples / config.batchSize);
    this.#examples = new LinearExamples(config);
    this.#model = createModel(from.weights);
    const stepsDone = from.epoch * this.batches + (from.begun?.batch ?? 0);
    this.#path = new LinearPath(stepsDone, from.weights);
    // A rewound run starts high up already: with a smaller learning rate it may find back down.
    const starts = [[0, 0, 0], [...linearStart(config)], [...from.weights]];
    this.#explodedLoss =
      EXPLODED * Math.max(...starts.map((weights) => meanLoss(this.#examples, weights)));
  }

  async *events({
    learningRate,
    maxBatches,
  }: TrainingControls): AsyncGenerator<TrainingEvent, void> {
    const { numExamples, batchSize, seed } = this.config;
    const { X, y } = this.#examples;
    let begun = this.from.begun ?? notBegun;
    const losses: number[] = begun.lastLoss === null ? [] : [begun.lastLoss];
    for (let epoch = this.from.epoch + 1; epoch <= this.epochs; epoch += 1) {
      const before = begun.batch;
      const order = linearOrder(seed, numExamples, epoch).subarray(before * batchSize);
      let weights = this.#model.getWeights();
      let lastFiniteLoss = begun.lastLoss;
      let { lossSum, examples } = begun.sums;
      begun = notBegun;
      let due = maxBatches();
      let untold: LinearStep | null = null;
      let divergence: Divergence | null = null;
      const steps = this.#model.trainEpoch(X, y, order, { batchSize, learningRate });
      for (const trained of steps) {
        const step = { ...trained, batch: before + trained.batch, batches: this.batches };
        const value = this.#fault(step);
        if (value !== null) {
          divergence = { epoch, batch: step.batch, value, lastFiniteLoss, lastLosses: [...losses] };
          break;
        }
        weights = step.weights;
        lastFiniteLoss = step.loss;
        losses.push(step.loss);
        if (losses.length > MAX_LAST_LOSSES) losses.shift();
        lossSum += step.loss * step.indices.length;
        examples += step.indices.length;
        this.#path.add(weights);
        untold = step;
        due -= 1;
        if (due > 0 && step.batch < step.batches) continue;
        yield this.#minibatch(epoch, step, lossSum / examples);
        untold = null;
        due = maxBatches();
      }
      // Only here, where the minibatch is gone: nobody may ask for anything after this event.
      if (divergence !== null) {
        this.#model.setWeights(weights);
        if (untold !== null) yield this.#minibatch(epoch, untold, lossSum / examples);
        const sums = { lossSum, correct: 0, examples };
        yield { kind: 'diverged', divergence, sums };
        return;
      }
      const trainLoss = this.#model.evaluateLoss(X, y);
      this.#final = linearFinal(this.config, trainLoss, weights);
      yield { kind: 'epoch', epoch, metrics: { trainLoss } };
    }
  }

  getWeights(): Float32Array {
    return this.#model.getWeights();
  }

  final(): LinearFinal | undefined {
    return this.#final;
  }

  dispose(): void {
    this.#model.dispose();
    this.#examples.dispose();
  }

  #minibatch(epoch: number, step: LinearStep, trainLoss: number): TrainingEvent {
    const { batch, batches } = step;
    const linear = {
      path: this.#path.points(),
      minibatch: openMinibatch(step, this.#examples),
    };
    return { kind: 'minibatch', epoch, batch, batches, trainLoss, trainAcc: null, linear };
  }

  /** What is wrong with a step, from the loss that it found or the weights that it left. */
  #fault({ loss, weights }: LinearStep): Divergence['value'] | null {
    const fault = numberFault(loss) ?? weightsFault(weights);
    return fault ?? (loss > this.#explodedLoss ? 'exploded' : null);
  }
}
