import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';
import type { EpochTotals, SoftmaxTrainable } from '#lessons/softmax-regression/trainable';
import * as tf from '@tensorflow/tfjs';

/**
 * Softmax regression as one writes it from the documentation of tfjs, without a thought for
 * speed: W as the book has it, `variableGrads` for the gradient, the ready-made loss. What the
 * scratch code is measured against.
 */
export function naiveVariableGrads(weights: Float32Array): SoftmaxTrainable {
  const { W, b } = tf.tidy(() => ({
    W: tf.variable(tf.zeros<tf.Rank.R2>([PICTURE_PIXELS, NUM_CLASSES])),
    b: tf.variable(tf.zeros<tf.Rank.R1>([NUM_CLASSES])),
  }));
  const logits = (X: tf.Tensor2D): tf.Tensor2D => X.matMul<tf.Tensor2D>(W).add(b);

  function* trainEpoch(
    ...[images, labels, order, { batchSize, learningRate }]: Parameters<
      SoftmaxTrainable['trainEpoch']
    >
  ): Generator<EpochTotals, void> {
    const batches = Math.ceil(order.length / batchSize);
    let [lossSum, correct, examples] = [0, 0, 0];
    for (let batch = 0; batch < batches; batch += 1) {
      tf.tidy(() => {
        const start = batch * batchSize;
        const indices = tf.tensor1d(order.slice(start, start + batchSize), 'int32');
        const X = images.gather(indices);
        const y = labels.gather(indices);
        const { value, grads } = tf.variableGrads(() => {
          const O = logits(X);
          correct += O.argMax(1).equal(y).sum().dataSync()[0] ?? NaN;
          return tf.losses.softmaxCrossEntropy(tf.oneHot(y, NUM_CLASSES), O).asScalar();
        });
        const lr = learningRate();
        for (const variable of [W, b]) {
          const grad = grads[variable.name];
          if (grad) variable.assign(variable.sub(grad.mul(lr)));
        }
        lossSum += value.arraySync() * y.size;
        examples += y.size;
      });
      yield { batch: batch + 1, batches, lossSum, correct, examples };
    }
  }

  function setWeights(values: Float32Array): void {
    const size = W.size;
    tf.tidy(() => {
      W.assign(tf.tensor2d(values.slice(0, size), [NUM_CLASSES, PICTURE_PIXELS]).transpose());
      b.assign(tf.tensor1d(values.slice(size)));
    });
  }

  setWeights(weights);
  return {
    trainEpoch,
    evaluateAccuracy: (images, labels) =>
      tf.tidy(() => logits(images).argMax(1).equal(labels).mean<tf.Scalar>().arraySync()),
    getWeights: () => tf.tidy(() => Float32Array.of(...W.transpose().dataSync(), ...b.dataSync())),
    setWeights,
    dispose: () => tf.dispose([W, b]),
  };
}
