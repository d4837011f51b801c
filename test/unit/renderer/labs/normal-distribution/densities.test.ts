import { describe, expect, test } from 'vitest';
import {
  areaUnder,
  densityAxis,
  densitySeries,
  notesParams,
  xs,
} from '../../../../../renderer/labs/normal-distribution/densities';

test('x is np.arange(-7, 7, 0.01)', () => {
  expect(xs).toHaveLength(1400);
  expect([xs[0], xs[1], xs[700], xs.at(-1)]).toEqual([-7, -6.99, 0, 6.99]);
});

test('the curves are those of the notes: mean 0 and std 1, 0 and 2, 3 and 1', () => {
  // 1 / √(2π σ²), from a table of the normal distribution.
  const peaks = [0.3989422804, 0.1994711402, 0.3989422804];
  const places = [0, 0, 3];
  notesParams.forEach((params, i) => {
    const { points } = densitySeries(params, 1, '');
    const peak = points.reduce((best, point) => ((point.y ?? 0) > (best.y ?? 0) ? point : best));
    expect(peak.x).toBe(places[i]);
    expect(peak.y).toBeCloseTo(peaks[i] ?? NaN, 9);
  });
});

test('the surface ends exactly at its bounds', () => {
  const surface = areaUnder({ mu: 0, sigma: 1 }, -1.0049, 0.0051);
  if (surface.kind !== 'area') throw new Error('a surface');
  expect(surface.points.at(0)?.x).toBe(-1.0049);
  expect(surface.points.at(-1)?.x).toBe(0.0051);
  expect(surface.points.slice(1, -1).every(({ x }) => x > -1.0049 && x < 0.0051)).toBe(true);
});

describe('the axis of densities', () => {
  test('stands still while one’s own curve is no higher than 0.5', () => {
    expect(densityAxis({ mu: 0, sigma: 0.8 })).toMatchObject({ min: 0, max: 0.5 });
    expect(densityAxis({ mu: 0, sigma: 5 })).toMatchObject({ min: 0, max: 0.5 });
  });

  test('grows by tenths with a narrower one', () => {
    // 0.3989 / 0.5 = 0.798
    expect(densityAxis({ mu: 0, sigma: 0.5 })).toMatchObject({ min: 0, max: 0.8 });
  });
});
