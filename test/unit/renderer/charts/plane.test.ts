import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { nearestPoint, pointsOf, spread } from '../../../../renderer/charts/plane';

describe('pointsOf(pairs)', () => {
  test('takes values of x and y in turn', () => {
    const { xs, ys } = pointsOf(Float32Array.of(1, 2, 3, 4));
    expect(Array.from(xs)).toEqual([1, 3]);
    expect(Array.from(ys)).toEqual([2, 4]);
  });
});

describe('nearestPoint(points, x, y, scale)', () => {
  const square = { xs: [0, 1, 1, 0], ys: [0, 0, 1, 1] };

  test('finds the nearest one', () => {
    expect(nearestPoint(square, 0.9, 0.8, { x: 1, y: 1 })).toBe(2);
  });

  test('measures in pixels: what is near along a stretched axis is far to see', () => {
    const two = { xs: [1, 0], ys: [0, 2] };
    expect(nearestPoint(two, 0, 0, { x: 1, y: 1 })).toBe(0);
    expect(nearestPoint(two, 0, 0, { x: 100, y: 1 })).toBe(1);
  });

  test('passes over points that are not finite, and knows when there is none', () => {
    expect(nearestPoint({ xs: [Number.NaN, 5], ys: [0, 5] }, 0, 0, { x: 1, y: 1 })).toBe(1);
    expect(nearestPoint({ xs: [], ys: [] }, 0, 0, { x: 1, y: 1 })).toBeUndefined();
  });

  test('no other point is nearer', () => {
    const coordinate = fc.double({ min: -100, max: 100, noNaN: true });
    const points = fc.array(fc.tuple(coordinate, coordinate), { minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(points, coordinate, coordinate, (all, x, y) => {
        const found = nearestPoint(
          { xs: all.map(([px]) => px), ys: all.map(([, py]) => py) },
          x,
          y,
          { x: 1, y: 1 },
        );
        const distances = all.map(([px, py]) => Math.hypot(px - x, py - y));
        expect(distances[found ?? -1]).toBe(Math.min(...distances));
      }),
    );
  });
});

describe('spread(count, most)', () => {
  test('is all places where there are few', () => {
    expect([...spread(4, 10)]).toEqual([0, 1, 2, 3]);
  });

  test('is evenly spread where there are many: each once, ascending, from the first on', () => {
    expect([...spread(10, 5)]).toEqual([0, 2, 4, 6, 8]);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1e5 }), fc.integer({ min: 1, max: 500 }), (n, most) => {
        const places = [...spread(n, most)];
        expect(places).toHaveLength(Math.min(n, most));
        expect(places[0]).toBe(0);
        expect(places.at(-1)).toBeLessThan(n);
        expect(places.every((place, i) => i === 0 || place > (places[i - 1] ?? n))).toBe(true);
      }),
    );
  });
});
