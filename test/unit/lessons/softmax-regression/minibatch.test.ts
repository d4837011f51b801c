import { batchIndices, takeExamples } from '#lessons/softmax-regression/minibatch';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../../support/engine';

beforeAll(startEngine);

describe('batchIndices(order, batchSize)', () => {
  test('cuts the order into full minibatches and what is left', () => {
    const order = Int32Array.of(4, 0, 3, 1, 2);
    expect([...batchIndices(order, 2)].map((batch) => [...batch])).toEqual([[4, 0], [3, 1], [2]]);
  });

  test('loses no example and repeats none, whatever the sizes', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 1, max: 120 }), (n, size) => {
        const order = Int32Array.from({ length: n }, (_, i) => n - 1 - i);
        const batches = [...batchIndices(order, size)];
        expect(batches.flatMap((batch) => [...batch])).toEqual([...order]);
        expect(batches).toHaveLength(Math.ceil(n / size));
      }),
    );
  });
});

describe('takeExamples(images, labels, indices)', () => {
  test('brings the pictures and labels at these places, in this order', () => {
    const images = tf.tensor2d([
      [0, 1],
      [10, 11],
      [20, 21],
    ]);
    const labels = Int32Array.of(7, 8, 9);

    const { X, y } = takeExamples(images, labels, Int32Array.of(2, 0, 2));
    expect(X.arraySync()).toEqual([
      [20, 21],
      [0, 1],
      [20, 21],
    ]);
    expect([...y]).toEqual([9, 7, 9]);
  });
});
