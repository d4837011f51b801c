import { analytic } from '#lessons/linear-regression/analytic';
import { concise } from '#lessons/linear-regression/concise';
import { estimationError } from '#lessons/linear-regression/estimation-error';
import { initialWeights } from '#lessons/linear-regression/initial-weights';
import { scratch } from '#lessons/linear-regression/scratch';
import { syntheticData } from '#lessons/linear-regression/synthetic-data';
import type { LinearTrainableFactory } from '#lessons/linear-regression/trainable';
import { rngFor, shuffledIndices } from '#lessons/random';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../../support/engine';

beforeAll(async () => {
  await startEngine();
});

const trueW = [2, -3.4];
const trueB = 4.2;

/** The settings of section 3.2: 1000 examples, minibatches of 10, three epochs. */
function trainAsInTheNotes(
  implementation: LinearTrainableFactory,
  seed: number,
  { noise = 0.01, epochs = 3, learningRate = 0.03, batchSize = 10 } = {},
) {
  const { features, labels } = syntheticData(rngFor(seed, 'data'), trueW, trueB, 1000, noise);
  const model = implementation(initialWeights(seed, 2, 0.01));
  const options = { batchSize, learningRate: () => learningRate };
  const losses: number[] = [];
  for (let epoch = 1; epoch <= epochs; epoch += 1) {
    const order = shuffledIndices(rngFor(seed, 'order', epoch), 1000);
    const steps = [...model.trainEpoch(features, labels, order, options)];
    expect(steps).toHaveLength(1000 / batchSize);
    losses.push(model.evaluateLoss(features, labels));
  }
  const weights = model.getWeights();
  const least = analytic({ features: features.dataSync(), labels: labels.dataSync() }, 2);
  model.dispose();
  tf.dispose([features, labels]);
  return { losses, weights, least, error: estimationError(trueW, trueB, weights) };
}

describe.each([0, 1, 2, 3, 4])('section 3.2 with seed %d', (seed) => {
  const run = () => trainAsInTheNotes(scratch, seed);

  test('three epochs come to the loss that the noise alone leaves, 0.01² / 2', () => {
    const { losses } = run();
    expect(losses[0]).toBeGreaterThan(1e-3);
    expect(losses[0]).toBeLessThan(0.1);
    // The mean square of 1000 draws varies by 4.5 %, and SGD with lr 0.03 adds a little.
    expect(losses[2]).toBeGreaterThan(4e-5);
    expect(losses[2]).toBeLessThan(7e-5);
  });

  test('w and b are found to about a thousandth', () => {
    const { w, b } = run().error;
    for (const error of [...w, b]) expect(Math.abs(error)).toBeLessThan(2.5e-3);
  });

  test('SGD ends where the normal equations say the least loss is', () => {
    // Smaller steps at the end would go all the way; these keep a distance that is noise.
    const { weights, least } = run();
    [...least.w, least.b].forEach((value, i) => {
      expect(Math.abs((weights[i] ?? NaN) - value)).toBeLessThan(2.5e-3);
    });
  });
});

describe('concise beside scratch, on the same seed', () => {
  test('with half the loss the weights are the same to a hundred-thousandth', () => {
    const a = trainAsInTheNotes(scratch, 9);
    const b = trainAsInTheNotes((weights) => concise(weights, true), 9);
    a.weights.forEach((weight, i) => {
      expect(Math.abs(weight - (b.weights[i] ?? NaN))).toBeLessThan(1e-5);
    });
  });

  test('without the half, the learning rate 0.03 is the step of 0.06', () => {
    const a = trainAsInTheNotes(scratch, 9, { learningRate: 0.06 });
    const b = trainAsInTheNotes(concise, 9, { learningRate: 0.03 });
    a.weights.forEach((weight, i) => {
      expect(Math.abs(weight - (b.weights[i] ?? NaN))).toBeLessThan(1e-5);
    });
    b.losses.forEach((loss, i) => {
      expect(loss / (a.losses[i] ?? NaN)).toBeCloseTo(2, 3);
    });
  });
});

test('without noise, many epochs find the truth to float32', () => {
  const { weights } = trainAsInTheNotes(scratch, 3, { noise: 0, epochs: 10 });
  [...trueW, trueB].forEach((value, i) => {
    expect(Math.abs((weights[i] ?? NaN) - value)).toBeLessThan(1e-5);
  });
});

test('with all examples in a minibatch, SGD is gradient descent and reaches the least loss', () => {
  const { weights, least } = trainAsInTheNotes(scratch, 3, {
    noise: 0.5,
    epochs: 60,
    learningRate: 0.5,
    batchSize: 1000,
  });
  [...least.w, least.b].forEach((value, i) => {
    expect(Math.abs((weights[i] ?? NaN) - value)).toBeLessThan(1e-5);
  });
});

test('the same seed gives the same weights to the last digit', () => {
  const first = trainAsInTheNotes(scratch, 5, { epochs: 1 });
  const again = trainAsInTheNotes(scratch, 5, { epochs: 1 });
  const other = trainAsInTheNotes(scratch, 6, { epochs: 1 });
  expect([...again.weights]).toEqual([...first.weights]);
  expect([...other.weights]).not.toEqual([...first.weights]);
});
