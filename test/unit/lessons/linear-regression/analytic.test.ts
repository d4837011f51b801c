import { analytic } from '#lessons/linear-regression/analytic';
import type { Examples } from '#lessons/linear-regression/examples';
import { svd } from '#lessons/linear-regression/svd';
import { dot, norm } from '#lessons/vectors';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import fixture from '../../../fixtures/linear-regression.json' with { type: 'json' };

const examples = (features: readonly number[][], labels: readonly number[]): Examples => ({
  features: features.flat(),
  labels,
});

/** Mean squared loss with its half. */
function lossOf(features: number[][], labels: number[], w: readonly number[], b: number): number {
  const squares = features.map((x, i) => {
    const yHat = x.reduce((sum, value, j) => sum + value * (w[j] ?? NaN), b);
    return (yHat - (labels[i] ?? NaN)) ** 2 / 2;
  });
  return squares.reduce((sum, square) => sum + square, 0) / labels.length;
}

describe('analytic(examples, numFeatures)', () => {
  test.each(fixture.analytic)(
    "$name: NumPy's least squares",
    ({ features, labels, params, rank, condition, loss }) => {
      const d = params.length - 1;
      const solution = analytic(examples(features, labels), d);
      // What NumPy and we lose to rounding grows with the condition number of X.
      const digits = 1e-11 * Math.sqrt(condition ?? 1);
      [...solution.w, solution.b].forEach((param, j) => {
        const expected = params[j] ?? NaN;
        expect(Math.abs(param - expected)).toBeLessThan(digits * (1 + Math.abs(expected)));
      });
      expect(solution.rank).toBe(rank);
      if (condition === null) expect(solution.condition).toBe(Infinity);
      else expect(solution.condition / condition).toBeCloseTo(1, 5);
      expect(lossOf(features, labels, solution.w, solution.b)).toBeCloseTo(loss, 8);
      expect(solution.dependencies).toHaveLength(d + 1 - rank);
    },
  );

  test('each dependency holds for every example', () => {
    for (const { features, labels, params } of fixture.analytic) {
      const { dependencies } = analytic(examples(features, labels), params.length - 1);
      for (const { feature, coefficients, constant } of dependencies) {
        for (const row of features) {
          const given = row.reduce((sum, x, j) => sum + x * (coefficients[j] ?? NaN), constant);
          expect(Math.abs(given - (row[feature] ?? NaN))).toBeLessThan(1e-7);
        }
      }
    }
  });

  test('names the feature that another one determines, by how much, and no third one', () => {
    const features = [
      [50, 3, 101],
      [80, 20, 161],
      [65, 7, 131],
      [120, 1, 241],
      [99, 12, 199],
    ];
    const { dependencies, rank } = analytic(examples(features, [1, 2, 3, 4, 5]), 3);
    expect(rank).toBe(3);
    expect(dependencies).toHaveLength(1);
    expect(dependencies[0]?.feature).toBe(2);
    const { coefficients = [], constant } = dependencies[0] ?? {};
    expect(coefficients[0]).toBeCloseTo(2, 9);
    expect(coefficients.slice(1)).toEqual([0, 0]);
    expect(constant).toBeCloseTo(1, 9);
  });

  test('names each of two features that a third one determines, by that one alone', () => {
    // x2 = 2 x1 + 1 and x3 = -x1.
    const features = [50, 80, 65, 120, 99].map((x) => [x, 2 * x + 1, -x]);
    const { dependencies, rank } = analytic(examples(features, [1, 2, 3, 4, 5]), 3);
    expect(rank).toBe(2);
    expect(dependencies.map(({ feature }) => feature).sort()).toEqual([1, 2]);
    for (const { feature, coefficients, constant } of dependencies) {
      const [slope, offset] = feature === 1 ? [2, 1] : [-1, 0];
      expect(coefficients[0]).toBeCloseTo(slope, 9);
      expect(coefficients.slice(1)).toEqual([0, 0]);
      expect(constant).toBeCloseTo(offset, 6);
    }
  });

  test('a feature that never changes is its own constant', () => {
    const { dependencies } = analytic(
      examples(
        [
          [7, 1],
          [7, 2],
          [7, 4],
        ],
        [1, 2, 3],
      ),
      2,
    );
    expect(dependencies).toHaveLength(1);
    expect(dependencies[0]).toMatchObject({ feature: 0, coefficients: [0, 0] });
    expect(dependencies[0]?.constant).toBeCloseTo(7, 12);
  });

  const value = fc.double({ min: -100, max: 100, noNaN: true });
  const table = fc.integer({ min: 1, max: 5 }).chain((d) =>
    fc.tuple(
      fc.array(fc.array(value, { minLength: d, maxLength: d }), {
        minLength: d + 3,
        maxLength: 20,
      }),
      fc.array(value, { minLength: 20, maxLength: 20 }),
    ),
  );

  test('no other parameters have a smaller loss, singular or not', () => {
    fc.assert(
      fc.property(table, fc.array(value, { minLength: 6, maxLength: 6 }), ([X, ys], shift) => {
        const y = ys.slice(0, X.length);
        const { w, b } = analytic(examples(X, y), X[0]?.length ?? 0);
        const least = lossOf(X, y, w, b);
        for (const step of [1e-3, 1]) {
          const other = w.map((weight, j) => weight + step * (shift[j] ?? NaN));
          const loss = lossOf(X, y, other, b + step * (shift[5] ?? NaN));
          expect(loss).toBeGreaterThanOrEqual(least - 1e-6 * (1 + least));
        }
      }),
    );
  });

  test('other units change the weights, not the rank nor the condition', () => {
    const [{ features, labels }] = [fixture.analytic[0] ?? { features: [], labels: [] }];
    const inCentimetres = features.map(([area = NaN, age = NaN]) => [area * 1e4, age]);
    const metres = analytic(examples(features, labels), 2);
    const centimetres = analytic(examples(inCentimetres, labels), 2);
    expect((centimetres.w[0] ?? NaN) * 1e4).toBeCloseTo(metres.w[0] ?? NaN, 9);
    expect(centimetres.w[1]).toBeCloseTo(metres.w[1] ?? NaN, 9);
    expect(centimetres.rank).toBe(metres.rank);
    expect(centimetres.condition / metres.condition).toBeCloseTo(1, 9);
  });
});

describe('svd(columns)', () => {
  const entry = fc.double({ min: -1e3, max: 1e3, noNaN: true });
  const columns = fc
    .tuple(fc.integer({ min: 1, max: 8 }), fc.integer({ min: 1, max: 5 }))
    .chain(([n, p]) =>
      fc.array(fc.array(entry, { minLength: n, maxLength: n }), { minLength: p, maxLength: p }),
    )
    .map((lists) => lists.map((list) => Float64Array.from(list)));

  test('U S Vᵀ is the matrix, U S and V have perpendicular columns, S is in order', () => {
    fc.assert(
      fc.property(columns, (X) => {
        const triples = svd(X);
        const size = Math.max(1, ...X.map(norm));
        X.forEach((column, j) =>
          column.forEach((x, i) => {
            const sum = triples.reduce(
              (total, { scaledLeft, right }) => total + (scaledLeft[i] ?? NaN) * (right[j] ?? NaN),
              0,
            );
            expect(Math.abs(sum - x)).toBeLessThan(1e-12 * size);
          }),
        );
        triples.forEach((p, k) => {
          expect(norm(p.right)).toBeCloseTo(1, 12);
          for (const q of triples.slice(k + 1)) {
            expect(p.value).toBeGreaterThanOrEqual(q.value);
            expect(Math.abs(dot(p.right, q.right))).toBeLessThan(1e-12);
            expect(Math.abs(dot(p.scaledLeft, q.scaledLeft))).toBeLessThan(1e-12 * size ** 2);
          }
        });
      }),
    );
  });
});
