import * as tf from '@tensorflow/tfjs';
import { dataIter } from './data-iter';
import { linreg } from './linreg';
import { sgd } from './sgd';
import { squaredLoss } from './squared-loss';
import { flatten, numbersOf, unflatten, type LinearTrainable } from './trainable';

/**
 * Linear regression from scratch: the training loop of section 3.2.7.
 *
 * @param weights where training starts: w [d], then b
 */
export function scratch(weights: Float32Array): LinearTrainable {
  const { w, b } = tf.tidy(() => {
    const [w0, b0] = unflatten(weights);
    return { w: tf.variable(w0), b: tf.variable(b0) };
  });
  const net = linreg;
  const loss = squaredLoss;

  return {
    *trainEpoch(features, labels, order, { batchSize, learningRate }) {
      for (const { X, y, ...place } of dataIter(batchSize, features, labels, order)) {
        const lr = learningRate();
        yield tf.tidy(() => {
          const yHat = net(X, w, b);
          // Where the book calls l.sum().backward(), here one asks for the gradient of a
          // function. Summed, not averaged: sgd divides by the number of examples. It is
          // given the minibatch's own number, as the last one may be smaller than the
          // others.
          const l = (): tf.Scalar => tf.sum(loss(net(X, w, b), y));
          const { value, grads } = tf.valueAndGrads(l)([w, b]);
          sgd([w, b], grads, lr, X.shape[0]);
          const step = { yHat, value, grads, weights: [w, b], summedOver: X.shape[0] };
          return { ...place, learningRate: lr, ...numbersOf(step) };
        });
      }
    },
    evaluateLoss: (features, labels) =>
      tf.tidy(() => tf.mean<tf.Scalar>(loss(net(features, w, b), labels)).arraySync()),
    getWeights: () => flatten([w, b]),
    setWeights: (next) => {
      tf.tidy(() => {
        const [nextW, nextB] = unflatten(next);
        w.assign(nextW);
        b.assign(nextB);
      });
    },
    dispose: () => {
      tf.dispose([w, b]);
    },
  };
}
