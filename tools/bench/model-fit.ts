import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';
import type { Examples } from '#lessons/fashion-mnist';
import { toTensors } from '#lessons/softmax-regression/params';
import * as tf from '@tensorflow/tfjs';

/** What tfjs offers for the job: a layers model and its `fit`, one epoch with shuffling, loss and accuracy. */
export async function modelFit(options: {
  readonly examples: Examples;
  readonly weights: Float32Array;
  readonly batchSize: number;
  readonly learningRate: number;
}): Promise<{ ms: number; loss: number; accuracy: number }> {
  const { examples, weights, batchSize, learningRate } = options;
  const layer = tf.layers.dense({
    units: NUM_CLASSES,
    activation: 'softmax',
    inputShape: [PICTURE_PIXELS],
  });
  const model = tf.sequential({ layers: [layer] });
  tf.tidy(() => {
    const { W, b } = toTensors(weights);
    model.setWeights([tf.transpose(W), b]);
  });
  const optimizer = tf.train.sgd(learningRate);
  model.compile({ optimizer, loss: 'sparseCategoricalCrossentropy', metrics: ['accuracy'] });
  const labels = tf.cast(examples.labels, 'float32');
  const start = performance.now();
  const { history } = await model.fit(examples.images, labels, {
    batchSize,
    epochs: 1,
    shuffle: true,
    verbose: 0,
  });
  const ms = performance.now() - start;
  tf.dispose([labels]);
  model.dispose();
  optimizer.dispose();
  return { ms, loss: Number(history['loss']?.[0]), accuracy: Number(history['acc']?.[0]) };
}
