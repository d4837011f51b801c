/**
 * Other ways to write the training step from scratch, tried and not kept. Each is the kept one with one
 * thing changed; docs/decisions/0002-scratch-speed.md has the figures and the reasons.
 */
import { NUM_CLASSES } from '#contract/dataset';
import { sgd } from '#lessons/linear-regression/sgd';
import { accuracy } from '#lessons/softmax-regression/accuracy';
import { gradient, oneHot } from '#lessons/softmax-regression/gradient';
import { crossEntropy } from '#lessons/softmax-regression/loss';
import { batchIndices } from '#lessons/softmax-regression/minibatch';
import { linear, net, softmax } from '#lessons/softmax-regression/model';
import { toParams, type Params } from '#lessons/softmax-regression/params';
import { trainEpochCh3, type TrainStep } from '#lessons/softmax-regression/train';
import type { SoftmaxTrainable } from '#lessons/softmax-regression/trainable';
import * as tf from '@tensorflow/tfjs';

/** What the benchmark needs of an implementation. */
export type Trains = Pick<SoftmaxTrainable, 'trainEpoch'>;

export const variants: Readonly<Record<string, (weights: Float32Array) => Trains>> = {
  'gradient by variableGrads': withStep(({ W, b }) => (X, y, lr) => {
    let l: Float32Array = new Float32Array();
    let correct = NaN;
    const { grads } = tf.variableGrads(() => {
      const yHat = net(X, { W, b });
      l = crossEntropy(yHat, y);
      correct = accuracy(yHat, y);
      const truth = tf.sum(tf.mul(yHat, oneHot(y, NUM_CLASSES)), 1);
      return tf.neg(tf.sum<tf.Scalar>(tf.log(truth)));
    }, [W, b]);
    sgd([W, b], [grads[W.name] ?? W, grads[b.name] ?? b], lr, y.length);
    return { l, correct };
  }),

  'loss and accuracy by ops': withStep((params) => (X, y, lr) => {
    const yHat = net(X, params);
    const labels = tf.tensor1d(y, 'int32');
    const rows = tf.range(0, y.length, 1, 'int32');
    const l = tf.neg(tf.log(tf.gatherND(yHat, tf.stack([rows, labels], 1))));
    const { dW, db } = gradient(X, yHat, y);
    sgd([params.W, params.b], [dW, db], lr, y.length);
    const correct = tf.sum<tf.Scalar>(tf.equal(tf.argMax(yHat, 1), labels)).arraySync();
    return { l: l.dataSync<'float32'>(), correct };
  }),

  'W as [784, 10]': withStep(({ W, b }) => {
    const bookW = tf.tidy(() => tf.variable<tf.Rank.R2>(tf.transpose(W)));
    return (X, y, lr) => {
      const yHat = softmax(tf.add(tf.matMul(X, bookW), b));
      const l = crossEntropy(yHat, y);
      const dO = tf.sub<tf.Tensor2D>(yHat, oneHot(y, NUM_CLASSES));
      sgd([bookW, b], [tf.matMul(X, dO, true, false), tf.sum(dO, 0)], lr, y.length);
      return { l, correct: accuracy(yHat, y) };
    };
  }),

  'ten classes padded to sixteen': withStep(({ W, b }) => {
    const params = tf.tidy(() => ({
      W: tf.variable<tf.Rank.R2>(
        tf.pad(W, [
          [0, 6],
          [0, 0],
        ]),
      ),
      b: tf.variable<tf.Rank.R1>(tf.pad(b, [[0, 6]], -1e9)),
    }));
    return keptStep(params);
  }),

  'learning rate in ŷ - y': withStep(({ W, b }) => (X, y, lr) => {
    const yHat = net(X, { W, b });
    const l = crossEntropy(yHat, y);
    const dO = tf.mul<tf.Tensor2D>(tf.sub(yHat, oneHot(y, NUM_CLASSES)), lr / y.length);
    W.assign(tf.sub(W, tf.matMul(dO, X, true, false)));
    b.assign(tf.sub(b, tf.sum(dO, 0)));
    return { l, correct: accuracy(yHat, y) };
  }),

  'softmax by one op': withStep((params) => (X, y, lr) => {
    const yHat: tf.Tensor2D = tf.softmax(linear(X, params));
    const l = crossEntropy(yHat, y);
    const { dW, db } = gradient(X, yHat, y);
    sgd([params.W, params.b], [dW, db], lr, y.length);
    return { l, correct: accuracy(yHat, y) };
  }),

  'eight minibatches per gather': (weights) => {
    const step = keptStep(toParams(weights));
    return {
      *trainEpoch(images, labels, order, { batchSize, learningRate }) {
        const values = labels.dataSync<'int32'>();
        const batches = Math.ceil(order.length / batchSize);
        let [batch, lossSum, correct, examples] = [0, 0, 0, 0];
        for (const indices of batchIndices(order, 8 * batchSize)) {
          const all = tf.tidy(() => tf.gather(images, tf.tensor1d(indices, 'int32')));
          for (let start = 0; start < indices.length; start += batchSize) {
            const y = indices.slice(start, start + batchSize).map((i) => values[i] ?? -1);
            tf.tidy(() => {
              const seen = step(tf.slice(all, start, y.length), y, learningRate());
              lossSum = seen.l.reduce((sum, l) => sum + l, lossSum);
              correct += seen.correct;
              examples += y.length;
            });
            yield { batch: (batch += 1), batches, lossSum, correct, examples };
          }
          all.dispose();
        }
      },
    };
  },

  'all that is small in loops': withStep(({ W, b }) => (X, y, lr) => {
    const dO = tf.softmax(linear(X, { W, b })).dataSync<'float32'>().slice();
    const l = new Float32Array(y.length);
    let correct = 0;
    y.forEach((label, i) => {
      const row = dO.subarray(i * NUM_CLASSES, (i + 1) * NUM_CLASSES);
      const truth = row[label] ?? NaN;
      l[i] = -Math.log(truth);
      if (row.every((probability) => probability <= truth)) correct += 1;
      row[label] = truth - 1;
    });
    const small = tf.tensor2d(dO, [y.length, NUM_CLASSES]);
    sgd([W, b], [tf.matMul(small, X, true, false), tf.sum(small, 0)], lr, y.length);
    return { l, correct };
  }),
};

/** As in lessons/softmax-regression/scratch.ts. */
function keptStep(params: Params): TrainStep {
  return (X, y, lr) => {
    const yHat = net(X, params);
    const l = crossEntropy(yHat, y);
    const { dW, db } = gradient(X, yHat, y);
    sgd([params.W, params.b], [dW, db], lr, y.length);
    return { l, correct: accuracy(yHat, y) };
  };
}

function withStep(makeStep: (params: Params) => TrainStep): (weights: Float32Array) => Trains {
  return (weights) => {
    const step = makeStep(toParams(weights));
    return {
      trainEpoch: (images, labels, order, options) =>
        trainEpochCh3(step, { images, labels }, order, options),
    };
  };
}
