/** One epoch of one side of a duel, with the fault that it may have. */
import type { DuelEpoch, DuelEpochRequest } from '#contract/duel';
import type { LinearConfig, SoftmaxConfig } from '#contract/run';
import { concise as linearConcise } from '#lessons/linear-regression/concise';
import { scratch as linearScratch } from '#lessons/linear-regression/scratch';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import type { TrainerData } from './data';
import type { SoftmaxModelling } from './implementations';
import { LinearExamples, linearStart } from './linear-examples';
import { linearOrder } from './linear-training';
import { orderOfEpoch } from './softmax-training';

type Of<Lab extends DuelEpochRequest['lab']> = Extract<DuelEpochRequest, { lab: Lab }>;

interface Call {
  /** Awaited after each minibatch; throws where the duel was called off. */
  readonly breathe: () => Promise<void>;
  readonly progress: (done: number, total: number) => void;
}

/** Where the biases begin in W [10, 784], b [10]. */
const FIRST_BIAS = 7840;

/** How many examples minibatch `batch` (from 1) has. */
function sizeOf(batch: number, batchSize: number, examples: number): number {
  return Math.min(batchSize, examples - (batch - 1) * batchSize);
}

/**
 * The learning rate with which the lesson's own step becomes the broken one. The sum of the gradients is the mean times the
 * number of examples, and a loss without its factor one half has twice the gradient.
 */
function brokenRate(rate: number, fault: Of<'softmax'>['fault'], size: number): number {
  if (fault === 'sum') return rate * size;
  return fault === 'twice' ? 2 * rate : rate;
}

export async function softmaxDuelEpoch(
  { fault, config, epoch, weights }: Of<'softmax'>,
  data: TrainerData,
  { create, examplesOf }: SoftmaxModelling,
  { breathe, progress }: Call,
): Promise<DuelEpoch> {
  data.scaleTo(config.pixelScale);
  const numTrain = Math.min(config.numTrain, data.labels('train').length);
  const start = performance.now();
  const initial = weights ?? initialSoftmax(config, fault);
  const model = create(initial);
  try {
    const shuffle = config.shuffle && fault !== 'noShuffle';
    const order = orderOfEpoch({ ...config, numTrain, shuffle }, epoch);
    const train = examplesOf(data, 'train');
    let done = 0;
    let loss = NaN;
    const totals = model.trainEpoch(train.images, train.labels, order, {
      batchSize: config.batchSize,
      learningRate: () =>
        brokenRate(config.learningRate, fault, sizeOf(done + 1, config.batchSize, numTrain)),
      // One at a time where each has to be looked after; else as many as take a moment.
      maxBatches: () => (fault === 'sum' || fault === 'frozenBias' ? 1 : 50),
    });
    for (const { batch, batches, lossSum, examples } of totals) {
      done = batch;
      loss = lossSum / examples;
      if (fault === 'frozenBias') keepBiases(model, initial);
      progress(batch, batches);
      await breathe();
    }
    const test = examplesOf(data, 'test');
    const ms = performance.now() - start;
    const testAcc = model.evaluateAccuracy(test.images, test.labels);
    return { weights: model.getWeights(), duelLoss: finite(loss), testAcc, ms };
  } finally {
    model.dispose();
  }
}

function initialSoftmax({ seed, initStd }: SoftmaxConfig, fault: string | null): Float32Array {
  return initialWeights(otherSeed(seed, fault), initStd);
}

/** A seed that is not this one: that of the initial weights only, examples and order stay those of `seed`. */
function otherSeed(seed: number, fault: string | null): number {
  return fault === 'otherSeed' ? (seed + 1) % 2 ** 32 : seed;
}

interface Weighted {
  getWeights(): Float32Array;
  setWeights(weights: Float32Array): void;
}

function keepBiases(model: Weighted, initial: Float32Array): void {
  const weights = model.getWeights();
  weights.set(initial.subarray(FIRST_BIAS), FIRST_BIAS);
  model.setWeights(weights);
}

export async function linearDuelEpoch(
  { implementation, fault, config, epoch, weights }: Of<'linear'>,
  { breathe, progress }: Call,
): Promise<DuelEpoch> {
  const { batchSize, numExamples, learningRate } = config;
  const start = performance.now();
  const examples = new LinearExamples(config);
  const initial = weights ?? initialLinear(config, fault);
  // The two agree where the concise one has the factor one half: leaving it out is the fault.
  const model =
    implementation === 'scratch' ? linearScratch(initial) : linearConcise(initial, true);
  try {
    const order =
      fault === 'noShuffle'
        ? Int32Array.from({ length: numExamples }, (_, i) => i)
        : linearOrder(config.seed, numExamples, epoch);
    let done = 0;
    const size = () => sizeOf(done + 1, batchSize, numExamples);
    const broken = fault === 'sum' || fault === null ? fault : fault === 'noHalf' ? 'twice' : null;
    const steps = model.trainEpoch(examples.X, examples.y, order, {
      batchSize,
      learningRate: () => brokenRate(learningRate, broken, size()),
    });
    for (const { batch, batches } of steps) {
      done = batch;
      progress(batch, batches);
      await breathe();
    }
    const duelLoss = finite(model.evaluateLoss(examples.X, examples.y));
    const ms = performance.now() - start;
    return { weights: model.getWeights(), duelLoss, testAcc: null, ms };
  } finally {
    model.dispose();
    examples.dispose();
  }
}

function initialLinear({ seed, initStd }: LinearConfig, fault: string | null): Float32Array {
  return linearStart({ seed: otherSeed(seed, fault), initStd });
}

function finite(value: number): number | null {
  return Number.isFinite(value) ? value : null;
}
