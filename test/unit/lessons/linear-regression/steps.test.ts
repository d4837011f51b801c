import { concise } from '#lessons/linear-regression/concise';
import { scratch } from '#lessons/linear-regression/scratch';
import type { LinearTrainable } from '#lessons/linear-regression/trainable';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import fixture from '../../../fixtures/linear-regression.json' with { type: 'json' };
import { startEngine } from '../../../support/engine';
import { expectNoLeak } from '../../../support/tensors';

beforeAll(async () => {
  await startEngine();
});

const { features, labels, start, order, batchSize, learningRate, half, whole } = fixture.sgd;

/** Trains an epoch over the fixture's 23 examples and takes `use` of the model and its steps. */
function train<T>(
  implementation: (weights: Float32Array) => LinearTrainable,
  use: (model: LinearTrainable, steps: ReturnType<LinearTrainable['trainEpoch']>) => T,
  rate: () => number = () => learningRate,
): T {
  const X = tf.tensor2d(features);
  const y = tf.tensor2d(labels, [labels.length, 1]);
  const model = implementation(Float32Array.from(start));
  try {
    const options = { batchSize, learningRate: rate };
    return use(model, model.trainEpoch(X, y, Int32Array.from(order), options));
  } finally {
    model.dispose();
    tf.dispose([X, y]);
  }
}

function expectClose(actual: ArrayLike<number>, expected: readonly number[]): void {
  expect(actual.length).toBe(expected.length);
  expected.forEach((value, i) => {
    expect(Math.abs((actual[i] ?? NaN) - value)).toBeLessThan(2e-6 * (1 + Math.abs(value)));
  });
}

describe.each([
  { name: 'scratch', implementation: scratch, expected: half },
  { name: 'concise', implementation: concise, expected: whole },
  {
    name: 'concise with half the loss',
    implementation: (weights: Float32Array) => concise(weights, true),
    expected: half,
  },
])('$name: trainEpoch()', ({ implementation, expected }) => {
  test('takes the steps that NumPy takes with the formula for the gradient', () => {
    const steps = train(implementation, (_, all) => [...all]);
    expect(steps).toHaveLength(expected.length);
    steps.forEach((step, i) => {
      const { loss = NaN, yHat = [], gradient = [], weights = [] } = expected[i] ?? {};
      expectClose([step.loss], [loss]);
      expectClose(step.yHat, yHat);
      expectClose(step.gradient, gradient);
      expectClose(step.weights, weights);
    });
  });

  test('counts the minibatches and says which examples each one has', () => {
    const steps = train(implementation, (_, all) => [...all]);
    expect(steps.map(({ batch, batches }) => `${batch}/${batches}`)).toEqual([
      '1/5',
      '2/5',
      '3/5',
      '4/5',
      '5/5',
    ]);
    expect(steps.flatMap(({ indices }) => [...indices])).toEqual(order);
    expect(steps.at(-1)?.indices).toHaveLength(3);
  });

  test('stopping after a step leaves the weights as of that step', () => {
    train(implementation, (model, all) => {
      for (const step of all) {
        if (step.batch < 3) continue;
        expect([...model.getWeights()]).toEqual([...step.weights]);
        break;
      }
      expectClose(model.getWeights(), expected[2]?.weights ?? []);
    });
  });

  test('asks for the learning rate before each minibatch', () => {
    const rates = [0.1, 0.1, 0, 0.1, 0];
    const queue = [...rates];
    const steps = train(
      implementation,
      (_, all) => [...all],
      () => queue.shift() ?? NaN,
    );
    expect(steps.map((step) => step.learningRate)).toEqual(rates);
    expect([...(steps[2]?.weights ?? [])]).toEqual([...(steps[1]?.weights ?? [])]);
    expect([...(steps[3]?.weights ?? [])]).not.toEqual([...(steps[2]?.weights ?? [])]);
  });

  test('the gradient is that of the loss: as by central differences', () => {
    // The first minibatch's mean loss is what evaluateLoss says of those examples alone.
    const rows = order.slice(0, batchSize);
    const X = tf.tensor2d(rows.map((row) => features[row] ?? []));
    const y = tf.tensor2d(rows.map((row) => [labels[row] ?? NaN]));
    const model = implementation(Float32Array.from(start));
    const lossAt = (i: number, shift: number) => {
      model.setWeights(Float32Array.from(start, (w, j) => (j === i ? w + shift : w)));
      return model.evaluateLoss(X, y);
    };
    const gradient = train(implementation, (_, all) => [...all][0]?.gradient);
    start.forEach((_, i) => {
      const h = 0.05; // Large: the loss is quadratic, so only float32's rounding is an error.
      const difference = (lossAt(i, h) - lossAt(i, -h)) / (2 * h);
      expect(gradient?.[i]).toBeCloseTo(difference, 3);
    });
    model.dispose();
    tf.dispose([X, y]);
  });

  test('leaves no tensor behind, whether it ends or is left in mid-epoch', () => {
    expectNoLeak(() => train(implementation, (_, all) => [...all]));
    expectNoLeak(() =>
      train(implementation, (_, all) => {
        for (const step of all) if (step.batch === 2) break;
      }),
    );
    expectNoLeak(() =>
      train(implementation, (model) => {
        model.setWeights(Float32Array.of(1, 2, 3));
        expect([...model.getWeights()]).toEqual([1, 2, 3]);
      }),
    );
  });
});

describe('evaluateLoss()', () => {
  const losses = (weights: readonly number[]) => {
    const squares = labels.map((y, i) => {
      const [x1 = NaN, x2 = NaN] = features[i] ?? [];
      const [w1 = NaN, w2 = NaN, b = NaN] = weights;
      return (w1 * x1 + w2 * x2 + b - y) ** 2;
    });
    return squares.reduce((sum, square) => sum + square, 0) / labels.length;
  };
  const evaluate = (model: LinearTrainable) => {
    const X = tf.tensor2d(features);
    const y = tf.tensor2d(labels, [labels.length, 1]);
    const loss = model.evaluateLoss(X, y);
    model.dispose();
    tf.dispose([X, y]);
    return loss;
  };

  test('from scratch: half of the mean squared error, as squaredLoss is', () => {
    expect(evaluate(scratch(Float32Array.from(start)))).toBeCloseTo(losses(start) / 2, 4);
  });

  test('concise: the mean squared error itself, or half of it when asked', () => {
    expect(evaluate(concise(Float32Array.from(start)))).toBeCloseTo(losses(start), 4);
    expect(evaluate(concise(Float32Array.from(start), true))).toBeCloseTo(losses(start) / 2, 4);
  });
});
