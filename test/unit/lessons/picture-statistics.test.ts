import type { Pictures } from '#lessons/fashion-mnist';
import { pictureStatistics } from '#lessons/picture-statistics';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

function statisticsOf(pictures: Pictures) {
  const seen: number[] = [];
  const reading = pictureStatistics(pictures);
  for (let next = reading.next(); ; next = reading.next()) {
    if (next.done) return { ...next.value, seen };
    seen.push(next.value);
  }
}

/** Even pictures of these greys and classes. */
const evenPictures = (pictures: readonly (readonly [grey: number, label: number])[]) => ({
  images: Uint8Array.from(pictures.flatMap(([grey]) => new Array<number>(784).fill(grey))),
  labels: Uint8Array.from(pictures, ([, label]) => label),
});

describe('pictureStatistics(pictures)', () => {
  test('counts the pictures of each class, and takes the mean of each pixel', () => {
    const { counts, means } = statisticsOf(
      evenPictures([
        [10, 3],
        [21, 3],
        [7, 0],
      ]),
    );
    expect([...counts]).toEqual([1, 0, 0, 2, 0, 0, 0, 0, 0, 0]);
    expect([...means.subarray(0, 784)]).toEqual(new Array(784).fill(7));
    expect([...means.subarray(3 * 784, 4 * 784)]).toEqual(new Array(784).fill(15.5));
    expect(means.subarray(784, 3 * 784).every(Number.isNaN)).toBe(true);
  });

  test('each pixel has a mean of its own', () => {
    const images = Uint8Array.from({ length: 2 * 784 }, (_, i) => (i < 784 ? i % 256 : 0));
    const { means } = statisticsOf({ images, labels: Uint8Array.of(9, 9) });
    expect([...means.subarray(9 * 784)]).toEqual(
      Array.from({ length: 784 }, (_, i) => (i % 256) / 2),
    );
  });

  test('counts how often each value occurs in a class, and finds the smallest and the largest', () => {
    const picture = fc.tuple(fc.nat(255), fc.nat(9));
    fc.assert(
      fc.property(fc.array(picture, { minLength: 1, maxLength: 20 }), (pictures) => {
        const { histograms, min, max } = statisticsOf(evenPictures(pictures));
        const expected = new Int32Array(10 * 256);
        for (let place = 0; place < expected.length; place += 1) {
          const occurs = pictures.filter(([grey, label]) => label * 256 + grey === place).length;
          expected[place] = 784 * occurs;
        }
        expect(histograms).toEqual(expected);
        const greys = pictures.map(([grey]) => grey);
        expect([min, max]).toEqual([Math.min(...greys), Math.max(...greys)]);
      }),
      { numRuns: 20 },
    );
  });

  test('tells how far it is every thousand pictures', () => {
    const labels = new Uint8Array(2500);
    const { seen } = statisticsOf({ images: new Uint8Array(2500 * 784), labels });
    expect(seen).toEqual([1000, 2000]);
  });
});
