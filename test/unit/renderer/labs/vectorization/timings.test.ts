import type { AdditionTiming, AdditionWay } from '#contract/vectorization';
import { describe, expect, test } from 'vitest';
import {
  callOverhead,
  decadeAxis,
  medians,
  sizesOf,
  sizesUpTo,
  spreads,
  stoppedItself,
  timeRange,
  timeRows,
  timeSeries,
  timingAt,
} from '../../../../../renderer/labs/vectorization/timings';

function timing(
  way: AdditionWay,
  n: number,
  median: number,
  more: Partial<AdditionTiming> = {},
): AdditionTiming {
  return {
    way,
    n,
    times: [median],
    calls: 1,
    avg: median,
    sum: median,
    cumsum: [median],
    median,
    lowerQuartile: median / 2,
    upperQuartile: median * 2,
    added: n,
    ...more,
  };
}

const timings = [
  timing('elementByElement', 10, 0.7),
  timing('loop', 10, 0.00001),
  timing('vectorized', 10, 0.007),
  timing('elementByElement', 100, 2000, { added: 64 }),
  timing('loop', 100, 0.0001),
  timing('vectorized', 100, 0.008),
];

test('sizesUpTo(power): two to each factor of ten, from 10 on', () => {
  expect(sizesUpTo(4)).toEqual([10, 32, 100, 316, 1000, 3162, 10_000]);
  expect(sizesUpTo(7).at(-1)).toBe(10_000_000);
});

test('a way that stopped itself has no time at that n', () => {
  expect(timings.filter(stoppedItself).map(({ way, n }) => [way, n])).toEqual([
    ['elementByElement', 100],
  ]);
  expect(timingAt(timings, 'elementByElement', 100)).toBeUndefined();
  expect(timingAt(timings, 'elementByElement', 10)?.median).toBe(0.7);
});

describe('what is drawn', () => {
  test('a line a way through the medians, without the one that stopped itself', () => {
    expect(timeSeries(timings, (way) => way).map(({ id, points }) => [id, points])).toEqual([
      ['elementByElement', [{ x: 10, y: 0.7 }]],
      [
        'loop',
        [
          { x: 10, y: 0.00001 },
          { x: 100, y: 0.0001 },
        ],
      ],
      [
        'vectorized',
        [
          { x: 10, y: 0.007 },
          { x: 100, y: 0.008 },
        ],
      ],
    ]);
  });

  test('no two lines look the same, and a spread looks like its line', () => {
    const looks = timeSeries(timings, (way) => way).map(({ look }) => look);
    expect(new Set(looks).size).toBe(3);
    expect(spreads(timings).map(({ look }) => look)).toEqual(looks);
  });

  test('the table has a row an n: for each way the median and the quartiles', () => {
    expect(timeRows(timings)).toEqual([
      ['10', '0.7', '0.35–1.4', '0.00001', '0.000005–0.00002', '0.007', '0.0035–0.014'],
      ['100', null, null, '0.0001', '0.00005–0.0002', '0.008', '0.004–0.016'],
    ]);
  });

  test('the axis of times holds the quartiles and moves by factors of a hundred', () => {
    expect(timeRange([])).toEqual([1e-6, 1e4]);
    expect(timeRange(timings)).toEqual([1e-6, 1e4]);
    expect(timeRange([timing('elementByElement', 10, 6000)])).toEqual([1e-6, 1e6]);
  });

  test('an axis of decades is written at powers of ten only', () => {
    const axis = decadeAxis([10, 1000], String);
    expect([10, 20, 100, 900, 1000].map((value) => axis.format?.(value))).toEqual([
      '10',
      null,
      '100',
      null,
      '1000',
    ]);
    const sparse = decadeAxis([1, 1000], String, 2);
    expect([1, 10, 100, 1000].map((value) => sparse.format?.(value))).toEqual([
      '1',
      null,
      '100',
      null,
    ]);
  });
});

test('the crossover is asked for from the n at which both have been timed', () => {
  expect(medians([...timings, timing('loop', 1000, 0.001)])).toEqual([
    { n: 10, loop: 0.00001, vectorized: 0.007 },
    { n: 100, loop: 0.0001, vectorized: 0.008 },
  ]);
});

test('the cost of a call is its time at the smallest n', () => {
  expect(callOverhead(timings)).toBe(0.007);
  expect(callOverhead([])).toBeUndefined();
  expect(sizesOf(timings)).toEqual([10, 100]);
});
