import type { Epoch } from '#contract/run';
import {
  gapOf,
  scaleOf,
  sketchAt,
  sketchEpochs,
  sketchGap,
  verdictOf,
} from '#contract/sheet-score';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const points = [
  { epoch: 1, value: 1 },
  { epoch: 5, value: 0.2 },
];
const epochs = (losses: readonly (number | null)[]): Epoch[] =>
  losses.map((trainLoss, index) => ({ epoch: index + 1, trainLoss, ms: 1, learningRate: 0.1 }));

describe('sketchAt(points, epoch, scale)', () => {
  test('is straight between two points, and level beyond them', () => {
    const values = [0, 1, 2, 3, 5, 9].map((epoch) => sketchAt(points, epoch, 'loss'));
    for (const [index, expected] of [1, 1, 0.8, 0.6, 0.2, 0.2].entries()) {
      expect(values[index]).toBeCloseTo(expected, 12);
    }
  });

  test('goes through powers of ten evenly where the axis has them', () => {
    const falling = [
      { epoch: 1, value: 1 },
      { epoch: 3, value: 0.0001 },
    ];
    expect(sketchAt(falling, 2, 'decades')).toBeCloseTo(0.01, 12);
  });

  test('lies between the lowest and the highest point, in whatever order they come', () => {
    const point = fc.record({
      epoch: fc.integer({ min: 1, max: 50 }),
      value: fc.double({ min: 0, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(
        fc.array(point, { minLength: 1, maxLength: 6 }),
        fc.integer({ min: 1, max: 60 }),
        (all, epoch) => {
          const values = all.map(({ value }) => value);
          const at = sketchAt(all, epoch, 'loss');
          expect(at).toBeGreaterThanOrEqual(Math.min(...values) - 1e-9);
          expect(at).toBeLessThanOrEqual(Math.max(...values) + 1e-9);
        },
      ),
    );
  });
});

describe('sketchAt(points, epoch, scale), where points are few or not in order', () => {
  test('joins neighbours, in whatever order they were drawn', () => {
    const middle = { epoch: 3, value: 0.9 };
    for (const drawn of [
      [...points, middle],
      [middle, ...points],
    ]) {
      expect(sketchAt(drawn, 2, 'loss')).toBeCloseTo(0.95, 12);
      expect(sketchAt(drawn, 3, 'loss')).toBeCloseTo(0.9, 12);
      expect(sketchAt(drawn, 4, 'loss')).toBeCloseTo(0.55, 12);
    }
  });

  test('is level with one point, and not a number with none', () => {
    const one = [{ epoch: 3, value: 0.4 }];
    expect([1, 3, 7].map((epoch) => sketchAt(one, epoch, 'loss'))).toEqual([0.4, 0.4, 0.4]);
    expect(sketchAt([], 1, 'loss')).toBeNaN();
  });
});

describe('gaps', () => {
  test('of a sketch are the mean distance to the curve over the epochs', () => {
    // The sketch: 1, 0.8, 0.6. The curve is 0.1 below, 0.2 above, and on it.
    expect(sketchGap(points, epochs([0.9, 1, 0.6]), 'trainLoss', 'loss')).toBeCloseTo(0.1, 12);
  });

  test('leave out epochs without a finite figure, and are null where there is none', () => {
    expect(sketchGap(points, epochs([0.9, null]), 'trainLoss', 'loss')).toBeCloseTo(0.1, 12);
    expect(sketchGap(points, epochs([null, null]), 'trainLoss', 'loss')).toBeNull();
    expect(sketchGap(points, [], 'trainLoss', 'loss')).toBeNull();
    expect(sketchGap(points, epochs([0.9]), 'testAcc', 'fraction')).toBeNull();
  });

  test('in decades are the logarithm of the factor', () => {
    expect(gapOf(0.01, 0.0001, 'decades')).toBeCloseTo(2, 12);
    expect(gapOf(0, 0.1, 'decades')).toBeNull();
  });
});

test('a factor of two, two points of accuracy and a loss of 0.05 are very close', () => {
  expect(verdictOf('decades', Math.log10(2))).toBe('close');
  expect(verdictOf('fraction', 0.02)).toBe('close');
  expect(verdictOf('loss', 0.1)).toBe('near');
  expect(verdictOf('fraction', 0.2)).toBe('far');
});

test('a gap of exactly a bound is within it, and none at all is far off', () => {
  expect(verdictOf('fraction', 0.05)).toBe('near');
  expect(verdictOf('fraction', 0.0501)).toBe('far');
  expect(verdictOf('decades', 1)).toBe('near');
  expect(verdictOf('loss', NaN)).toBe('far');
});

test('only a loss that falls through powers of ten is compared by its logarithm', () => {
  expect(scaleOf('linear-regression', 'trainLoss')).toBe('decades');
  expect(scaleOf('softmax-regression', 'trainLoss')).toBe('loss');
  expect(scaleOf('softmax-regression', 'testAcc')).toBe('fraction');
  expect(scaleOf('linear-regression', 'trainAcc')).toBe('fraction');
});

test('a sketch has at most six points: the first and the last epoch, and others between', () => {
  expect(sketchEpochs(1)).toEqual([1]);
  expect(sketchEpochs(3)).toEqual([1, 2, 3]);
  expect(sketchEpochs(10)).toEqual([1, 3, 5, 6, 8, 10]);
  expect(sketchEpochs(1000)).toHaveLength(6);
});
