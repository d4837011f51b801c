import type { LinearData } from '#contract/linear';
import { analytic, type Examples } from '#lessons/linear-regression/analytic';
import {
  contour,
  contourLevels,
  lossAt,
  lossSurface,
} from '#lessons/linear-regression/loss-surface';
import { meanLoss } from '#lessons/linear-regression/mean-loss';
import * as tf from '@tensorflow/tfjs';
import { linearExamples, linearStart } from '../linear-examples';
import type { Task } from './task';

const NUM_CONTOURS = 12;

/** What a linear regression run of these settings trains on, its analytic solution and its loss surface. */
export const linearData: Task<'linearData'> = async (_, source) => {
  const tensors = linearExamples(source);
  // Copies: what the engine hands out may be its own.
  const features = tensors.features.dataSync<'float32'>().slice();
  const labels = tensors.labels.dataSync<'float32'>().slice();
  tf.dispose([tensors.features, tensors.labels]);

  const start = linearStart(source);
  const solution = analytic({ features, labels }, 2);
  return {
    features,
    labels,
    start,
    analytic: { ...solution, loss: meanLoss({ features, labels }, [...solution.w, solution.b]) },
    surface: surfaceAround(start, { features, labels }),
  };
};

function surfaceAround(start: Float32Array, examples: Examples): LinearData['surface'] {
  const surface = lossSurface(examples);
  const { minimum, minLoss, axes } = surface;
  const [w1 = 0, w2 = 0] = start;
  // Beyond the start, and at least one unit of a weight away from the minimum.
  const height = Math.max(lossAt(surface, w1, w2) - minLoss, axes[0].curvature / 2);
  const contours = contourLevels(surface, minLoss + 2 * height, NUM_CONTOURS).map((level) => ({
    level,
    points: contour(surface, level),
  }));
  return { minimum, minLoss, contours };
}
