import type { Epoch } from '#contract/run';
import type { Measure } from '../charts/training';

/**
 * The three assertions at the end of `train_ch3` (section 3.6.6): each figure lies above `above` and at most at
 * `most`, or below `below`.
 */
export const assertions: readonly {
  readonly measure: Measure;
  readonly holds: (value: number) => boolean;
  readonly formula: string;
}[] = [
  { measure: 'trainLoss', holds: (value) => value < 0.5, formula: '< 0.5' },
  { measure: 'trainAcc', holds: (value) => value > 0.7 && value <= 1, formula: '> 0.7' },
  { measure: 'testAcc', holds: (value) => value > 0.7 && value <= 1, formula: '> 0.7' },
];

export type Verdict = 'pending' | 'passed' | 'failed';

/** What the last epoch says to each assertion; pending while the run goes on. A figure that is not there fails. */
export function verdicts(last: Epoch | undefined, over: boolean): readonly Verdict[] {
  if (!over || !last) return assertions.map(() => 'pending');
  return assertions.map(({ measure, holds }) => {
    const value = last[measure];
    return value !== null && value !== undefined && holds(value) ? 'passed' : 'failed';
  });
}
