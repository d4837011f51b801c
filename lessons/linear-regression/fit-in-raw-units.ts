import * as tf from '@tensorflow/tfjs';
import { rngFor, shuffledIndices } from '../random';
import type { Examples } from './examples';
import { initialWeights } from './initial-weights';
import { scratch } from './scratch';
import { scalingOf, standardize, toRawUnits } from './standardize';

/** How the fit is trained; the rate is that of standardized features. */
export interface FitOptions {
  readonly learningRate: number;
  readonly batchSize: number;
  readonly epochs: number;
  readonly seed: number;
}

/** Where the loss left the finite numbers: epoch and minibatch, from 1. */
export interface LeftFinite {
  readonly epoch: number;
  readonly batch: number;
}

/** What one epoch of the fit came to. */
export interface FittedEpoch {
  readonly epoch: number;
  /**
   * Mean squared loss over all examples, with its factor one half, in the label's units
   * squared.
   */
  readonly loss: number;
  /** w [d], then b, for features in their own units. */
  readonly weights: number[];
}

/**
 * Minibatch SGD on data as people have it, areas beside ages: it trains on standardized
 * features and speaks of raw ones. Yields what each epoch came to, and null after each
 * minibatch. Where the loss stops being finite it ends, and returns where that was.
 *
 * @param numFeatures d
 */
export function* fitInRawUnits(
  { features, labels }: Examples,
  numFeatures: number,
  { learningRate, batchSize, epochs, seed }: FitOptions,
): Generator<FittedEpoch | null, LeftFinite | undefined> {
  const n = labels.length;
  const scaling = scalingOf(features, numFeatures);
  const X = tf.tensor2d(standardize(features, scaling), [n, numFeatures]);
  const y = tf.tensor2d(Float32Array.from(labels), [n, 1]);
  const model = scratch(initialWeights(seed, numFeatures, 0.01));
  try {
    for (let epoch = 1; epoch <= epochs; epoch += 1) {
      const order = shuffledIndices(rngFor(seed, 'order', epoch), n);
      const options = { batchSize, learningRate: () => learningRate };
      for (const step of model.trainEpoch(X, y, order, options)) {
        if (!Number.isFinite(step.loss)) return { epoch, batch: step.batch };
        yield null;
      }
      const loss = model.evaluateLoss(X, y);
      if (!Number.isFinite(loss)) return { epoch, batch: Math.ceil(n / batchSize) };
      yield { epoch, loss, weights: toRawUnits(model.getWeights(), scaling) };
    }
    return undefined;
  } finally {
    model.dispose();
    tf.dispose([X, y]);
  }
}
