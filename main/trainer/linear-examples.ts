import type { LinearConfig } from '#contract/run';
import { initialWeights } from '#lessons/linear-regression/initial-weights';
import { syntheticData } from '#lessons/linear-regression/synthetic-data';
import { rngFor } from '#lessons/random';
import * as tf from '@tensorflow/tfjs';

/** What a run's examples are made from. */
export type LinearSource = Pick<
  LinearConfig,
  'seed' | 'numExamples' | 'noise' | 'trueW1' | 'trueW2' | 'trueB'
>;

/** Examples with two features, for the engine and as plain numbers. */
export class LinearExamples {
  /** X [n, 2], row by row. */
  readonly features: Float32Array;
  /** y [n]. */
  readonly labels: Float32Array;
  /** The same as tensors: X [n, 2] and y [n, 1]. */
  readonly X: tf.Tensor2D;
  readonly y: tf.Tensor2D;

  constructor(source: LinearSource) {
    const { seed, trueW1, trueW2, trueB, numExamples, noise } = source;
    const data = syntheticData(rngFor(seed, 'data'), [trueW1, trueW2], trueB, numExamples, noise);
    this.X = data.features;
    this.y = data.labels;
    // Copies: what the engine hands out may be its own.
    this.features = this.X.dataSync<'float32'>().slice();
    this.labels = this.y.dataSync<'float32'>().slice();
  }

  dispose(): void {
    tf.dispose([this.X, this.y]);
  }
}

/** Where training starts: w1, w2, b. */
export function linearStart({
  seed,
  initStd,
}: Pick<LinearConfig, 'seed' | 'initStd'>): Float32Array {
  return initialWeights(seed, 2, initStd);
}
