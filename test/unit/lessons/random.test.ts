import { normalArray, rngFor, shuffledIndices } from '#lessons/random';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import fixture from '../../fixtures/random.json' with { type: 'json' };

const seeds = fc.integer({ min: 0, max: 2 ** 32 - 1 });

describe('rngFor(seed, purpose, index)', () => {
  test.each(fixture.streams)(
    'seed $seed, $purpose $index: the bits that another implementation of the generator gives',
    ({ seed, purpose, index, bits, normals, shuffled }) => {
      const rng = rngFor(seed, purpose, index);
      expect(bits.map(() => rng.next())).toEqual(bits);

      const values = normalArray(rngFor(seed, purpose, index), normals.length, 1, 2);
      normals.forEach((normal, i) => expect(values[i]).toBeCloseTo(normal, 6));

      const indices = shuffledIndices(rngFor(seed, purpose, index), shuffled.length);
      expect([...indices]).toEqual(shuffled);
    },
  );

  test('streams that differ in one thing alone have nothing in common', () => {
    const n = 20_000;
    const streams = [
      rngFor(5, 'weights'),
      rngFor(6, 'weights'),
      rngFor(5, 'order', 0),
      rngFor(5, 'order', 1),
      rngFor(5, 'order', 2),
      rngFor(5, 'data'),
    ].map((rng) => normalArray(rng, n));
    streams.forEach((a, i) =>
      streams.slice(i + 1).forEach((b) => {
        // The correlation of independent normals is about N(0, 1/n): four sigma.
        expect(Math.abs(dot(a, b) / n)).toBeLessThan(4 / Math.sqrt(n));
      }),
    );
  });

  test('the first draws of neighbouring seeds are spread evenly', () => {
    const first = Array.from({ length: 5000 }, (_, seed) => {
      const [x] = normalArray(rngFor(seed, 'weights'), 1);
      return x ?? NaN;
    });
    expect(kolmogorovSmirnov(first, normalCdf)).toBeLessThan(1.63 / Math.sqrt(5000));
  });
});

describe('normalArray(rng, n, mean, std)', () => {
  const n = 200_000;
  const values = normalArray(rngFor(1, 'test'), n, 3, 2);
  const z = Array.from(values, (value) => (value - 3) / 2);
  const moment = (k: number) => z.reduce((sum, x) => sum + x ** k, 0) / n;

  test('has the mean, variance, skewness and kurtosis of N(mean, std²)', () => {
    // Each within four standard errors of what it is for the standard normal distribution.
    expect(Math.abs(moment(1))).toBeLessThan(4 / Math.sqrt(n));
    expect(Math.abs(moment(2) - 1)).toBeLessThan(4 * Math.sqrt(2 / n));
    expect(Math.abs(moment(3))).toBeLessThan(4 * Math.sqrt(15 / n));
    expect(Math.abs(moment(4) - 3)).toBeLessThan(4 * Math.sqrt(96 / n));
  });

  test('has the distribution function of the normal distribution', () => {
    // The Kolmogorov-Smirnov bound at 1 %.
    expect(kolmogorovSmirnov(z, normalCdf)).toBeLessThan(1.63 / Math.sqrt(n));
  });

  test('gives exactly n finite values, for odd n too', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 50 }), (seed, length) => {
        const drawn = normalArray(rngFor(seed, 'test'), length);
        expect(drawn).toHaveLength(length);
        expect(drawn.every(Number.isFinite)).toBe(true);
      }),
    );
  });

  test('is the mean everywhere where std is 0', () => {
    expect([...normalArray(rngFor(1, 'test'), 3, 4, 0)]).toEqual([4, 4, 4]);
  });
});

describe('shuffledIndices(rng, n)', () => {
  test('is a permutation of 0 … n - 1', () => {
    fc.assert(
      fc.property(seeds, fc.integer({ min: 0, max: 300 }), (seed, n) => {
        const sorted = shuffledIndices(rngFor(seed, 'order'), n).sort();
        expect([...sorted]).toEqual(Array.from({ length: n }, (_, i) => i));
      }),
    );
  });

  test('gives each of the 24 orders of four things equally often', () => {
    const rng = rngFor(3, 'order');
    const counts = new Map<string, number>();
    for (let i = 0; i < 24_000; i += 1) {
      const order = shuffledIndices(rng, 4).join('');
      counts.set(order, (counts.get(order) ?? 0) + 1);
    }
    expect(counts.size).toBe(24);
    const chiSquare = [...counts.values()].reduce((sum, c) => sum + (c - 1000) ** 2 / 1000, 0);
    // The 99.9 % point of chi-square with 23 degrees of freedom.
    expect(chiSquare).toBeLessThan(49.73);
  });

  test('any epoch can be replayed alone', () => {
    const epochs = [1, 2, 3].map((epoch) => shuffledIndices(rngFor(9, 'order', epoch), 1000));
    expect(shuffledIndices(rngFor(9, 'order', 3), 1000)).toEqual(epochs[2]);
    expect(epochs[0]).not.toEqual(epochs[1]);
  });
});

function dot(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, x, i) => sum + x * (b[i] ?? NaN), 0);
}

/** The largest gap between the values' own distribution function and `cdf`. */
function kolmogorovSmirnov(values: readonly number[], cdf: (x: number) => number): number {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted.reduce((gap, x, i) => {
    const p = cdf(x);
    return Math.max(gap, p - i / values.length, (i + 1) / values.length - p);
  }, 0);
}

/** Abramowitz and Stegun 7.1.26, off by at most 1.5e-7. */
function normalCdf(x: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(x)) / Math.SQRT2);
  const poly =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));
  const tail = (poly * Math.exp((-x * x) / 2)) / 2;
  return x < 0 ? tail : 1 - tail;
}
