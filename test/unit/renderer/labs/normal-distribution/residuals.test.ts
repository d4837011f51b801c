import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  curve,
  histogram,
  leastAt,
  meanNegativeLogLikelihood,
  meanSquaredLoss,
  residualsOf,
  roundAxis,
  roundUp,
  scaledField,
  shifted,
  sliderStep,
} from '../../../../../renderer/labs/normal-distribution/residuals';

const residuals = Float64Array.of(-2, -1, 0, 1, 4);

test('residualsOf(features, labels, line): y - (wᵀx + b)', () => {
  // 2·1 - 3·2 + 4 = 0 and 2·0.5 - 3·(-1) + 4 = 8
  const line = { w: [2, -3], b: 4 };
  expect([...residualsOf([1, 2, 0.5, -1], [1, 7], line)]).toEqual([1, -1]);
});

test('a line moved up leaves residuals that are smaller by as much', () => {
  expect([...shifted(residuals, 0.5)]).toEqual([-2.5, -1.5, -0.5, 0.5, 3.5]);
});

test('meanSquaredLoss has the book’s one half', () => {
  expect(meanSquaredLoss(residuals)).toBe((4 + 1 + 0 + 1 + 16) / 2 / 5);
});

describe('the bridge of section 3.1.3', () => {
  const places = fc.double({ min: -3, max: 3, noNaN: true });
  const sigmas = fc.double({ min: 0.1, max: 10, noNaN: true });

  test('the negative log-likelihood is the squared loss over sigma², plus a constant', () => {
    fc.assert(
      fc.property(places, places, sigmas, (one, other, sigma) => {
        const [a, b] = [shifted(residuals, one), shifted(residuals, other)];
        const difference =
          meanNegativeLogLikelihood(a, sigma) - meanNegativeLogLikelihood(b, sigma);
        const expected = (meanSquaredLoss(a) - meanSquaredLoss(b)) / sigma ** 2;
        expect(difference).toBeCloseTo(expected, 8 - Math.ceil(Math.log10(1 + Math.abs(expected))));
      }),
    );
  });

  test('both are least where the residuals’ mean is zero, whatever sigma', () => {
    const mean = 0.4;
    for (const sigma of [0.5, 1, 5]) {
      const likelihood = curve(
        (shift) => meanNegativeLogLikelihood(shifted(residuals, shift), sigma),
        2,
        41,
      );
      expect(leastAt(likelihood)).toBeCloseTo(mean, 9);
    }
    expect(
      leastAt(curve((shift) => meanSquaredLoss(shifted(residuals, shift)), 2, 41)),
    ).toBeCloseTo(mean, 9);
  });
});

describe('histogram(values, reach, count)', () => {
  test('counts into bins of one width, as a density', () => {
    const bins = histogram(residuals, 2, 4);
    expect(bins.map(({ from, to }) => [from, to])).toEqual([
      [-2, -1],
      [-1, 0],
      [0, 1],
      [1, 2],
    ]);
    // Of five values, one in each bin; the one at 4 is beyond.
    expect(bins.map(({ height }) => height)).toEqual([0.2, 0.2, 0.2, 0.2]);
  });

  test('has the area one where no value is beyond it', () => {
    const value = fc.double({ min: -0.999, max: 0.999, noNaN: true });
    fc.assert(
      fc.property(fc.array(value, { minLength: 1 }), fc.integer({ min: 1, max: 60 }), (all, n) => {
        const bins = histogram(Float64Array.from(all), 1, n);
        const area = bins.reduce((sum, { from, to, height }) => sum + (to - from) * height, 0);
        expect(area).toBeCloseTo(1, 9);
      }),
    );
  });
});

describe('axes and sliders', () => {
  test('a curve runs from -reach to reach', () => {
    expect(curve((x) => x ** 2, 0.3, 3)).toEqual([
      { x: -0.3, y: 0.09 },
      { x: 0, y: 0 },
      { x: 0.3, y: 0.09 },
    ]);
    expect(leastAt([])).toBeNaN();
  });

  test('roundAxis holds a curve between round numbers', () => {
    expect(roundAxis(curve((x) => x ** 2 - 3, 3, 7))).toEqual({ min: -5, max: 10, step: 5 });
    expect(roundAxis([])).toEqual({ min: 0, max: 1 });
  });

  test('roundUp goes to the next round number', () => {
    expect([0.0459, 1.2, 4.5, 450].map(roundUp)).toEqual([0.05, 1.5, 5, 500]);
  });

  test('a scaled field has room for every value shown with three digits', () => {
    const field = { name: 'noise', min: 0.4, max: 4, integer: false, default: 2 };
    fc.assert(
      fc.property(
        fc.double({ min: 1e-6, max: 1e6, noNaN: true }),
        fc.double({ min: 0.4, max: 4, noNaN: true }),
        (scale, ratio) => {
          const { min, max } = scaledField(field, scale);
          const shown = Number((ratio * scale).toPrecision(3));
          expect(shown).toBeGreaterThanOrEqual(min);
          expect(shown).toBeLessThanOrEqual(max);
        },
      ),
    );
  });

  test('a slider takes about two hundred steps', () => {
    expect(sliderStep({ min: 0.004, max: 0.041 })).toBe(0.0002);
    expect(sliderStep({ min: -3, max: 3 })).toBe(0.05);
  });
});
