import { expect, test } from 'vitest';
import type { Epoch } from '#contract/run';
import {
  epochAxis,
  figureAxis,
  rateChanges,
  trainingSeries,
} from '../../../../renderer/charts/training';

const epoch = (number: number, trainLoss: number | null, more: Partial<Epoch> = {}): Epoch => ({
  epoch: number,
  trainLoss,
  trainAcc: 0.8,
  testAcc: 0.7,
  ms: 50,
  learningRate: 0.1,
  ...more,
});

test('a softmax run has the three curves of the book, a point an epoch', () => {
  const series = trainingSeries([epoch(1, 0.7), epoch(2, 0.6)], (measure) => measure);
  expect(series.map(({ label, look, points }) => ({ label, look, points }))).toEqual([
    {
      label: 'trainLoss',
      look: 1,
      points: [
        { x: 1, y: 0.7 },
        { x: 2, y: 0.6 },
      ],
    },
    {
      label: 'trainAcc',
      look: 2,
      points: [
        { x: 1, y: 0.8 },
        { x: 2, y: 0.8 },
      ],
    },
    {
      label: 'testAcc',
      look: 3,
      points: [
        { x: 1, y: 0.7 },
        { x: 2, y: 0.7 },
      ],
    },
  ]);
});

test('a linear run has no accuracies, and so no curves of them', () => {
  const linear: Epoch = { epoch: 1, trainLoss: 0.02, ms: 9, learningRate: 0.03 };
  expect(trainingSeries([linear], (measure) => measure).map(({ id }) => id)).toEqual(['trainLoss']);
});

test('a loss that is not finite leaves a gap', () => {
  expect(trainingSeries([epoch(1, null)], String)[0]?.points).toEqual([{ x: 1, y: null }]);
});

test('the axes are the book’s until a value leaves them', () => {
  expect(epochAxis(10)).toEqual({ min: 1, max: 10, step: 1 });
  expect(epochAxis(1)).toEqual({ min: 1, max: 2, step: 1 });
  expect(figureAxis(trainingSeries([epoch(1, 0.78)], String))).toMatchObject({
    min: 0.3,
    max: 0.9,
  });
  expect(figureAxis(trainingSeries([epoch(1, 1.02)], String))).toMatchObject({
    min: 0.3,
    max: 1.1,
  });
});

test('rateChanges names the first epoch of each new rate', () => {
  const rates = [0.1, 0.1, 0.5, 0.5, 0.1].map((learningRate, index) =>
    epoch(index + 1, 0.5, { learningRate }),
  );
  expect(rateChanges(rates).map(({ epoch: at, learningRate }) => [at, learningRate])).toEqual([
    [3, 0.5],
    [5, 0.1],
  ]);
});

test.each([
  [0.78, { min: 0.3, max: 0.9, step: 0.1 }],
  [1.69, { min: 0.3, max: 1.8, step: 0.3 }],
  [5.2, { min: 0, max: 6, step: 1 }],
  [812, { min: 0, max: 1000, step: 200 }],
])('a loss of %d gives an axis of whole, even steps', (loss, axis) => {
  expect(figureAxis(trainingSeries([epoch(1, loss)], String))).toEqual(axis);
});
