import { dependencies } from '#lessons/linear-regression/dependencies';
import { describe, expect, test } from 'vitest';

describe('dependencies(nullVectors, lengths)', () => {
  // x2 = x1 and x4 = 3 x3 - 2; the columns are as long as is said, so each entry is one of x[j] / length.
  const lengths = [5, 5, 2, 6, 4];
  const twins = [1, -1, 0, 0, 0];
  const line = [0, 0, 3 * 2, -6, -2 * 4];
  const sum = twins.map((x, j) => x + (line[j] ?? NaN));
  const difference = twins.map((x, j) => x - (line[j] ?? NaN));
  const expected = [
    { feature: 3, coefficients: [0, 0, 3, 0], constant: -2 },
    { feature: 1, coefficients: [1, 0, 0, 0], constant: 0 },
  ];
  const ask = (...vectors: readonly (readonly number[])[]) =>
    dependencies(
      vectors.map((v) => Float64Array.from(v)),
      lengths,
    );
  const scaled = (by: number, v: readonly number[]) => v.map((x) => by * x);

  test('each vector that has nothing to do with the other is one dependency, in whichever order they come', () => {
    expect(ask(twins, line)).toEqual(expected);
    expect(ask(line, twins)).toEqual(expected);
  });

  test('it is the direction of a vector that counts, not its length', () => {
    expect(ask(scaled(2 ** -40, twins), scaled(2 ** 40, line))).toEqual(expected);
    expect(ask(scaled(2 ** 40, twins), scaled(2 ** -40, line))).toEqual(expected);
  });

  test('any other vectors of the same plane say the same', () => {
    expect(ask(sum, difference)).toEqual(expected);
  });

  test('no vector, no dependency', () => {
    expect(ask()).toEqual([]);
  });

  test('leaves the vectors as they are', () => {
    const vectors = [Float64Array.from(sum), Float64Array.from(difference)];
    dependencies(vectors, lengths);
    expect(vectors.map((v) => [...v])).toEqual([sum, difference]);
  });
});
