/** The lesson's code as the notebook shows it: the source of the very functions that train. */
import type { LinearImplementation } from '#contract/run';
import analytic from '#lessons/linear-regression/analytic.ts?raw';
import concise from '#lessons/linear-regression/concise.ts?raw';
import dataIter from '#lessons/linear-regression/data-iter.ts?raw';
import estimationError from '#lessons/linear-regression/estimation-error.ts?raw';
import initialWeights from '#lessons/linear-regression/initial-weights.ts?raw';
import linreg from '#lessons/linear-regression/linreg.ts?raw';
import loadArray from '#lessons/linear-regression/load-array.ts?raw';
import lossSurface from '#lessons/linear-regression/loss-surface.ts?raw';
import meanLoss from '#lessons/linear-regression/mean-loss.ts?raw';
import scratch from '#lessons/linear-regression/scratch.ts?raw';
import sgd from '#lessons/linear-regression/sgd.ts?raw';
import squaredLoss from '#lessons/linear-regression/squared-loss.ts?raw';
import svd from '#lessons/linear-regression/svd.ts?raw';
import syntheticData from '#lessons/linear-regression/synthetic-data.ts?raw';
import type { LessonCode } from '../../components/lesson-code';

const data = { source: syntheticData, show: 'syntheticData', notes: 'synthetic_data · 3.2.1' };
const errors = { source: estimationError, show: 'estimationError', notes: '3.2.7' };
const surface = { source: lossSurface, show: 'lossSurface', notes: '3.1.1' };

/** The code of each implementation: the step first, then what it is made of. */
export const code: Readonly<Record<LinearImplementation, LessonCode>> = {
  scratch: {
    main: {
      source: scratch,
      show: 'scratch',
      notes: '3.2.7',
      mark: { from: 'const yHat', to: 'sgd(' },
    },
    rest: [
      data,
      { source: dataIter, show: 'dataIter', notes: 'data_iter · 3.2.2' },
      { source: initialWeights, show: 'initialWeights', notes: '3.2.3' },
      { source: linreg, show: 'linreg', notes: 'linreg · 3.2.4' },
      { source: squaredLoss, show: 'squaredLoss', notes: 'squared_loss · 3.2.5' },
      { source: sgd, show: 'sgd', notes: 'sgd · 3.2.6' },
      errors,
      surface,
    ],
  },
  concise: {
    main: {
      source: concise,
      show: 'concise',
      notes: '3.3.7',
      mark: { from: 'const yHat', to: 'trainer.applyGradients' },
    },
    rest: [
      data,
      { source: loadArray, show: 'loadArray', notes: 'load_array · 3.3.2' },
      { source: dataIter, show: 'dataIter', notes: 'data_iter · 3.2.2' },
      errors,
      surface,
    ],
  },
  analytic: {
    main: {
      source: analytic,
      show: 'analytic',
      notes: '3.1.1',
      mark: { from: 'const triples', to: 'return sum / length' },
    },
    rest: [
      data,
      { source: svd, show: 'svd', notes: '3.1.1' },
      { source: meanLoss, show: 'meanLoss', notes: '3.1.1' },
      errors,
      surface,
    ],
  },
};
