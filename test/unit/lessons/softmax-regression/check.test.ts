import { checkTrainCh3 } from '#lessons/softmax-regression/check';
import { expect, test } from 'vitest';

const passed = (trainLoss: number, trainAcc: number, testAcc: number) =>
  checkTrainCh3({ trainLoss, trainAcc, testAcc }).map((check) => check.passed);

test('the figures of a run that went well pass, each with its name and value', () => {
  expect(checkTrainCh3({ trainLoss: 0.447, trainAcc: 0.848, testAcc: 0.83 })).toEqual([
    { name: 'trainLoss', value: 0.447, passed: true },
    { name: 'trainAcc', value: 0.848, passed: true },
    { name: 'testAcc', value: 0.83, passed: true },
  ]);
});

test.each([
  { figures: [0.5, 0.8, 0.8], expected: [false, true, true], why: 'the loss must be below 0.5' },
  { figures: [0.4, 0.7, 0.8], expected: [true, false, true], why: 'accuracies above 0.7' },
  { figures: [0.4, 0.8, 0.7], expected: [true, true, false], why: 'of the test set too' },
  { figures: [0.4, 1.01, 0.8], expected: [true, false, true], why: 'accuracies at most 1' },
  { figures: [0.4, 0.8, 1.01], expected: [true, true, false], why: 'accuracies at most 1' },
  { figures: [0.4, 1, 1], expected: [true, true, true], why: 'a perfect model passes' },
  { figures: [NaN, NaN, NaN], expected: [false, false, false], why: 'NaN passes nothing' },
])('$figures: $why', ({ figures: [loss = 0, train = 0, testAcc = 0], expected }) => {
  expect(passed(loss, train, testAcc)).toEqual(expected);
});
