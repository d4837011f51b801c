import { axisSums } from '#lessons/cross-entropy/axis-sums';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../../support/engine';

beforeAll(async () => {
  await startEngine();
});

test('axisSums(X): the figures of section 3.6.2, with the summed axis kept', () => {
  const sums = tf.tidy(() => {
    const { axis0, axis1 } = axisSums(
      tf.tensor2d([
        [1, 2, 3],
        [4, 5, 6],
      ]),
    );
    return { axis0: axis0.arraySync(), axis1: axis1.arraySync() };
  });
  expect(sums).toEqual({ axis0: [[5, 7, 9]], axis1: [[6], [15]] });
});
