/** The lesson's code as the notebook shows it: the source of the very functions that fit. */
import analytic from '#lessons/linear-regression/analytic.ts?raw';
import fitInRawUnits from '#lessons/linear-regression/fit-in-raw-units.ts?raw';
import houses from '#lessons/linear-regression/houses.ts?raw';
import meanLoss from '#lessons/linear-regression/mean-loss.ts?raw';
import scratch from '#lessons/linear-regression/scratch.ts?raw';
import sgd from '#lessons/linear-regression/sgd.ts?raw';
import squaredLoss from '#lessons/linear-regression/squared-loss.ts?raw';
import standardize from '#lessons/linear-regression/standardize.ts?raw';
import svd from '#lessons/linear-regression/svd.ts?raw';
import type { LessonCode } from '../../components/lesson-code';

export const code: LessonCode = {
  main: {
    source: analytic,
    show: 'analytic',
    notes: '3.1.1',
    mark: { from: 'const triples', to: 'return sum / length' },
  },
  rest: [
    { source: fitInRawUnits, show: 'fitInRawUnits', notes: '3.1.1' },
    { source: standardize, show: 'standardize', notes: '3.1.1' },
    { source: standardize, show: 'toRawUnits', notes: '3.1.1' },
    { source: scratch, show: 'scratch', notes: '3.2.7' },
    { source: squaredLoss, show: 'squaredLoss', notes: 'squared_loss · 3.2.5' },
    { source: sgd, show: 'sgd', notes: 'sgd · 3.2.6' },
    { source: meanLoss, show: 'meanLoss', notes: '3.1.1' },
    { source: svd, show: 'svd', notes: '3.1.1' },
    { source: houses, show: 'syntheticHouses', notes: '3.1.1' },
  ],
};
