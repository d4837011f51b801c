import type { LinearData } from '#contract/linear';
import { analytic } from '#lessons/linear-regression/analytic';
import type { Examples } from '#lessons/linear-regression/examples';
import {
  contour,
  contourLevels,
  lossAt,
  lossSurface,
} from '#lessons/linear-regression/loss-surface';
import { meanLoss } from '#lessons/linear-regression/mean-loss';
import { LinearExamples, linearStart } from '../linear-examples';
import type { Task } from './task';

const NUM_CONTOURS = 12;

/** What a linear regression run of these settings trains on, its analytic solution and its loss surface. */
export const linearData: Task<'linearData'> = async (_, source) => {
  const examples = new LinearExamples(source);
  const { features, labels } = examples;
  examples.dispose();

  const start = linearStart(source);
  const solution = analytic(examples, 2);
  return {
    features,
    labels,
    start,
    analytic: { ...solution, loss: meanLoss(examples, [...solution.w, solution.b]) },
    surface: surfaceAround(start, examples),
  };
};

function surfaceAround(start: Float32Array, examples: Examples): LinearData['surface'] {
  const surface = lossSurface(examples);
  const { minimum, minLoss, axes } = surface;
  if (axes[0].curvature === 0) return { minimum, minLoss, contours: [] };
  const [w1 = 0, w2 = 0] = start;
  // Beyond the start, and at least one unit of a weight away from the minimum.
  const height = Math.max(lossAt(surface, w1, w2) - minLoss, axes[0].curvature / 2);
  const contours = contourLevels(surface, minLoss + 2 * height, NUM_CONTOURS).map((level) => ({
    level,
    points: contour(surface, level),
  }));
  return { minimum, minLoss, contours };
}
