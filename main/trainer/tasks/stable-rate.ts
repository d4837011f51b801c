import { PICTURE_PIXELS } from '#contract/dataset';
import { AppError } from '#contract/errors';
import type { LinearConfig, LinearImplementation, SoftmaxConfig } from '#contract/run';
import { MAX_CURVATURE_EXAMPLES, type StableRate } from '#contract/stable-rate';
import { hessianProduct as linearProduct } from '#lessons/linear-regression/hessian';
import { powerIteration, stableLimit, type Estimate } from '#lessons/power-iteration';
import { normalArray, rngFor } from '#lessons/random';
import { hessianProduct as softmaxProduct } from '#lessons/softmax-regression/hessian';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { toTensors } from '#lessons/softmax-regression/params';
import * as tf from '@tensorflow/tfjs';
import type { TrainerData } from '../data';
import { LinearExamples } from '../linear-examples';
import { orderOfEpoch } from '../softmax-training';
import { breath } from './breath';
import type { Task, TaskCall } from './task';

/** About as many products as it takes; what is told as progress. */
const EXPECTED_ITERATIONS = 40;

/** Where gradient descent on these settings would begin to run away: 2 over the Hessian's largest eigenvalue at the start. */
export const stableRate: Task<'stableRate'> = async (context, { request }, call) => {
  const { lab, implementation, config } = request;
  return lab === 'softmax'
    ? softmaxRate(await context.data(), config, call)
    : linearRate(implementation, config, call);
};

async function linearRate(
  implementation: LinearImplementation,
  config: LinearConfig,
  call: TaskCall,
): Promise<StableRate> {
  if (implementation === 'analytic') {
    throw new AppError('invalidInput', {
      field: 'implementation',
      value: implementation,
      allowed: 'one that takes steps',
    });
  }
  const examples = new LinearExamples(config);
  examples.dispose();
  // Without its factor one half, the same loss curves twice as much.
  const factor = implementation === 'concise' && !config.halfLoss ? 2 : 1;
  const multiply = (v: Float64Array) => linearProduct(examples, v).map((value) => factor * value);
  const found = await largest(multiply, startVector(config.seed, 3), call);
  return answer(found, config.numExamples, config.numExamples);
}

async function softmaxRate(
  data: TrainerData,
  config: SoftmaxConfig,
  call: TaskCall,
): Promise<StableRate> {
  const { seed, initStd, pixelScale } = config;
  const numTrain = Math.min(config.numTrain, data.labels('train').length);
  const order = orderOfEpoch({ ...config, numTrain }, 1).subarray(0, MAX_CURVATURE_EXAMPLES);
  const n = order.length;
  const unit = pixelScale === 'unit' ? 255 : 1;
  const pixels = Float32Array.from(data.pixels('train', [...order])).map((pixel) => pixel / unit);
  const weights = initialWeights(seed, initStd);
  const X = tf.tensor2d(pixels, [n, PICTURE_PIXELS]);
  // The engine's own softmax: the book's overflows on the logits of raw pixels.
  const yHat = tf.tidy(() => tf.softmax(logits(X, weights)));
  try {
    const multiply = (v: Float64Array) => softmaxProduct(X, yHat, v);
    const found = await largest(multiply, startVector(seed, weights.length), call);
    return answer(found, n, numTrain);
  } finally {
    tf.dispose([X, yHat]);
  }
}

function logits(X: tf.Tensor2D, weights: Float32Array): tf.Tensor2D {
  const { W, b } = toTensors(weights);
  return tf.add(tf.matMul(X, W, false, true), b);
}

function startVector(seed: number, size: number): Float64Array {
  return Float64Array.from(normalArray(rngFor(seed, 'curvature'), size));
}

async function largest(
  multiply: (v: Float64Array) => Float64Array,
  start: Float64Array,
  { signal, progress }: TaskCall,
): Promise<Estimate> {
  const breathe = breath(signal);
  const steps = powerIteration(multiply, start, { tolerance: 1e-5, maxIterations: 300 });
  let next = steps.next();
  for (; !next.done; next = steps.next()) {
    progress(Math.min(next.value.iterations, EXPECTED_ITERATIONS - 1), EXPECTED_ITERATIONS);
    await breathe();
  }
  return next.value;
}

function answer({ eigenvalue, iterations }: Estimate, examples: number, of: number): StableRate {
  const limit = stableLimit(eigenvalue);
  const known = Number.isFinite(limit) && limit > 0;
  return { curvature: eigenvalue, limit: known ? limit : null, iterations, examples, of };
}
