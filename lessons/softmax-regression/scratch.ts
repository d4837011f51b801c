import * as tf from '@tensorflow/tfjs';
import { sgd } from '../linear-regression/sgd';
import { accuracy, evaluateAccuracy } from './accuracy';
import { gradient } from './gradient';
import { crossEntropy } from './loss';
import { net } from './model';
import { fromParams, setParams, toParams } from './params';
import { trainEpochCh3, type TrainStep } from './train';
import type { SoftmaxTrainable } from './trainable';

/**
 * Softmax regression from scratch (section 3.6).
 *
 * @param weights where training starts: W [10, 784] row by row, then b [10]
 */
export function scratch(weights: Float32Array): SoftmaxTrainable {
  const params = toParams(weights);

  const trainStep: TrainStep = (X, y, lr) => {
    const yHat = net(X, params);
    const l = crossEntropy(yHat, y);
    const { dW, db } = gradient(X, yHat, y);
    sgd([params.W, params.b], [dW, db], lr, y.length);
    return { l, correct: accuracy(yHat, y) };
  };

  return {
    trainEpoch: (images, labels, order, options) =>
      trainEpochCh3(trainStep, { images, labels }, order, options),
    evaluateAccuracy: (images, labels) =>
      evaluateAccuracy((X) => net(X, params), images, labels),
    getWeights: () => fromParams(params),
    setWeights: (values) => setParams(params, values),
    dispose: () => tf.dispose([params.W, params.b]),
  };
}
