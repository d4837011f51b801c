import { softmaxImplementations, type SoftmaxImplementation } from '#contract/run';
import type { ImplementationTime } from '#contract/timing';
import { AppError } from '#contract/errors';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import * as tf from '@tensorflow/tfjs';
import { ChunkSize } from '../chunk-size';
import type { TrainerData } from '../data';
import type { SoftmaxModelling } from '../implementations';
import { orderOfEpoch } from '../softmax-training';
import { breath } from './breath';
import type { Task } from './task';

/** A round trains this many minibatches, or an epoch of them where that is less. */
const BATCHES = 200;
/** The first one is not counted: it warms up. */
const ROUNDS = 6;
const LEARNING_RATE = 0.1;

/** Times a minibatch of each implementation that can be had, in turn, so that what else the computer does meets them all. */
export const implementationTimes: Task<'implementationTimes'> = async (context, input, call) => {
  const data = await context.data();
  data.scaleTo('unit');
  const numTrain = data.labels('train').length;
  const order = orderOfEpoch({ seed: input.seed, numTrain, shuffle: true }, 1);
  const sample = order.subarray(0, Math.min(numTrain, input.batchSize * BATCHES));
  const sides = softmaxImplementations.flatMap((implementation) => {
    const modelling = availableModelling(() => context.modelling(implementation));
    return modelling ? [new Side(implementation, modelling, data, sample, input.batchSize)] : [];
  });
  const breathe = breath(call.signal);
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [i, side] of sides.entries()) {
      await side.train(breathe);
      call.progress(round * sides.length + i + 1, ROUNDS * sides.length);
    }
  }
  return { implementations: await Promise.all(sides.map((side) => side.answer())) };
};

/** null where the implementation is not available here. */
function availableModelling(find: () => SoftmaxModelling): SoftmaxModelling | null {
  try {
    return find();
  } catch (error) {
    if (error instanceof AppError && error.code === 'implementationUnavailable') return null;
    throw error;
  }
}

class Side {
  readonly #chunk = new ChunkSize();
  readonly #rounds: number[] = [];
  /** Chunks and minibatches of the last round. */
  #yields = 0;
  #batches = 0;

  constructor(
    readonly implementation: SoftmaxImplementation,
    private readonly modelling: SoftmaxModelling,
    private readonly data: TrainerData,
    private readonly order: Int32Array,
    private readonly batchSize: number,
  ) {}

  /** A round: trains as a run does, from the same weights each time. */
  async train(breathe: () => Promise<void>): Promise<void> {
    const steps = this.#steps(() => this.#chunk.size);
    let [ms, last] = [0, performance.now()];
    [this.#yields, this.#batches] = [0, 0];
    for (const { batch } of steps) {
      const took = performance.now() - last;
      this.#chunk.learn(batch - this.#batches, took);
      this.#batches = batch;
      this.#yields += 1;
      ms += took;
      await breathe();
      last = performance.now();
    }
    this.#rounds.push(ms / this.#batches);
  }

  async answer(): Promise<ImplementationTime> {
    const rounds = this.#rounds.slice(1);
    const median = rounds.toSorted((a, b) => a - b)[Math.floor(rounds.length / 2)] ?? Number.NaN;
    const { implementation } = this;
    // The graph is one operation to the engine's count, however many minibatches it trains.
    const calls =
      implementation === 'graph' ? this.#yields / this.#batches : await this.#operations();
    return { implementation, rounds, median, calls };
  }

  /** Of one minibatch, as the engine counts them. */
  async #operations(): Promise<number> {
    const steps = this.#steps(() => 1);
    const { kernels } = await tf.profile(() => {
      steps.next();
    });
    steps.return();
    return kernels.length;
  }

  *#steps(maxBatches: () => number) {
    const { create, examplesOf } = this.modelling;
    const { images, labels } = examplesOf(this.data, 'train');
    const model = create(initialWeights(0, 0.01));
    const learningRate = () => LEARNING_RATE;
    try {
      yield* model.trainEpoch(images, labels, this.order, {
        batchSize: this.batchSize,
        learningRate,
        maxBatches,
      });
    } finally {
      model.dispose();
    }
  }
}
