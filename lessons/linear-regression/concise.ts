import * as tf from '@tensorflow/tfjs';
import { loadArray } from './load-array';
import { flatten, numbersOf, unflatten, type LinearTrainable } from './trainable';

/**
 * Linear regression the concise way (section 3.3): a layer, a loss and an optimizer
 * from the library. Its mean squared error lacks the factor one half of `squaredLoss`,
 * so at the same learning rate each of its steps is twice as long.
 *
 * @param weights where training starts: w [d], then b
 * @param halfLoss give the loss the factor one half, for the same steps as from scratch
 */
export function concise(weights: Float32Array, halfLoss = false): LinearTrainable {
  const layer = tf.layers.dense({ units: 1, inputShape: [weights.length - 1] });
  const net = tf.sequential({ layers: [layer] });

  const setWeights = (next: Float32Array) => {
    const tensors = unflatten(next);
    net.setWeights(tensors);
    tf.dispose(tensors);
  };
  setWeights(weights);

  const loss = (yHat: tf.Tensor, y: tf.Tensor): tf.Scalar => {
    const mse: tf.Scalar = tf.losses.meanSquaredError(y, yHat);
    return halfLoss ? tf.mul(mse, 0.5) : mse;
  };
  // The learning rate comes with each minibatch.
  const trainer = tf.train.sgd(0);

  return {
    *trainEpoch(features, labels, order, { batchSize, learningRate }) {
      const trainIter = loadArray([features, labels], batchSize, () => order);
      for (const { X, y, ...place } of trainIter) {
        const lr = learningRate();
        yield tf.tidy(() => {
          const yHat = predict(net, X);
          const l = () => loss(predict(net, X), y);
          const { value, grads } = trainer.computeGradients(l);
          trainer.setLearningRate(lr);
          trainer.applyGradients(grads);
          const weights = net.getWeights();
          const step = { yHat, value, grads: gradientsOf(net, grads), weights };
          return { ...place, learningRate: lr, ...numbersOf(step) };
        });
      }
    },
    evaluateLoss: (features, labels) =>
      tf.tidy(() => loss(predict(net, features), labels).arraySync()),
    getWeights: () => flatten(net.getWeights()),
    setWeights,
    dispose: () => {
      net.dispose();
      trainer.dispose();
    },
  };
}

/** `net(X)`: the predictions [n, 1]. */
function predict(net: tf.Sequential, X: tf.Tensor2D): tf.Tensor {
  const yHat = net.apply(X);
  if (yHat instanceof tf.Tensor) return yHat;
  throw new TypeError('predict: expected one tensor from a net with one output');
}

/**
 * The optimizer names gradients after the variables; here they come in the net's order:
 * w, b.
 */
function gradientsOf(net: tf.Sequential, grads: tf.NamedTensorMap): tf.Tensor[] {
  return net.trainableWeights.flatMap(({ name }) => grads[name] ?? []);
}
