import type { Epoch } from '#contract/run';
import { checkTrainCh3 } from '#lessons/softmax-regression/check';
import type { Measure } from '../charts/training';

/** What each of the lesson's assertions asks for, in its order. */
export const assertions: readonly { readonly measure: Measure; readonly formula: string }[] = [
  { measure: 'trainLoss', formula: '< 0.5' },
  { measure: 'trainAcc', formula: '> 0.7' },
  { measure: 'testAcc', formula: '> 0.7' },
];

export type Verdict = 'pending' | 'passed' | 'failed';

/** What the last epoch says to each assertion; pending while the run goes on. A figure that is not there fails. */
export function verdicts(last: Epoch | undefined, over: boolean): readonly Verdict[] {
  if (!over || !last) return assertions.map(() => 'pending');
  const { trainLoss, trainAcc = Number.NaN, testAcc = Number.NaN } = last;
  return checkTrainCh3({ trainLoss: trainLoss ?? Number.NaN, trainAcc, testAcc }).map(
    ({ passed }) => (passed ? 'passed' : 'failed'),
  );
}
