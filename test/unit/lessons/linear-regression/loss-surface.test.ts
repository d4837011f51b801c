import { analytic } from '#lessons/linear-regression/analytic';
import {
  contour,
  contourLevels,
  lossAt,
  lossSurface,
  type LossSurface,
} from '#lessons/linear-regression/loss-surface';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import fixture from '../../../fixtures/linear-regression.json' with { type: 'json' };

const { features, labels } = fixture.sgd;
const examples = { features: features.flat(), labels };
const wide = fc.double({ min: -20, max: 20, noNaN: true });

/** Equation 3.1.6, by adding up. */
function meanLoss(w1: number, w2: number, b: number): number {
  const losses = labels.map((y, i) => {
    const [x1 = NaN, x2 = NaN] = features[i] ?? [];
    return (w1 * x1 + w2 * x2 + b - y) ** 2 / 2;
  });
  return losses.reduce((sum, loss) => sum + loss, 0) / losses.length;
}

/** The b with which the residuals average to zero. */
function bestB(w1: number, w2: number): number {
  const rest = labels.map((y, i) => {
    const [x1 = NaN, x2 = NaN] = features[i] ?? [];
    return y - w1 * x1 - w2 * x2;
  });
  return rest.reduce((sum, r) => sum + r, 0) / rest.length;
}

/** How far the contour's point i is from the lowest one. */
function fromMinimum({ minimum: [w1, w2] }: LossSurface, points: Float32Array, i: number): number {
  return Math.hypot((points[2 * i] ?? NaN) - w1, (points[2 * i + 1] ?? NaN) - w2);
}

describe('lossSurface(examples, b)', () => {
  test('with b given: the mean squared loss at every (w1, w2)', () => {
    fc.assert(
      fc.property(wide, wide, wide, (w1, w2, b) => {
        const expected = meanLoss(w1, w2, b);
        const loss = lossAt(lossSurface(examples, b), w1, w2);
        expect(Math.abs(loss - expected)).toBeLessThan(1e-10 * (1 + expected));
      }),
    );
  });

  test('without b: the loss with the best b at every (w1, w2)', () => {
    const surface = lossSurface(examples);
    fc.assert(
      fc.property(wide, wide, (w1, w2) => {
        const expected = meanLoss(w1, w2, bestB(w1, w2));
        expect(Math.abs(lossAt(surface, w1, w2) - expected)).toBeLessThan(1e-10 * (1 + expected));
      }),
    );
  });

  test('without b: is lowest at the analytic solution', () => {
    const { minimum } = lossSurface(examples);
    const { w } = analytic(examples, 2);
    expect(minimum[0]).toBeCloseTo(w[0] ?? NaN, 10);
    expect(minimum[1]).toBeCloseTo(w[1] ?? NaN, 10);
  });

  test('one feature twice: a valley, flat along w1 + w2 = constant', () => {
    const twice = { features: [1, 1, 2, 2, 4, 4, 5, 5], labels: [3, 5, 9, 11] };
    const surface = lossSurface(twice);
    expect(surface.axes[1].curvature).toBeCloseTo(0, 12);
    const here = lossAt(surface, 1, 1);
    expect(lossAt(surface, 3, -1)).toBeCloseTo(here, 10);
    expect(lossAt(surface, -40, 42)).toBeCloseTo(here, 8);
    expect(surface.minimum[0]).toBeCloseTo(surface.minimum[1], 10);
  });

  test('one feature a multiple of the other: the shortest of all the best weights, in any units', () => {
    const positive = fc.double({ min: 0.1, max: 10, noNaN: true });
    const xs = fc.uniqueArray(fc.integer({ min: -50, max: 50 }), { minLength: 3, maxLength: 40 });
    fc.assert(
      fc.property(
        xs,
        positive,
        positive,
        fc.integer({ min: -6, max: 6 }),
        (x, ratio, slope, power) => {
          const unit = 10 ** power;
          // y = slope x, so that the best are all with w1 + ratio w2 = slope / unit; of these the shortest is along (1, ratio).
          const surface = lossSurface({
            features: x.flatMap((value) => [value * unit, value * unit * ratio]),
            labels: x.map((value) => slope * value),
          });
          const along = slope / unit / (1 + ratio ** 2);
          expect(surface.minimum[0] / along).toBeCloseTo(1, 6);
          expect(surface.minimum[1] / (along * ratio)).toBeCloseTo(1, 6);
        },
      ),
    );
  });
});

describe('contour(surface, level)', () => {
  test('all of its points have the loss of its level', () => {
    const surface = lossSurface(examples);
    fc.assert(
      fc.property(fc.double({ min: 1e-3, max: 100, noNaN: true }), (above) => {
        const level = surface.minLoss + above;
        const points = contour(surface, level);
        for (let i = 0; i < points.length; i += 2) {
          const loss = lossAt(surface, points[i] ?? NaN, points[i + 1] ?? NaN);
          // The points are float32.
          expect(Math.abs(loss - level)).toBeLessThan(1e-4 * (1 + above));
        }
      }),
    );
  });

  test('is closed', () => {
    const points = contour(lossSurface(examples), 10);
    expect(points.at(-2)).toBeCloseTo(points[0] ?? NaN, 5);
    expect(points.at(-1)).toBeCloseTo(points[1] ?? NaN, 5);
  });

  test('goes around the minimum: half a turn on, it is on the other side', () => {
    const surface = lossSurface({ features: [1, 0, 0, 1, -1, 2, 3, 1], labels: [1, 5, -2, 4] });
    expect(surface.minLoss).toBeGreaterThan(0.1);
    const level = surface.minLoss + 2;
    const points = contour(surface, level, 8);
    for (let i = 0; i < 4; i += 1) {
      for (const axis of [0, 1] as const) {
        const [here = NaN, opposite = NaN] = [points[2 * i + axis], points[2 * (i + 4) + axis]];
        expect((here + opposite) / 2).toBeCloseTo(surface.minimum[axis], 5);
      }
      expect(points[2 * i]).not.toBeCloseTo(points[2 * i + 2] ?? NaN, 3);
      expect(lossAt(surface, points[2 * i] ?? NaN, points[2 * i + 1] ?? NaN)).toBeCloseTo(level, 4);
    }
  });

  test('in a valley it stays finite, its middle on the level', () => {
    const surface = lossSurface({ features: [1, 1, 2, 2, 4, 4], labels: [3, 5, 9] });
    const points = contour(surface, surface.minLoss + 1);
    expect(points.every(Number.isFinite)).toBe(true);
    expect(lossAt(surface, points[0] ?? NaN, points[1] ?? NaN)).toBeCloseTo(surface.minLoss + 1, 5);
  });

  test.each([1e-3, 1, 1e3])(
    'in a valley it is cut at a thousand times its width, with features times %d',
    (unit) => {
      const x = [1, 2, 4].flatMap((value) => [value * unit, value * unit]);
      const surface = lossSurface({ features: x, labels: [3, 5, 9] });
      const points = contour(surface, surface.minLoss + 1, 4);
      const [width, length] = [0, 1].map((i) => fromMinimum(surface, points, i));
      expect((length ?? NaN) / (width ?? NaN) / 1000).toBeCloseTo(1, 3);
    },
  );
});

test('contourLevels(surface, highest, count): ellipses equally far apart, up to the highest', () => {
  const surface = lossSurface(examples);
  const levels = contourLevels(surface, surface.minLoss + 100, 5);
  expect(levels.at(-1)).toBeCloseTo(surface.minLoss + 100, 10);
  const radii = levels.map((level) => fromMinimum(surface, contour(surface, level), 0));
  radii.forEach((radius, i) => expect(radius / (radii[0] ?? NaN)).toBeCloseTo(i + 1, 4));
});
