import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  deviationFromLine,
  geometricMean,
  median,
  quantile,
  ratio,
  spread,
} from '../../../tools/bench/statistics.mjs';

const sample = fc.double({ min: 0.001, max: 1e6, noNaN: true });
const samples = fc.array(sample, { minLength: 1, maxLength: 20 });

describe('median(samples)', () => {
  test('is the middle one, or the mean of the two in the middle', () => {
    expect(median([3, 1, 2])).toBe(2);
    expect(median([4, 1, 3, 2])).toBe(2.5);
    expect(median([7])).toBe(7);
  });

  test('has as many samples above as below', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const middle = median(values);
        const below = values.filter((value) => value < middle).length;
        const above = values.filter((value) => value > middle).length;
        expect(Math.max(below, above)).toBeLessThanOrEqual(values.length / 2);
      }),
    );
  });

  test('leaves the samples as they are', () => {
    const values = [3, 1, 2];
    median(values);
    expect(values).toEqual([3, 1, 2]);
  });
});

test('spread(samples) puts the median between the extremes', () => {
  expect(spread([5, 1, 9])).toEqual({ value: 5, min: 1, max: 9 });
});

describe('ratio(over, under)', () => {
  test('is taken round by round, so that a machine that slows down for a while does not count', () => {
    expect(ratio([20, 200, 40], [10, 100, 10])).toEqual({ value: 2, min: 2, max: 4 });
  });

  test('is the inverse the other way round', () => {
    fc.assert(
      fc.property(fc.array(fc.tuple(sample, sample), { minLength: 1, maxLength: 9 }), (pairs) => {
        const [a, b] = [pairs.map(([x]) => x), pairs.map(([, y]) => y)];
        expect(ratio(a, b).min).toBeCloseTo(1 / ratio(b, a).max, 6);
      }),
    );
  });
});

test('geometricMean(values) weighs twice as fast and half as fast the same', () => {
  expect(geometricMean([2, 0.5])).toBeCloseTo(1, 12);
  expect(geometricMean([1, 10, 100])).toBeCloseTo(10, 12);
});

describe('deviationFromLine(points)', () => {
  const line = (/** @type {number} */ slope, /** @type {number} */ start) =>
    [1, 2, 5, 9].map((x) => ({ x, y: start + slope * x }));

  test('is nothing for a line, wherever it starts', () => {
    expect(deviationFromLine(line(3, 100))).toBeCloseTo(0, 12);
    expect(deviationFromLine(line(0, 7))).toBeCloseTo(0, 12);
  });

  test('is the largest distance from the line of least squares, as a share of the point', () => {
    // Least squares through (0, 1), (1, 1), (2, 4) is y = 0.5 + 1.5 x; the distances are 0.5, 1 and 0.5.
    const points = [
      { x: 0, y: 1 },
      { x: 1, y: 1 },
      { x: 2, y: 4 },
    ];
    expect(deviationFromLine(points)).toBeCloseTo(1, 12);
  });

  test('finds what grows with the square', () => {
    const squares = [6, 15, 30, 60].map((x) => ({ x, y: x ** 2 }));
    expect(deviationFromLine(squares)).toBeGreaterThan(0.15);
  });
});

test('quantile(samples, share) is a sample that so many are not above', () => {
  const values = Array.from({ length: 100 }, (_, i) => 100 - i);
  expect(quantile(values, 0.95)).toBe(95);
  expect(quantile(values, 1)).toBe(100);
  expect(quantile([4], 0.5)).toBe(4);
});
