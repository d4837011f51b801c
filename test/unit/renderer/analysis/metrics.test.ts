import { describe, expect, test } from 'vitest';
import { cellsOf, mostConfused, scoresOf } from '../../../../renderer/analysis/metrics';
import fixture from '../../../fixtures/analysis.json';
import { expectClose } from '../../../support/close';

const confusion = Int32Array.from(fixture.test.confusion);

describe('scoresOf(confusion)', () => {
  test("are scikit-learn's precision, recall and F1 of each class, and their macro means", () => {
    const { classes, macro } = scoresOf(confusion);
    for (const figure of ['precision', 'recall', 'f1'] as const) {
      expectClose(
        classes.map((one) => one[figure] ?? NaN),
        fixture.test[figure],
        1e-12,
      );
      expect(macro[figure]).toBeCloseTo(fixture.test.macro[figure], 12);
    }
  });

  test('count the pictures of each class, and the right ones of all', () => {
    const { classes, total, accuracy } = scoresOf(confusion);
    expect(classes.map(({ support }) => support)).toEqual(Array.from({ length: 10 }, () => 1000));
    expect(total).toBe(10_000);
    // On as many pictures of each class, accuracy is the mean recall.
    expect(accuracy).toBeCloseTo(fixture.test.macro.recall, 12);
  });

  test('a class that is never predicted has no precision; it counts as 0 in the mean, as in scikit-learn', () => {
    const onlyFirst = Int32Array.from({ length: 100 }, (_, cell) => (cell % 10 === 0 ? 5 : 0));
    const { classes, macro } = scoresOf(onlyFirst);
    expect(classes[0]).toMatchObject({ precision: 0.1, recall: 1 });
    expect(classes[1]).toMatchObject({ precision: null, recall: 0, f1: 0 });
    expect(macro.precision).toBeCloseTo(0.01, 12);
  });

  test('nothing is counted, and nothing is claimed', () => {
    const { classes, accuracy } = scoresOf(new Int32Array(100));
    expect(accuracy).toBeNull();
    expect(classes[3]).toEqual({ label: 3, precision: null, recall: null, f1: null, support: 0 });
  });
});

test('cellsOf(confusion): each row of rates sums to one', () => {
  for (const row of cellsOf(confusion)) {
    expect(row.reduce((sum, { rate }) => sum + (rate ?? NaN), 0)).toBeCloseTo(1, 12);
  }
});

test('mostConfused(confusion): the largest numbers beside the diagonal, largest first', () => {
  const beside = fixture.test.confusion.filter((_, cell) => cell % 11 !== 0);
  const largest = beside.toSorted((a, b) => b - a).slice(0, 3);
  const pairs = mostConfused(confusion);
  expect(pairs.map(({ count }) => count)).toEqual(largest);
  expect(pairs.every(({ label, predicted }) => label !== predicted)).toBe(true);
  const diagonal = Int32Array.from({ length: 100 }, (_, cell) => (cell % 11 === 0 ? 7 : 0));
  expect(mostConfused(diagonal)).toEqual([]);
});
