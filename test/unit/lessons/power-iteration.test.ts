import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { powerIteration, stableLimit } from '#lessons/power-iteration';

/** Takes the iteration to its end. */
function largest(
  multiply: (v: Float64Array) => Float64Array,
  start: readonly number[],
  options = {},
) {
  const steps = powerIteration(multiply, Float64Array.from(start), options);
  let next = steps.next();
  while (!next.done) next = steps.next();
  return next.value;
}

const diagonal = (values: readonly number[]) => (v: Float64Array) =>
  v.map((value, i) => value * (values[i] ?? NaN));

describe('powerIteration(multiply, start)', () => {
  test('finds the largest of the eigenvalues, wherever it stands', () => {
    const found = largest(diagonal([1, 7, 3]), [1, 1, 1]);
    expect(found.eigenvalue).toBeCloseTo(7, 5);
    expect(found.converged).toBe(true);
  });

  test('of a matrix that turns the plane: [[2, 1], [1, 2]] has 1 and 3', () => {
    const multiply = ([x = NaN, y = NaN]: Float64Array) => Float64Array.of(2 * x + y, x + 2 * y);
    expect(largest(multiply, [1, 0.3]).eigenvalue).toBeCloseTo(3, 5);
  });

  test('begins with the Rayleigh quotient of the start, however long that vector is', () => {
    const first = (start: readonly number[]) =>
      powerIteration(diagonal([2, 1]), Float64Array.from(start)).next().value.eigenvalue;
    // (2 * 3² + 1 * 4²) / (3² + 4²)
    expect(first([3, 4])).toBeCloseTo(1.36, 12);
    expect(first([0.003, 0.004])).toBeCloseTo(1.36, 12);
  });

  test('never overestimates', () => {
    const value = fc.double({ min: 1e-3, max: 100, noNaN: true });
    const part = fc.double({ min: 0.1, max: 1, noNaN: true });
    fc.assert(
      fc.property(fc.array(fc.tuple(value, part), { minLength: 1, maxLength: 6 }), (pairs) => {
        const values = pairs.map(([one]) => one);
        const start = pairs.map(([, one]) => one);
        const { eigenvalue } = largest(diagonal(values), start);
        expect(eigenvalue).toBeLessThanOrEqual(Math.max(...values) * (1 + 1e-9));
        expect(eigenvalue).toBeGreaterThanOrEqual(0);
      }),
    );
  });

  test('of zero is zero, and what is not finite ends it', () => {
    expect(largest(diagonal([0, 0]), [1, 2])).toEqual({
      eigenvalue: 0,
      iterations: 1,
      converged: true,
    });
    expect(largest(diagonal([NaN, 1]), [1, 2]).iterations).toBe(1);
  });

  test('gives up where two are too close, and says so', () => {
    const found = largest(diagonal([1, 0.99]), [1, 1], { tolerance: 0, maxIterations: 3 });
    expect(found).toMatchObject({ iterations: 3, converged: false });
  });
});

test('stableLimit is 2 over the eigenvalue, and there is none for a flat loss', () => {
  expect(stableLimit(8)).toBe(0.25);
  expect(stableLimit(0)).toBe(Infinity);
});
