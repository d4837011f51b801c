import {
  getFashionMnistLabels,
  loadDataFashionMnist,
  showImages,
  timeReading,
  toExamples,
  toFractions,
} from '#lessons/fashion-mnist';
import { resize } from '#lessons/resize';
import { Timer } from '#lessons/timer';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../support/engine';
import { expectNoLeak } from '../../support/tensors';

beforeAll(startEngine);

/** Picture i is even, of grey 20 i, and of class i. */
function pictures(n: number) {
  return {
    images: Uint8Array.from({ length: n * 784 }, (_, i) => 20 * Math.floor(i / 784)),
    labels: Uint8Array.from({ length: n }, (_, i) => i),
  };
}
const data = { train: pictures(5), test: pictures(3) };
const order = Int32Array.of(4, 1, 0, 3, 2);

describe('getFashionMnistLabels(labels)', () => {
  test("has the book's ten names", () => {
    expect(getFashionMnistLabels([0, 1, 2, 3, 4, 5, 6, 7, 8, 9])).toEqual(
      't-shirt trouser pullover dress coat sandal shirt sneaker bag ankle-boot'
        .split(' ')
        .map((name) => name.replace('ankle-boot', 'ankle boot')),
    );
  });

  test('refuses a class that is not there', () => {
    expect(() => getFashionMnistLabels([10])).toThrow('no class 10');
  });
});

describe('showImages(images, numRows, numCols, titles)', () => {
  test('puts them into rows with their titles, and leaves out what does not fit', () => {
    expect(showImages(['a', 'b', 'c', 'd', 'e'], 2, 2, ['A', 'B', 'C'])).toEqual([
      [
        { image: 'a', title: 'A' },
        { image: 'b', title: 'B' },
      ],
      [
        { image: 'c', title: 'C' },
        { image: 'd', title: '' },
      ],
    ]);
  });

  test('keeps empty places empty', () => {
    expect(showImages(['a'], 2, 2)).toEqual([[{ image: 'a', title: '' }], []]);
  });
});

describe('toFractions(bytes) and toExamples(pictures)', () => {
  test('bytes become fractions from 0 to 1', () => {
    expect([...toFractions(Uint8Array.of(0, 51, 255))]).toEqual([0, Math.fround(0.2), 1]);
  });

  test('pictures become rows', () => {
    const { images, labels } = toExamples(pictures(2));
    expect([images.shape, images.dtype, labels.dtype]).toEqual([[2, 784], 'float32', 'int32']);
    expect(images.slice([1, 783], [1, 1]).dataSync()[0]).toBeCloseTo(20 / 255, 6);
    expect([...labels.dataSync()]).toEqual([0, 1]);
  });
});

describe('loadDataFashionMnist(data, batchSize, order, newSide)', () => {
  test('reads the training pictures in the given order, the test pictures in theirs', () => {
    const { trainIter, testIter } = loadDataFashionMnist(data, 2, order);
    const read = (iter: typeof trainIter) =>
      Array.from(iter, ({ X, y }) => ({ shape: X.shape, y: [...y.dataSync()] }));
    expect(read(trainIter)).toEqual([
      { shape: [2, 1, 28, 28], y: [4, 1] },
      { shape: [2, 1, 28, 28], y: [0, 3] },
      { shape: [1, 1, 28, 28], y: [2] },
    ]);
    expect(read(testIter).map(({ y }) => y)).toEqual([[0, 1], [2]]);
  });

  test('brings fractions in float32, and labels in int32', () => {
    for (const { X, y } of loadDataFashionMnist(data, 5, order).trainIter) {
      expect([X.dtype, y.dtype]).toEqual(['float32', 'int32']);
      const firstPixels = [...X.slice([0, 0, 0, 0], [5, 1, 1, 1]).dataSync()];
      expect(firstPixels).toEqual(Array.from(order, (i) => Math.fround((20 * i) / 255)));
    }
  });

  test('with resize 64 a minibatch of 32 would be [32, 1, 64, 64]: each picture is resized', () => {
    const striped = Uint8Array.from({ length: 784 }, (_, i) => (i % 3) * 100);
    const train = { images: striped, labels: Uint8Array.of(0) };
    const { trainIter } = loadDataFashionMnist({ train, test: train }, 32, Int32Array.of(0), 64);
    for (const { X } of trainIter) {
      expect(X.shape).toEqual([1, 1, 64, 64]);
      expect(X.dataSync()).toEqual(toFractions(resize(striped, 28, 64)));
    }
  });

  test('leaves no tensor behind, read to the end or not', () => {
    expectNoLeak(() => {
      for (const examples of timeReading(loadDataFashionMnist(data, 2, order).trainIter)) {
        if (examples === 4) break;
      }
      for (const { y } of loadDataFashionMnist(data, 2, order).trainIter) {
        if (y.size === 2) break;
      }
    });
  });
});

describe('timeReading(dataIter, timer)', () => {
  test('counts the examples minibatch by minibatch, and tells the time between start and stop', () => {
    const readings = [0, 100, 130];
    const timer = new Timer(() => readings.shift() ?? NaN);
    const reading = timeReading(loadDataFashionMnist(data, 2, order).testIter, timer);
    expect(reading.next()).toEqual({ done: false, value: 2 });
    expect(reading.next()).toEqual({ done: false, value: 3 });
    expect(reading.next()).toEqual({ done: true, value: { examples: 3, ms: 30 } });
    expect(timer.times).toEqual([30]);
  });
});
