import { predictCh3 } from '#lessons/softmax-regression/predict';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../../support/engine';
import { expectNoLeak } from '../../../support/tensors';

beforeAll(startEngine);

test('predictCh3 names the true and the predicted class of the first n pictures', () => {
  const labels = tf.tensor1d([4, 9, 0], 'int32');
  const images = tf.zeros<tf.Rank.R2>([3, 784]);
  /** Says pullover first, ankle boot ever after. */
  const net = (X: tf.Tensor2D) =>
    tf.oneHot(tf.tensor1d([2, 9, 9].slice(0, X.shape[0]), 'int32'), 10).as2D(X.shape[0], 10);
  expect(predictCh3(net, images, labels, 2)).toEqual({
    trues: ['coat', 'ankle boot'],
    preds: ['pullover', 'ankle boot'],
    titles: ['coat\npullover', 'ankle boot\nankle boot'],
  });
  expectNoLeak(() => predictCh3(net, images, labels));
});
