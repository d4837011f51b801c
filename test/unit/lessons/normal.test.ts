import { likeliestSigma, negativeLogLikelihood, normal, normalArea } from '#lessons/normal';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import fixture from '../../fixtures/normal.json' with { type: 'json' };

const means = fc.double({ min: -50, max: 50, noNaN: true });
const sigmas = fc.double({ min: 0.01, max: 20, noNaN: true });

describe('normal(x, mu, sigma)', () => {
  test.each(fixture.normal)(
    'N($mu, $sigma²): the density of another library',
    ({ mu, sigma, density }) => {
      for (const [x = NaN, p = NaN] of density) {
        expect(normal(x, mu, sigma) / p).toBeCloseTo(1, 12);
      }
    },
  );

  test('is highest at the mean, and the same on both sides of it', () => {
    fc.assert(
      fc.property(means, sigmas, fc.double({ min: 0.1, max: 5, noNaN: true }), (mu, sigma, z) => {
        const right = normal(mu + z * sigma, mu, sigma);
        expect(right).toBeLessThan(normal(mu, mu, sigma));
        expect(normal(mu - z * sigma, mu, sigma) / right).toBeCloseTo(1, 8);
      }),
    );
  });
});

describe('normalArea(lower, upper, mu, sigma)', () => {
  test.each(fixture.normal)(
    'N($mu, $sigma²): the probability that the error function gives',
    ({ mu, sigma, area }) => {
      for (const [lower = NaN, upper = NaN, probability = NaN] of area) {
        expect(normalArea(lower, upper, mu, sigma)).toBeCloseTo(probability, 10);
      }
    },
  );

  test('the whole line has the area one, each half of it one half', () => {
    fc.assert(
      fc.property(means, sigmas, (mu, sigma) => {
        expect(normalArea(-Infinity, Infinity, mu, sigma)).toBeCloseTo(1, 10);
        expect(normalArea(mu, Infinity, mu, sigma)).toBeCloseTo(0.5, 10);
      }),
    );
  });

  test('an interval far from the mean has no area', () => {
    expect(normalArea(100, 200, 0, 1)).toBe(0);
  });
});

describe('negativeLogLikelihood(residuals, sigma)', () => {
  test.each(fixture.negativeLogLikelihood)(
    'sigma %d: minus the sum of the logarithms of the densities, %d',
    (sigma, expected) => {
      expect(negativeLogLikelihood(fixture.residuals, sigma)).toBeCloseTo(expected, 10);
    },
  );

  test('differs between two sets of residuals by their squared loss over sigma²', () => {
    const residuals = fc.array(fc.double({ min: -9, max: 9, noNaN: true }), {
      minLength: 5,
      maxLength: 5,
    });
    const squaredLoss = (rs: number[]) => rs.reduce((sum, r) => sum + r ** 2 / 2, 0);
    fc.assert(
      fc.property(residuals, residuals, sigmas, (p, q, sigma) => {
        const difference = negativeLogLikelihood(p, sigma) - negativeLogLikelihood(q, sigma);
        const byLoss = (squaredLoss(p) - squaredLoss(q)) / sigma ** 2;
        expect(Math.abs(difference - byLoss)).toBeLessThan(1e-9 * (1 + 500 / sigma ** 2));
      }),
    );
  });
});

test('likeliestSigma(residuals): no other sigma makes them likelier', () => {
  const best = likeliestSigma(fixture.residuals);
  const at = (sigma: number) => negativeLogLikelihood(fixture.residuals, sigma);
  for (const factor of [0.5, 0.9, 0.999, 1.001, 1.1, 2]) {
    expect(at(best)).toBeLessThan(at(best * factor));
  }
});
