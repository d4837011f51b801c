import { getFashionMnistLabels, loadDataFashionMnist, timeReading } from '#lessons/fashion-mnist';
import { rngFor, shuffledIndices } from '#lessons/random';
import { beforeAll, expect, test } from 'vitest';
import { startEngine } from '../../support/engine';
import { readSplit } from '../../support/fashion-mnist';

beforeAll(async () => {
  await startEngine();
});

const data = { train: readSplit('train'), test: readSplit('t10k') };

test('has 60000 and 10000 pictures, ten classes with equally many of each', () => {
  const counts = (labels: Uint8Array) => {
    const perClass = new Array<number>(10).fill(0);
    for (const label of labels) perClass[label] = (perClass[label] ?? NaN) + 1;
    return perClass;
  };
  expect(counts(data.train.labels)).toEqual(new Array(10).fill(6000));
  expect(counts(data.test.labels)).toEqual(new Array(10).fill(1000));
});

test('the first eighteen are those of the 2 x 9 grid in section 3.5.1', () => {
  const order = Int32Array.from({ length: 18 }, (_, i) => i);
  for (const { y } of loadDataFashionMnist(data, 18, order).trainIter) {
    expect(getFashionMnistLabels(y.dataSync())).toEqual([
      ...['ankle boot', 't-shirt', 't-shirt', 'dress', 't-shirt', 'pullover', 'sneaker'],
      ...['pullover', 'sandal', 'sandal', 't-shirt', 'ankle boot', 'sandal', 'sandal'],
      ...['sneaker', 'ankle boot', 'trouser', 't-shirt'],
    ]);
  }
});

test('all minibatches of 256 can be read, each example once', () => {
  const order = shuffledIndices(rngFor(0, 'order', 1), 60_000);
  const { trainIter } = loadDataFashionMnist(data, 256, order);
  const told = [...timeReading(trainIter)];
  expect(told).toHaveLength(235);
  expect(told.at(-1)).toBe(60_000);
});

test('resized to 64, a minibatch of 32 is [32, 1, 64, 64] as in section 3.5.3', () => {
  const order = shuffledIndices(rngFor(0, 'order', 1), 32);
  for (const { X, y } of loadDataFashionMnist(data, 32, order, 64).trainIter) {
    expect([X.shape, X.dtype, y.shape, y.dtype]).toEqual([
      [32, 1, 64, 64],
      'float32',
      [32],
      'int32',
    ]);
  }
});
