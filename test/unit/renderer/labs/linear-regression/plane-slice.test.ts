import type { LinearData } from '#contract/linear';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  axisAround,
  drawablePath,
  featureColumn,
  mean,
  milestones,
  milestoneStep,
  predict,
  sliceLine,
  surfaceAxes,
  weightsAt,
} from '../../../../../renderer/labs/linear-regression/plane-slice';

const X = Float32Array.of(1, 10, 2, 20, 3, 30);

describe('featureColumn(X, feature)', () => {
  test('reads one column of rows of two', () => {
    expect([...featureColumn(X, 'x1')]).toEqual([1, 2, 3]);
    expect([...featureColumn(X, 'x2')]).toEqual([10, 20, 30]);
    expect(mean(featureColumn(X, 'x2'))).toBe(20);
  });
});

describe('sliceLine(weights, feature, other, from, to)', () => {
  test('runs along the plane where the other feature stands still', () => {
    // ŷ = 2 x1 - 3.4 x2 + 4.2: at x1 = 1 the line over x2 is 6.2 - 3.4 x2.
    const { xs, ys } = sliceLine([2, -3.4, 4.2], 'x2', 1, -1, 3);
    expect(xs).toEqual([-1, 3]);
    expect(ys[0]).toBeCloseTo(9.6);
    expect(ys[1]).toBeCloseTo(-4);
    expect(sliceLine([2, -3.4, 4.2], 'x1', 0, 0, 1).ys[1]).toBeCloseTo(
      predict([2, -3.4, 4.2], 1, 0),
    );
  });
});

describe('axisAround(values)', () => {
  test('has its ends on whole steps, around all values', () => {
    expect(axisAround([-3.3, 0.2, 3.9], 'x')).toEqual({ min: -4, max: 4, step: 2, label: 'x' });
  });

  test('is an axis for one value too', () => {
    const { min, max } = axisAround([7]);
    expect(min).toBeLessThan(7);
    expect(max).toBeGreaterThan(7);
  });

  test('holds whatever it is given', () => {
    const values = fc.array(fc.double({ min: -1e6, max: 1e6, noNaN: true }), { minLength: 1 });
    fc.assert(
      fc.property(values, (all) => {
        const { min, max } = axisAround(all);
        const slack = 1e-9 * Math.max(1, ...all.map(Math.abs));
        expect(Math.min(...all)).toBeGreaterThanOrEqual(min - slack);
        expect(Math.max(...all)).toBeLessThanOrEqual(max + slack);
      }),
    );
  });
});

describe('surfaceAxes(data)', () => {
  const circle = Float32Array.from({ length: 24 }, (_, i) => {
    const angle = (Math.PI * Math.floor(i / 2)) / 6;
    return i % 2 === 0 ? 2 + 5 * Math.cos(angle) : -3.4 + 5 * Math.sin(angle);
  });
  const data: LinearData = {
    features: X,
    labels: Float32Array.of(1, 2, 3),
    start: Float32Array.of(0.01, -0.02, 0),
    analytic: { w: [2, -3.4], b: 4.2, loss: 0, rank: 3, condition: 1, dependencies: [] },
    surface: {
      minimum: [2, -3.4],
      minLoss: 0,
      contours: [{ level: 1, points: circle }],
    },
  };

  test('show the start and the minimum, well inside', () => {
    const { x, y } = surfaceAxes(data);
    for (const [axis, values] of [
      [x, [2, 0.01]],
      [y, [-3.4, -0.02]],
    ] as const) {
      for (const value of values) {
        expect(value).toBeGreaterThan(axis.min);
        expect(value).toBeLessThan(axis.max);
      }
    }
    expect([x.label, y.label]).toEqual(['w₁', 'w₂']);
  });

  test('show something where training starts at the minimum', () => {
    const { x } = surfaceAxes({ ...data, start: Float32Array.of(2, -3.4, 0) });
    expect(x.max - x.min).toBeGreaterThan(2);
  });
});

describe('a path over the surface', () => {
  const axis = { min: -1, max: 5 };
  const path = (w1: number[], w2: number[] = w1) => ({
    steps: Int32Array.from(w1.keys()),
    w1: Float32Array.from(w1),
    w2: Float32Array.from(w2),
    b: Float32Array.from(w1.map(() => 0)),
  });

  test('is drawn as it is while it stays near', () => {
    expect(Array.from(drawablePath(path([0, 1, -400]), axis, axis).xs)).toEqual([0, 1, -400]);
  });

  test('keeps its direction, point for point, where it goes to the end of the numbers', () => {
    const { xs, ys } = drawablePath(path([2, 1e30, -1e30], [2, 2e30, 1e10]), axis, axis);
    expect([xs[0], ys[0]]).toEqual([2, 2]);
    expect((ys[1] ?? 0) / (xs[1] ?? 1)).toBeCloseTo(2, 3);
    expect(xs[2]).toBeLessThan(-1e4);
    for (const value of [...Array.from(xs), ...Array.from(ys)]) {
      expect(Math.abs(value)).toBeLessThan(1e6);
    }
  });

  test('is read point by point', () => {
    expect(weightsAt(path([0, 1], [5, 6]), 1)).toEqual([1, 6, 0]);
  });

  test('has a milestone every so many minibatches, the start included', () => {
    expect(milestones(path([0, 1, 2, 3, 4, 5, 6]), 3)).toEqual([0, 3, 6]);
  });

  test.each([
    [100, 10],
    [1, 1],
    [1000, 100],
    [32, 5],
    [10_000, 1000],
  ])('of %d minibatches an epoch has one every %d', (batches, every) => {
    expect(milestoneStep(batches)).toBe(every);
  });
});
