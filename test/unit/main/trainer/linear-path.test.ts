import { MAX_PATH_POINTS } from '#contract/linear';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { LinearPath } from '../../../../main/trainer/linear-path';

/** A path on which step k is at (k, -k, k / 2). */
function walk(steps: number, firstStep = 0) {
  const at = (k: number) => Float32Array.of(k, -k, k / 2);
  const path = new LinearPath(firstStep, at(firstStep));
  for (let k = firstStep + 1; k <= firstStep + steps; k += 1) path.add(at(k));
  return path.points();
}

test('a short path is kept whole, from the start on', () => {
  const { steps, w1, w2, b } = walk(4, 100);
  expect([...steps]).toEqual([100, 101, 102, 103, 104]);
  expect([...w1]).toEqual([100, 101, 102, 103, 104]);
  expect([...w2]).toEqual([-100, -101, -102, -103, -104]);
  expect([...b]).toEqual([50, 50.5, 51, 51.5, 52]);
});

test('a long path keeps its start, its end and points evenly between them, within the bound', () => {
  fc.assert(
    fc.property(fc.integer({ min: 0, max: 30_000 }), (length) => {
      const { steps, w1 } = walk(length);
      expect(steps.length).toBeLessThanOrEqual(MAX_PATH_POINTS);
      expect([...w1]).toEqual([...steps]);
      expect(steps[0]).toBe(0);
      expect(steps.at(-1)).toBe(length);
      const gaps = new Set([...steps.slice(1, -1)].map((step, i) => step - (steps[i] ?? NaN)));
      expect(gaps.size).toBeLessThanOrEqual(1);
      // Never coarser than it must be.
      if (length > 0)
        expect(steps.length).toBeGreaterThan(Math.min(length, MAX_PATH_POINTS / 2 - 1));
    }),
    { numRuns: 40 },
  );
});
