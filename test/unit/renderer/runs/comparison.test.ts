import { expect, test } from 'vitest';
import type { RunRecord } from '#contract/run';
import {
  comparedSeries,
  differences,
  fittingAxis,
  lookOf,
} from '../../../../renderer/runs/comparison';

function record(
  number: number,
  learningRate: number,
  losses: readonly (number | null)[],
): RunRecord {
  return {
    schema: 1,
    id: `20260307T09000${number}-abcdef`,
    number,
    lab: 'softmax',
    implementation: 'scratch',
    config: {
      learningRate,
      batchSize: 256,
      epochs: 10,
      seed: 0,
      initStd: 0.01,
      numTrain: 60_000,
      shuffle: true,
      pixelScale: 'unit',
    },
    engine: { kind: 'tensorflow', version: '2.15.1', threads: 2 },
    dataset: { name: 'fashion-mnist', sha256: '' },
    app: '0.1.0',
    startedAt: '2026-03-07T09:00:00Z',
    state: 'done',
    epochs: losses.map((trainLoss, index) => ({
      epoch: index + 1,
      trainLoss,
      ms: 1,
      learningRate,
    })),
  };
}

test('differences names the settings in which runs are not alike', () => {
  expect(differences([record(1, 0.1, []), record(2, 0.5, [])])).toEqual(['learningRate']);
  expect(differences([record(1, 0.1, []), record(2, 0.1, [])])).toEqual([]);
});

test('each chosen run keeps a look of its own', () => {
  expect(['b', 'a', 'c'].map((id) => lookOf(['a', 'b'], id))).toEqual([2, 1, undefined]);
  const series = comparedSeries(
    [record(1, 0.1, [0.7]), record(2, 0.5, [0.6])],
    'trainLoss',
    (run) => String(run.number),
  );
  expect(series.map(({ label, look, points }) => [label, look, points])).toEqual([
    ['1', 1, [{ x: 1, y: 0.7 }]],
    ['2', 2, [{ x: 1, y: 0.6 }]],
  ]);
});

test('fittingAxis lies close around the values, at whole steps', () => {
  const series = comparedSeries([record(1, 0.1, [1.02, 0.41, null])], 'trainLoss', () => 'run');
  expect(fittingAxis(series)).toEqual({ min: 0.4, max: 1.2, step: 0.2 });
  expect(fittingAxis([])).toEqual({ min: 0, max: 1, step: 0.2 });
});
