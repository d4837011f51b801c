import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Epoch } from '#contract/run';
import { checkTrainCh3 } from '../../../../lessons/softmax-regression/check';
import { verdicts } from '../../../../renderer/runs/assertions';

const epoch = (trainLoss: number | null, trainAcc: number, testAcc: number): Epoch => ({
  epoch: 10,
  trainLoss,
  trainAcc,
  testAcc,
  ms: 1,
  learningRate: 0.1,
});

test('the window judges as the lesson does', () => {
  const figure = fc.double({ min: 0, max: 1.2, noNaN: true });
  fc.assert(
    fc.property(figure, figure, figure, (trainLoss, trainAcc, testAcc) => {
      expect(verdicts(epoch(trainLoss, trainAcc, testAcc), true)).toEqual(
        checkTrainCh3({ trainLoss, trainAcc, testAcc }).map(({ passed }) =>
          passed ? 'passed' : 'failed',
        ),
      );
    }),
  );
});

test('nothing is judged before the end, and a loss that is not finite fails', () => {
  expect(verdicts(epoch(0.4, 0.8, 0.8), false)).toEqual(['pending', 'pending', 'pending']);
  expect(verdicts(undefined, true)).toEqual(['pending', 'pending', 'pending']);
  expect(verdicts(epoch(null, 0.8, 0.8), true)).toEqual(['failed', 'passed', 'passed']);
});
