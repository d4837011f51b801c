import type { Table } from '#contract/table';
import { describe, expect, test } from 'vitest';
import {
  examplesOf,
  featureValues,
  fullColumn,
  inSquareFeet,
  likelyChoice,
  predict,
  withFeature,
  withLabel,
} from '../../../../../renderer/labs/idea/examples';

const none = Number.NaN;
const town = { ...fullColumn('town', '', Float64Array.of(none, none, none)), missing: 3 };
const table: Table = {
  rows: 3,
  columns: [
    fullColumn('area', 'm²', Float64Array.of(50, 60, 70)),
    town,
    { ...fullColumn('age', 'yr', Float64Array.of(1, none, 3)), missing: 1 },
    fullColumn('price', '', Float64Array.of(100, 110, 130)),
  ],
};

describe('likelyChoice(table)', () => {
  test('predicts the last column of numbers from those before it', () => {
    expect(likelyChoice(table)).toEqual({ features: [0, 2], label: 3 });
  });

  test('is none where there is nothing to predict from', () => {
    expect(likelyChoice({ rows: 3, columns: table.columns.slice(0, 2) })).toBeNull();
    expect(likelyChoice({ rows: 3, columns: [town] })).toBeNull();
  });

  test('takes no more features than can be fitted', () => {
    const columns = Array.from({ length: 15 }, () => fullColumn('x', '', Float64Array.of(1)));
    expect(likelyChoice({ rows: 1, columns })).toMatchObject({ label: 14 });
    expect(likelyChoice({ rows: 1, columns })?.features).toHaveLength(10);
  });
});

describe('a changed choice', () => {
  const choice = { features: [0, 2], label: 3 };

  test('has no column on both sides', () => {
    expect(withLabel(choice, 0)).toEqual({ features: [2], label: 0 });
  });

  test('keeps the order of the table', () => {
    expect(withFeature({ features: [2], label: 3 }, 0, true).features).toEqual([0, 2]);
    expect(withFeature(choice, 0, false).features).toEqual([2]);
    expect(withFeature(choice, 0, true).features).toEqual([0, 2]);
  });
});

describe('examplesOf(table, choice)', () => {
  test('has the chosen columns, without the rows that lack a number', () => {
    const examples = examplesOf(table, { features: [0, 2], label: 3 });
    expect([...(examples?.X ?? [])]).toEqual([50, 1, 70, 3]);
    expect([...(examples?.y ?? [])]).toEqual([100, 130]);
    expect(examples?.leftOut).toBe(1);
    expect(examples && [...featureValues(examples, 1)]).toEqual([1, 3]);
  });

  test('minds only the gaps of chosen columns', () => {
    expect(examplesOf(table, { features: [0], label: 3 })?.leftOut).toBe(0);
  });

  test('is none without a feature', () => {
    expect(examplesOf(table, { features: [], label: 3 })).toBeNull();
  });
});

test('predict(weights, x) is the weighted sum and the bias', () => {
  // 1.1 * 100 - 1.2 * 10 + 20
  expect(predict([1.1, -1.2, 20], [100, 10])).toBeCloseTo(118);
});

test('a square metre is 10.7639 square feet', () => {
  expect([...inSquareFeet(Float64Array.of(1, 100))].map((x) => x.toFixed(2))).toEqual([
    '10.76',
    '1076.39',
  ]);
});
