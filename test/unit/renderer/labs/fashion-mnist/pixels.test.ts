import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  fullestBin,
  meanPicture,
  meanPixel,
  pixelShares,
  pointsOf,
  shareAxis,
} from '../../../../../renderer/labs/fashion-mnist/pixels';

/** Histograms of ten classes with these counts of class and value. */
function histogramsOf(counts: readonly (readonly [label: number, value: number, n: number])[]) {
  const histograms = new Int32Array(2560);
  for (const [label, value, n] of counts) histograms[label * 256 + value] = n;
  return { histograms };
}

describe('pixelShares(statistics, label)', () => {
  test('are fractions of the class’s own pixels, 0 apart', () => {
    const statistics = histogramsOf([
      [2, 0, 6],
      [2, 1, 1],
      [2, 15, 1],
      [2, 255, 2],
      [5, 200, 90],
    ]);
    const { zero, bins } = pixelShares(statistics, 2);
    expect(zero).toBe(0.6);
    expect(bins[0]).toEqual({ from: 1, to: 15, share: 0.2 });
    expect(bins.at(-1)).toEqual({ from: 241, to: 255, share: 0.2 });
    expect(pixelShares(statistics, null).zero).toBe(0.06);
  });

  test('sum to one, whatever the histogram', () => {
    const count = fc.tuple(fc.nat(9), fc.nat(255), fc.integer({ min: 1, max: 1e6 }));
    fc.assert(
      fc.property(fc.array(count, { minLength: 1 }), (counts) => {
        const { zero, bins } = pixelShares(histogramsOf(counts), null);
        expect(zero + bins.reduce((sum, { share }) => sum + share, 0)).toBeCloseTo(1, 9);
      }),
    );
  });

  test('the seventeen bins hold each value from 1 to 255 once', () => {
    for (let value = 1; value <= 255; value += 1) {
      const { bins } = pixelShares(histogramsOf([[0, value, 3]]), 0);
      expect(bins.filter(({ share }) => share === 1)).toHaveLength(1);
      expect(fullestBin({ zero: 0, bins })).toMatchObject({ share: 1 });
    }
  });

  test('as points they lie in the middle of their bins, in percent', () => {
    const points = pointsOf(pixelShares(histogramsOf([[0, 10, 4]]), 0));
    expect(points[0]).toEqual({ x: 8, y: 100 });
    expect(points).toHaveLength(17);
  });
});

describe('shareAxis(statistics)', () => {
  test('holds the fullest bin of any class, and does not depend on which is shown', () => {
    const statistics = histogramsOf([
      [0, 0, 90],
      [0, 30, 10],
      [1, 0, 79],
      [1, 250, 21],
    ]);
    expect(shareAxis(statistics)).toEqual({ min: 0, max: 22 });
  });

  test('stands where there is nothing to show', () => {
    expect(shareAxis(histogramsOf([]))).toEqual({ min: 0, max: 2 });
  });
});

test('the mean picture is rounded to bytes, and its mean is that of its class', () => {
  const means = new Float32Array(7840);
  means.fill(100.4, 784, 1176);
  means.fill(20.6, 1176, 1568);
  const picture = meanPicture({ means }, 1);
  expect([picture[0], picture[783], picture.length]).toEqual([100, 21, 784]);
  expect(meanPixel({ means }, 1)).toBeCloseTo(60.5, 4);
});
