import { toExamples } from '#lessons/fashion-mnist';
import { normalArray, rngFor, shuffledIndices } from '#lessons/random';
import { concise } from '#lessons/softmax-regression/concise';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { microscope } from '#lessons/softmax-regression/microscope';
import { scratch } from '#lessons/softmax-regression/scratch';
import type { SoftmaxTrainableFactory } from '#lessons/softmax-regression/trainable';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectClose } from '../../../support/close';
import { startEngine } from '../../../support/engine';

const pictures = {
  images: Uint8Array.from(normalArray(rngFor(0, 'bytes'), 50 * 784, 128, 40)),
  labels: Uint8Array.from({ length: 50 }, (_, i) => i % 10),
};
const order = shuffledIndices(rngFor(0, 'order', 1), 50);

async function trainOn(engine: string, factory: SoftmaxTrainableFactory) {
  await tf.setBackend(engine);
  const { images, labels } = toExamples(pictures);
  const model = factory(initialWeights(0, 0.01));
  const options = { batchSize: 16, learningRate: () => 0.1, maxBatches: () => 1 };
  const totals = [...model.trainEpoch(images, labels, order, options)];
  return {
    weights: model.getWeights(),
    losses: totals.map(({ lossSum }) => lossSum),
    correct: totals.map(({ correct }) => correct),
    accuracy: model.evaluateAccuracy(images, labels),
    dW: microscope(initialWeights(0, 0.01), { images, labels }, order, 0.1).dW.values,
  };
}

describe.each([
  { name: 'scratch', factory: scratch },
  { name: 'concise', factory: concise },
])('$name', ({ factory }) => {
  let native: string;
  beforeAll(async () => {
    native = await startEngine();
  });

  test.each(['wasm', 'cpu'])(
    'computes on %s what it computes on native TensorFlow',
    async (engine) => {
      const expected = await trainOn(native, factory);
      const actual = await trainOn(engine, factory);
      expect(tf.getBackend()).toBe(engine);
      expectClose(actual.weights, expected.weights, 1e-6);
      expectClose(actual.losses, expected.losses, 1e-5);
      expectClose(actual.dW, expected.dW, 1e-4);
      expect(actual.correct).toEqual(expected.correct);
      expect(actual.accuracy).toBe(expected.accuracy);
    },
  );
});
