import { describe, expect, test } from 'vitest';
import { curvatureKey, growthOf, halfOf, requestOf } from '../../../../renderer/runs/doctor';
import { softmaxRun } from './support';

describe('growthOf(losses)', () => {
  test('is by how much each step multiplied the loss', () => {
    expect(growthOf([2, 6, 18, 54])).toEqual({ factor: expect.closeTo(3, 12), steps: 3 });
  });

  test('counts from where the loss was lowest', () => {
    expect(growthOf([5, 1, 4, 16])).toEqual({ factor: expect.closeTo(4, 12), steps: 2 });
  });

  test.each([[[]], [[7]], [[3, 2, 1]], [[0, 5]]])('there is none in %j', (losses) => {
    expect(growthOf(losses)).toBeUndefined();
  });
});

test('half of a limit is a rate of two digits', () => {
  expect(halfOf(0.1793)).toBe(0.09);
  expect(halfOf(2.779e-6)).toBe(1.4e-6);
});

test('the limit is that of the data and the start: rate, batch size and epochs change nothing', () => {
  const { config } = softmaxRun(1);
  const key = (change: object) => {
    const { lab, implementation } = softmaxRun(1);
    return curvatureKey({ lab, implementation, config: { ...config, ...change } });
  };
  expect(key({ learningRate: 1, batchSize: 7, epochs: 99 })).toBe(key({}));
  expect(key({ seed: 1 })).not.toBe(key({}));
  expect(key({ pixelScale: 'byte' })).not.toBe(key({}));
  const graph = requestOf(softmaxRun(1, { implementation: 'graph' }));
  expect(curvatureKey(graph)).toBe(key({}));
});
