import { additionWays } from '#contract/vectorization';
import { addElementByElement, addInALoop, addVectorized } from '#lessons/vectorization';
import { crossover } from '#lessons/crossover';
import { quantile, timeAdditions, type TimingOptions } from '#lessons/vectorization-timing';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { startEngine } from '../../support/engine';

beforeAll(async () => {
  await startEngine();
});

describe('the three additions', () => {
  const a = Float32Array.from([1, 2.5, -3, 0.1, 7]);
  const b = Float32Array.from([1, 0.5, 3, 0.2, -7]);
  const sums = [2, 3, 0, Math.fround(Math.fround(0.1) + Math.fround(0.2)), 0];

  test('addElementByElement adds the elements it is asked for and no others', () => {
    const c = tf.buffer<tf.Rank.R1>([5]);
    tf.tidy(() => addElementByElement(tf.tensor1d(a), tf.tensor1d(b), c, 1, 4));
    expect([...c.values]).toEqual([0, sums[1], sums[2], sums[3], 0]);
  });

  test('addInALoop', () => {
    const c = new Float32Array(5);
    addInALoop(a, b, c);
    expect([...c]).toEqual(sums);
  });

  test('addVectorized', () => {
    const d = tf.tidy(() => addVectorized(tf.tensor1d(a), tf.tensor1d(b)).dataSync());
    expect([...d]).toEqual(sums);
  });
});

/** A clock that moves on by a fixed time whenever it is looked at. */
function tickingClock(ms: number): () => number {
  let time = 0;
  return () => (time += ms);
}

const timingsOf = (n: number, options: TimingOptions) =>
  [...timeAdditions(n, additionWays, options)].filter((timing) => timing !== null);

describe('timeAdditions(n, ways, options)', () => {
  test('times each way, as often as asked', () => {
    const timings = timingsOf(100, { repeats: 3, budgetMs: 1e6, now: tickingClock(5) });
    expect(timings.map(({ way, n, added }) => [way, n, added])).toEqual([
      ['elementByElement', 100, 100],
      ['loop', 100, 100],
      ['vectorized', 100, 100],
    ]);
    expect(timings.every(({ times }) => times.length === 3)).toBe(true);
  });

  test('leaves out the ways that are not asked for', () => {
    const options = { repeats: 1, budgetMs: 1e6, now: tickingClock(5) };
    const timings = [...timeAdditions(10, ['vectorized'], options)];
    expect(timings.map((timing) => timing?.way).filter(Boolean)).toEqual(['vectorized']);
  });

  test('gives what the Timer says of the times, and their quartiles', () => {
    // 100 elements are two slices: two looks at a clock that moves on by 5 ms.
    const [timing] = timingsOf(100, { repeats: 4, budgetMs: 1e6, now: tickingClock(5) });
    expect(timing).toMatchObject({
      times: [10, 10, 10, 10],
      calls: 1,
      avg: 10,
      sum: 40,
      cumsum: [10, 20, 30, 40],
      lowerQuartile: 10,
      median: 10,
      upperQuartile: 10,
    });
  });

  test('times many calls together where one is too short for the clock', () => {
    // A coarse clock: it stands still for 20 looks, then moves on by 8 ms at each.
    let looks = 0;
    const coarse = () => 8 * Math.max(0, (looks += 1) - 20);
    const timings = timingsOf(10, { repeats: 2, budgetMs: 1e6, now: coarse });
    const loop = timings.find(({ way }) => way === 'loop');
    expect(loop?.calls).toBeGreaterThan(1);
    expect(loop?.times).toEqual([8 / (loop?.calls ?? 0), 8 / (loop?.calls ?? 0)]);
  });

  test('the slow way stops itself when its budget is spent, and says how far it came', () => {
    const [slow, ...fast] = timingsOf(1000, {
      repeats: 3,
      budgetMs: 20,
      now: tickingClock(5),
    });
    // 64 elements for each 5 ms: the fifth slice goes past 20 ms.
    expect(slow).toMatchObject({ n: 1000, added: 320, times: [25] });
    expect(fast.map(({ added }) => added)).toEqual([1000, 1000]);
  });

  test('can be left at any point without a tensor staying behind', () => {
    const before = tf.memory().numTensors;
    for (let stopAfter = 1; stopAfter < 12; stopAfter += 1) {
      const options = { repeats: 1, budgetMs: 1e6, now: tickingClock(5) };
      const timings = timeAdditions(100, additionWays, options);
      for (let yields = 0; yields < stopAfter; yields += 1) timings.next();
      timings.return();
    }
    expect(tf.memory().numTensors).toBe(before);
  });
});

test('quantile(values, q): as NumPy interpolates', () => {
  const values = [7, 1, 3, 10];
  // np.quantile([7, 1, 3, 10], [0, 0.25, 0.5, 0.75, 1])
  expect([0, 0.25, 0.5, 0.75, 1].map((q) => quantile(values, q))).toEqual([1, 2.5, 5, 7.75, 10]);
});

describe('crossover(medians)', () => {
  const medians = (loop: (n: number) => number, vectorized: (n: number) => number) =>
    [10, 100, 1000, 10_000].map((n) => ({ n, loop: loop(n), vectorized: vectorized(n) }));

  test('is where the two lines meet on logarithmic axes', () => {
    // n nanoseconds a loop against 500 a call.
    const lines = medians(
      (n) => n,
      () => 500,
    );
    expect(crossover(lines)).toBeCloseTo(500, 6);
    expect(crossover(lines.toReversed())).toBeCloseTo(500, 6);
  });

  test.each([
    { name: 'always', call: 1 },
    { name: 'never', call: 1e6 },
  ])('is null where the call is $name faster', ({ call }) => {
    expect(
      crossover(
        medians(
          (n) => n,
          () => call,
        ),
      ),
    ).toBeNull();
  });

  test('is the smallest size where the two are equal there and the call is ahead from then on', () => {
    const lines = medians(
      (n) => n,
      () => 10,
    );
    expect(crossover(lines)).toBeCloseTo(10, 6);
  });

  test('is the first one where the lines cross several times', () => {
    const lines = medians(
      () => 10,
      (n) => ({ 10: 20, 100: 5, 1000: 20, 10_000: 5 })[n] ?? NaN,
    );
    expect(crossover(lines)).toBeCloseTo(Math.sqrt(10 * 100), 6);
  });
});
