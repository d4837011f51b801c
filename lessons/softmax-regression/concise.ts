import { NUM_CLASSES, PICTURE_SIDE } from '#contract/dataset';
import * as tf from '@tensorflow/tfjs';
import { accuracy, evaluateAccuracy } from './accuracy';
import { oneHot } from './gradient';
import { toTensors } from './params';
import { trainEpochCh3, type TrainStep } from './train';
import type { SoftmaxTrainable } from './trainable';

/**
 * Softmax regression the concise way (section 3.7): layers, a loss and an optimizer
 * from the library. It takes the same steps as the code from scratch.
 *
 * @param weights where training starts: W [10, 784] row by row, then b [10]
 */
export function concise(weights: Float32Array): SoftmaxTrainable {
  const flatten = tf.layers.flatten({ inputShape: [PICTURE_SIDE, PICTURE_SIDE] });
  // Where it starts is given: the layer need not draw weights of its own.
  const linear = tf.layers.dense({ units: NUM_CLASSES, kernelInitializer: 'zeros' });
  // No softmax at the end: the loss takes the logits, and cannot overflow (section
  // 3.7.2).
  const net = tf.sequential({ layers: [flatten, linear] });
  setWeights(net, weights);
  // The learning rate comes with each minibatch.
  const trainer = tf.train.sgd(0);

  const trainStep: TrainStep = (X, y, lr) => {
    let l = new Float32Array();
    let correct = NaN;
    trainer.setLearningRate(lr);
    trainer.minimize(() => {
      const O = logits(net, X);
      const losses = crossEntropyLoss(O, y);
      l = losses.dataSync<'float32'>().slice();
      correct = accuracy(O, y);
      return tf.mean(losses);
    });
    return { l, correct };
  };

  return {
    trainEpoch: (images, labels, order, options) =>
      trainEpochCh3(trainStep, { images, labels }, order, options),
    evaluateAccuracy: (images, labels) =>
      evaluateAccuracy((X) => logits(net, X), images, labels),
    getWeights: () => getWeights(net),
    setWeights: (values) => setWeights(net, values),
    dispose: () => {
      net.dispose();
      trainer.dispose();
    },
  };
}

/** `net(X)`: the logits [n, 10] of pictures that are rows [n, 784]. */
function logits(net: tf.Sequential, X: tf.Tensor2D): tf.Tensor2D {
  const O = net.apply(tf.reshape(X, [-1, PICTURE_SIDE, PICTURE_SIDE]));
  if (O instanceof tf.Tensor) return O.as2D(X.shape[0], NUM_CLASSES);
  throw new TypeError('logits: expected one tensor from a net with one output');
}

/** `nn.CrossEntropyLoss(reduction='none')`: the loss of each example [n]. */
function crossEntropyLoss(O: tf.Tensor2D, y: Int32Array): tf.Tensor1D {
  const Y = oneHot(y, NUM_CLASSES);
  return tf.losses.softmaxCrossEntropy(Y, O, undefined, 0, tf.Reduction.NONE);
}

/** The layer keeps its weights as the book does, [784, 10]; ours are [10, 784]. */
function setWeights(net: tf.Sequential, weights: Float32Array): void {
  tf.tidy(() => {
    const { W, b } = toTensors(weights);
    net.setWeights([tf.transpose(W), b]);
  });
}

function getWeights(net: tf.Sequential): Float32Array {
  const values = tf.tidy(() =>
    net.getWeights().map((weight) => tf.transpose(weight).dataSync<'float32'>()),
  );
  return Float32Array.from(values.flatMap((array) => [...array]));
}
