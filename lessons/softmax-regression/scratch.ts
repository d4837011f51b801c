import * as tf from '@tensorflow/tfjs';
import { sgd } from '../linear-regression/sgd';
import { evaluateAccuracy } from './accuracy';
import { gradient } from './gradient';
import { crossEntropy } from './loss';
import { net } from './model';
import { fromParams, setParams, toParams, type Params } from './params';
import { trainEpochCh3 } from './train';
import type { SoftmaxTrainable } from './trainable';

/** Softmax regression from scratch (section 3.6), from the given W and b. */
export function softmaxScratch(weights: Float32Array): SoftmaxTrainable {
  const params = toParams(weights);
  return {
    trainEpoch: (images, labels, order, options) =>
      trainEpochCh3(
        (X, y, lr) => trainStep(params, X, y, lr),
        { images, labels },
        order,
        options,
      ),
    evaluateAccuracy: (images, labels) =>
      evaluateAccuracy((X) => net(X, params), images, labels),
    getWeights: () => fromParams(params),
    setWeights: (values) => setParams(params, values),
    dispose: () => tf.dispose([params.W, params.b]),
  };
}

/** Forward, loss, backward, update: the body of the loop in `train_epoch_ch3`. */
function trainStep(params: Params, X: tf.Tensor2D, y: tf.Tensor1D, lr: number) {
  const yHat = net(X, params);
  const l = crossEntropy(yHat, y);
  const { dW, db } = gradient(X, yHat, y);
  sgd([params.W, params.b], [dW, db], lr, y.size);
  return { yHat, l };
}
