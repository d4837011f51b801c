import { expect, test } from 'vitest';
import type { Epoch } from '#contract/run';
import { verdicts } from '../../../../renderer/runs/assertions';

const epoch = (trainLoss: number | null, trainAcc: number, testAcc: number): Epoch => ({
  epoch: 10,
  trainLoss,
  trainAcc,
  testAcc,
  ms: 1,
  learningRate: 0.1,
});

test('the verdicts are those of the notes: a loss below 0.5, accuracies above 0.7', () => {
  expect(verdicts(epoch(0.49, 0.71, 0.71), true)).toEqual(['passed', 'passed', 'passed']);
  expect(verdicts(epoch(0.5, 0.7, 0.7), true)).toEqual(['failed', 'failed', 'failed']);
  expect(verdicts(epoch(0.4, 1.01, 1), true)).toEqual(['passed', 'failed', 'passed']);
});

test('nothing is judged before the end, and a loss that is not finite fails', () => {
  expect(verdicts(epoch(0.4, 0.8, 0.8), false)).toEqual(['pending', 'pending', 'pending']);
  expect(verdicts(undefined, true)).toEqual(['pending', 'pending', 'pending']);
  expect(verdicts(epoch(null, 0.8, 0.8), true)).toEqual(['failed', 'passed', 'passed']);
});
