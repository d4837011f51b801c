/** What a call's schema refuses beyond the type of each value: sizes that do not fit together, and limits. */
import { explainPictureSchema } from '#contract/analysis';
import { matrixSchema, MAX_SIDE, overflowSchema, pickSchema } from '#contract/cross-entropy';
import { PICTURE_PIXELS } from '#contract/dataset';
import { duelEpochSchema } from '#contract/duel';
import {
  copyDrawingSchema,
  importRunSchema,
  isRunFile,
  MAX_RUN_FILE_BYTES,
} from '#contract/exports';
import { linearFields, type NumberField } from '#contract/fields';
import { fitTableSchema, MAX_FEATURES, MAX_TABLE_ROWS } from '#contract/table';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';

describe('matrixSchema', () => {
  const matrix = (rows: number, columns: number) =>
    Array.from({ length: rows }, () => new Array<number>(columns).fill(0.5));

  test.each([
    [1, 1, true],
    [MAX_SIDE, MAX_SIDE, true],
    [MAX_SIDE + 1, 1, false],
    [1, MAX_SIDE + 1, false],
    [0, 0, false],
    [1, 0, false],
  ])('%d rows of %d columns: %s', (rows, columns, taken) => {
    expect(v.is(matrixSchema, matrix(rows, columns))).toBe(taken);
  });

  test('refuses rows that are not equally long, the shorter one first or last', () => {
    expect(v.is(matrixSchema, [[1, 2], [3]])).toBe(false);
    expect(v.is(matrixSchema, [[1], [2, 3]])).toBe(false);
  });
});

describe('pickSchema', () => {
  const yHat = [
    [0.1, 0.3, 0.6],
    [0.3, 0.2, 0.5],
  ];

  test.each([
    [[0, 2], true],
    [[2, 2], true],
    [[0, 3], false],
    [[3, 0], false],
    [[0], false],
    [[0, 1, 2], false],
  ])('for two rows of three columns, labels %j: %s', (y, taken) => {
    expect(v.is(pickSchema, { yHat, y })).toBe(taken);
  });
});

test('overflowSchema takes a label only if there is a logit for it', () => {
  const takes = (label: number) => v.is(overflowSchema, { logits: [1, 2, 3], label });
  expect([0, 2, 3].map(takes)).toEqual([true, true, false]);
});

describe('fitTableSchema', () => {
  const defaults = Object.fromEntries(
    ['learningRate', 'batchSize', 'epochs', 'seed'].map((name) => {
      const fields: Readonly<Record<string, NumberField>> = linearFields;
      return [name, fields[name]?.default];
    }),
  );
  const takes = (numFeatures: number, numLabels: number) =>
    v.is(fitTableSchema, {
      ...defaults,
      features: new Float64Array(numFeatures).fill(1),
      labels: new Float64Array(numLabels).fill(1),
    });

  test('takes rows of one to ten features', () => {
    expect([1, 2, MAX_FEATURES].map((d) => takes(5 * d, 5))).toEqual([true, true, true]);
    expect([0, MAX_FEATURES + 1].map((d) => takes(5 * d, 5))).toEqual([false, false]);
  });

  test('refuses features that do not come out even in rows', () => {
    expect(takes(7, 5)).toBe(false);
    expect(takes(0, 0)).toBe(false);
  });

  test('takes ten thousand rows and not one more', () => {
    expect(takes(MAX_TABLE_ROWS, MAX_TABLE_ROWS)).toBe(true);
    expect(takes(MAX_TABLE_ROWS + 1, MAX_TABLE_ROWS + 1)).toBe(false);
  });

  test.each([NaN, Infinity, -Infinity])('refuses a single %d among the features', (value) => {
    const labels = new Float64Array(3).fill(1);
    const request = (features: Float64Array) => ({ ...defaults, features, labels });
    expect(v.is(fitTableSchema, request(Float64Array.of(1, 2, 3)))).toBe(true);
    expect(v.is(fitTableSchema, request(Float64Array.of(1, value, 3)))).toBe(false);
  });
});

test('explainPictureSchema takes a picture of one’s own only with all its pixels', () => {
  const takes = (length: number) => {
    const picture = { from: 'own', pixels: new Uint8Array(length) };
    return v.is(explainPictureSchema, { runId: '20260304T050607-abc123', picture });
  };
  expect(takes(PICTURE_PIXELS)).toBe(true);
  expect(takes(PICTURE_PIXELS - 1)).toBe(false);
  expect(takes(PICTURE_PIXELS + 1)).toBe(false);
});

test('duelEpochSchema takes the weights w1, w2 and b of linear regression, or none', () => {
  const config = Object.fromEntries(
    Object.entries(linearFields).map(([name, field]) => [name, field.default]),
  );
  const takes = (weights: Float32Array | null) =>
    v.is(duelEpochSchema, {
      lab: 'linear',
      implementation: 'scratch',
      fault: null,
      config: { ...config, halfLoss: false },
      epoch: 1,
      weights,
    });
  expect([null, new Float32Array(3)].map(takes)).toEqual([true, true]);
  expect([new Float32Array(2), new Float32Array(4)].map(takes)).toEqual([false, false]);
});

describe('files from the window', () => {
  test('are taken up to their limit, and not a byte above it', () => {
    const file = (bytes: number) => ({ name: 'a.linearlab', bytes: new Uint8Array(bytes) });
    expect(v.is(importRunSchema, file(MAX_RUN_FILE_BYTES))).toBe(true);
    expect(v.is(importRunSchema, file(MAX_RUN_FILE_BYTES + 1))).toBe(false);
    expect(v.is(copyDrawingSchema, { png: new Uint8Array(15_000_001) })).toBe(false);
  });

  test.each([
    ['run 3.linearlab', true],
    ['RUN.LINEARLAB', true],
    ['linearlab', false],
    ['run.linearlab.zip', false],
    ['run.json', false],
  ])('isRunFile(%j): %s', (name, is) => {
    expect(isRunFile(name)).toBe(is);
  });
});
