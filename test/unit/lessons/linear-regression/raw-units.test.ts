import { analytic } from '#lessons/linear-regression/analytic';
import { fitInRawUnits, type FitOptions } from '#lessons/linear-regression/fit-in-raw-units';
import { HOUSE_TRUTH, syntheticHouses } from '#lessons/linear-regression/houses';
import { meanLoss } from '#lessons/linear-regression/mean-loss';
import { scalingOf, standardize, toRawUnits } from '#lessons/linear-regression/standardize';
import { rngFor } from '#lessons/random';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../../support/engine';
import { expectNoLeak } from '../../../support/tensors';

beforeAll(async () => {
  await startEngine();
});

const dot = (w: readonly number[], x: readonly number[]) =>
  x.reduce((sum, value, j) => sum + value * (w[j] ?? NaN), 0);

describe('standardize(features, scaling)', () => {
  test('gives each feature the mean zero and the standard deviation one', () => {
    const features = [50, 3, 80, 20, 65, 7, 120, 1, 99, 12];
    const scaled = standardize(features, scalingOf(features, 2));
    for (const column of [0, 1]) {
      const xs = [...scaled].filter((_, i) => i % 2 === column);
      expect(xs.reduce((sum, x) => sum + x, 0)).toBeCloseTo(0, 5);
      expect(xs.reduce((sum, x) => sum + x ** 2, 0) / xs.length).toBeCloseTo(1, 5);
    }
  });

  test.each([0.1, 0, 7])('a feature that is always %d becomes zero', (constant) => {
    const features = [constant, constant, constant];
    for (const x of standardize(features, scalingOf(features, 1))) expect(x).toBeCloseTo(0, 12);
  });
});

test('toRawUnits(weights, scaling): predicts from raw features what the weights predict from scaled', () => {
  const value = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  const triple = fc.array(value, { minLength: 3, maxLength: 3 });
  const stds = fc.array(fc.double({ min: 0.1, max: 1e3, noNaN: true }), {
    minLength: 3,
    maxLength: 3,
  });
  fc.assert(
    fc.property(triple, stds, triple, value, triple, (means, deviations, w, b, x) => {
      const scaled = x.map((v, j) => (v - (means[j] ?? NaN)) / (deviations[j] ?? NaN));
      const raw = toRawUnits([...w, b], { means, stds: deviations });
      const difference = dot(raw, [...x, 1]) - (dot(w, scaled) + b);
      expect(Math.abs(difference)).toBeLessThan(1e-5);
    }),
  );
});

describe('syntheticHouses(rng, numHouses)', () => {
  const houses = syntheticHouses(rngFor(0, 'houses'), 2000);

  test('areas and ages are whole numbers, prices have one decimal and are above zero', () => {
    for (const { area, age, price } of houses) {
      expect(Number.isInteger(area) && area >= 45 && area <= 160).toBe(true);
      expect(Number.isInteger(age) && age >= 0 && age <= 40).toBe(true);
      expect(Math.round(price * 10) / 10).toBe(price);
    }
  });

  test('least squares finds the coefficients that they were made from', () => {
    const { w, b } = analytic(
      {
        features: houses.flatMap(({ area, age }) => [area, age]),
        labels: houses.map(({ price }) => price),
      },
      2,
    );
    // Four standard errors: noise / (standard deviation of the feature * sqrt(n)).
    const error = (std: number) => (4 * HOUSE_TRUTH.noise) / (std * Math.sqrt(2000));
    expect(Math.abs((w[0] ?? NaN) - HOUSE_TRUTH.wArea)).toBeLessThan(error(33));
    expect(Math.abs((w[1] ?? NaN) - HOUSE_TRUTH.wAge)).toBeLessThan(error(11.8));
    expect(Math.abs(b - HOUSE_TRUTH.b)).toBeLessThan(4 * error(4));
  });
});

describe('fitInRawUnits(examples, numFeatures, options)', () => {
  const houses = syntheticHouses(rngFor(1, 'houses'), 60);
  const examples = {
    features: houses.flatMap(({ area, age }) => [area, age]),
    labels: houses.map(({ price }) => price),
  };
  const epochsOf = (fit: FitOptions) =>
    [...fitInRawUnits(examples, 2, fit)].filter((epoch) => epoch !== null);
  const options = { learningRate: 0.03, batchSize: 10, epochs: 60, seed: 1 };

  test('SGD in raw units comes near the analytic solution', () => {
    const epochs = epochsOf(options);
    expect(epochs.map(({ epoch }) => epoch)).toEqual(Array.from({ length: 60 }, (_, i) => i + 1));
    const { w, b } = analytic(examples, 2);
    const learned = epochs.at(-1)?.weights ?? [];
    houses.forEach(({ area, age }) => {
      const best = dot([...w, b], [area, age, 1]);
      // Within a third of the noise for each house: SGD keeps moving by the last minibatches.
      expect(Math.abs(dot(learned, [area, age, 1]) - best)).toBeLessThan(HOUSE_TRUTH.noise / 3);
    });
  });

  test('the loss is that of the raw units, and falls to what the noise leaves', () => {
    const epochs = epochsOf(options);
    const { loss = NaN, weights = [] } = epochs.at(-1) ?? {};
    expect(loss / meanLoss(examples, weights)).toBeCloseTo(1, 4);
    expect(loss).toBeLessThan(HOUSE_TRUTH.noise ** 2);
  });

  test('says where the loss left the finite numbers', () => {
    const fit = fitInRawUnits(examples, 2, { ...options, learningRate: 10 });
    let last = fit.next();
    while (!last.done) {
      expect(Number.isFinite(last.value?.loss ?? 0)).toBe(true);
      last = fit.next();
    }
    expect(last.value?.epoch).toBeGreaterThan(0);
    expect(last.value?.batch).toBeGreaterThan(0);
  });

  test('says so in the middle of an epoch, and does not go on', () => {
    // A constant feature is zero when standardized, so the bias alone is trained: errors of -1, then of η, then of η².
    const same = { features: [7, 7, 7, 7, 7], labels: [1, 1, 1, 1, 1] };
    const fit = fitInRawUnits(same, 1, { learningRate: 1e12, batchSize: 1, epochs: 2, seed: 0 });
    // Half of their squares: the third, η⁴ / 2 = 5e47, is more than a float32 can hold.
    expect([fit.next(), fit.next()]).toEqual([
      { done: false, value: null },
      { done: false, value: null },
    ]);
    expect(fit.next()).toEqual({ done: true, value: { epoch: 1, batch: 3 } });
  });

  test('says so at the last minibatch, where the step after it is what leads too far', () => {
    // As above with five examples in minibatches of two: the error is η² before the last step, and about η³ = 1e27 after it, whose square is too much.
    const same = { features: [7, 7, 7, 7, 7], labels: [1, 1, 1, 1, 1] };
    const fit = fitInRawUnits(same, 1, { learningRate: 1e9, batchSize: 2, epochs: 2, seed: 0 });
    const seen = [fit.next(), fit.next(), fit.next()];
    expect(seen).toEqual(new Array(3).fill({ done: false, value: null }));
    expect(fit.next()).toEqual({ done: true, value: { epoch: 1, batch: 3 } });
  });

  test('comes by after each minibatch, and after the last one says what the epoch came to', () => {
    const seen = [...fitInRawUnits(examples, 2, { ...options, epochs: 2 })];
    const batches = Math.ceil(examples.labels.length / options.batchSize);
    const oneEpoch = [...new Array<null>(batches).fill(null), 'epoch'];
    expect(seen.map((one) => one && 'epoch')).toEqual([...oneEpoch, ...oneEpoch]);
  });

  test('leaves no tensor behind, also when it is left early', () => {
    expectNoLeak(() => {
      for (const epoch of fitInRawUnits(examples, 2, options)) if (epoch?.epoch === 2) break;
      expect(epochsOf({ ...options, epochs: 2 })).toHaveLength(2);
    });
  });
});

test('meanLoss(examples, weights): by hand', () => {
  const twoHouses = { features: [1, 2, 3, 4], labels: [10, 20] };
  // Residuals 1 + 4 + 1 - 10 = -4 and 3 + 8 + 1 - 20 = -8.
  expect(meanLoss(twoHouses, [1, 2, 1])).toBe((8 + 32) / 2);
});
