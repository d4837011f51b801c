import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { fromParams, setParams, toParams } from '#lessons/softmax-regression/params';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../../support/engine';
import { expectNoLeak } from '../../../support/tensors';

beforeAll(startEngine);

const counting = Float32Array.from({ length: 7850 }, (_, i) => i);

describe('toParams(weights) and fromParams(params)', () => {
  test('W [10, 784] lies row by row, and b follows', () => {
    const { W, b } = toParams(counting);
    expect(W.shape).toEqual([10, 784]);
    expect(tf.slice(W, [3, 5], [1, 1]).arraySync()).toEqual([[3 * 784 + 5]]);
    expect(b.arraySync()).toEqual([7840, 7841, 7842, 7843, 7844, 7845, 7846, 7847, 7848, 7849]);
  });

  test('give back what went in, and leave no tensor behind', () => {
    expectNoLeak(() => {
      const params = toParams(counting);
      expect(fromParams(params)).toEqual(counting);
      setParams(params, counting.map(Math.sqrt));
      expect(fromParams(params)).toEqual(counting.map(Math.sqrt));
      tf.dispose([params.W, params.b]);
    });
  });

  test('share no memory with the arrays outside', () => {
    const given = counting.slice();
    const params = toParams(given);
    given.fill(-1);
    const read = fromParams(params);
    expect(read).toEqual(counting);
    read.fill(-1);
    expect(fromParams(params)).toEqual(counting);
  });
});

describe('initialWeights(seed, std)', () => {
  test('has weights from N(0, std²) and biases of zero', () => {
    const weights = initialWeights(0, 0.01);
    expect(weights).toHaveLength(7850);
    expect([...weights.subarray(7840)]).toEqual(new Array(10).fill(0));
    const W = weights.subarray(0, 7840);
    const mean = W.reduce((sum, w) => sum + w, 0) / 7840;
    const variance = W.reduce((sum, w) => sum + (w - mean) ** 2, 0) / 7840;
    // Within four standard errors.
    expect(Math.abs(mean)).toBeLessThan((4 * 0.01) / Math.sqrt(7840));
    expect(Math.abs(variance / 1e-4 - 1)).toBeLessThan(4 * Math.sqrt(2 / 7840));
  });

  test('repeats for a seed, and differs for another', () => {
    expect(initialWeights(5, 0.01)).toEqual(initialWeights(5, 0.01));
    expect(initialWeights(5, 0.01)).not.toEqual(initialWeights(6, 0.01));
  });
});
