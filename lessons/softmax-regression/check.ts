import type { EpochMetrics } from './train';

/** One of the book's assertions, and whether it holds. */
export interface Check {
  readonly name: keyof EpochMetrics;
  readonly value: number;
  readonly passed: boolean;
}

/**
 * The three assertions at the end of `train_ch3` (section 3.6.6): what one may expect
 * after ten epochs with the learning rate 0.1 and minibatches of 256. NaN passes none
 * of them.
 */
export function checkTrainCh3({ trainLoss, trainAcc, testAcc }: EpochMetrics): Check[] {
  return [
    { name: 'trainLoss', value: trainLoss, passed: trainLoss < 0.5 },
    { name: 'trainAcc', value: trainAcc, passed: trainAcc <= 1 && trainAcc > 0.7 },
    { name: 'testAcc', value: testAcc, passed: testAcc <= 1 && testAcc > 0.7 },
  ];
}
