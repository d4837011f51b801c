import { ticksOf } from '#contract/drawing/ticks';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';

const valuesOf = (...args: Parameters<typeof ticksOf>) =>
  ticksOf(...args).map(({ value }) => value);
const textsOf = (...args: Parameters<typeof ticksOf>) => ticksOf(...args).map(({ text }) => text);

describe('ticksOf(axis, most), linear', () => {
  test('marks lie in the range, at multiples of 1, 2 or 5 times a power of ten, as many as there is room for', () => {
    const ranges = fc
      .tuple(fc.integer({ min: -1000, max: 1000 }), fc.integer({ min: 1, max: 100_000 }))
      .map(([start, length]) => ({ min: start / 8, max: (start + length) / 8 }));
    fc.assert(
      fc.property(ranges, fc.integer({ min: 2, max: 12 }), ({ min, max }, most) => {
        const values = valuesOf({ min, max }, most);
        const [first = NaN, second = NaN] = values;
        const step = second - first;
        if (values.length > 1) {
          expect(['1', '2', '5']).toContain(step.toExponential(6).replace(/\.0+e.*/, ''));
        }
        for (const [i, value] of values.entries()) {
          expect(value).toBeGreaterThanOrEqual(min - 1e-6 * (max - min));
          expect(value).toBeLessThanOrEqual(max + 1e-6 * (max - min));
          if (i > 0) expect(value - (values[i - 1] ?? NaN)).toBeCloseTo(step, 6);
        }
        expect(values.length).toBeLessThanOrEqual(most + 1);
        // The next finer of 1, 2 and 5 is at least 2/5 of the step.
        if (values.length > 1) expect((max - min) / (step * 0.4)).toBeGreaterThanOrEqual(most);
      }),
    );
  });

  test('a fixed distance is kept as long as there is room, and holds no rounding error', () => {
    expect(valuesOf({ min: 0, max: 0.75, step: 0.25 }, 3)).toEqual([0, 0.25, 0.5, 0.75]);
    expect(valuesOf({ min: 1.25, max: 2, step: 0.25 }, 3)).toEqual([1.25, 1.5, 1.75, 2]);
    expect(valuesOf({ min: 0, max: 0.75, step: 0.25 }, 2)).toEqual([0, 0.5]);
    expect(textsOf({ min: 0.1, max: 0.7, step: 0.2 }, 8)).toEqual(['0.2', '0.4', '0.6']);
  });

  test('a range that is none has no marks', () => {
    expect(ticksOf({ min: 1, max: 1 }, 5)).toEqual([]);
    expect(ticksOf({ min: 2, max: 1 }, 5)).toEqual([]);
    expect(ticksOf({ min: 0, max: NaN }, 5)).toEqual([]);
  });

  test('numbers are written out, but the very large and the very small', () => {
    expect(textsOf({ min: 0, max: 2e6 }, 2)).toEqual(['0', '1e+6', '2e+6']);
    expect(textsOf({ min: 0, max: 2e5 }, 2)).toEqual(['0', '100000', '200000']);
    expect(textsOf({ min: 0, max: 2e-4 }, 2)).toEqual(['0', '0.0001', '0.0002']);
    expect(textsOf({ min: -1e-4, max: 0 }, 2)).toEqual(['-0.0001', '-5e-5', '0']);
  });

  test('the axis’ own words are taken; null leaves a mark without one', () => {
    const format = (value: number) => (value === 1 ? null : `${value} ms`);
    expect(ticksOf({ min: 0, max: 2, format }, 2)).toEqual([
      { value: 0, text: '0 ms' },
      { value: 1, text: '' },
      { value: 2, text: '2 ms' },
    ]);
  });
});

describe('ticksOf(axis, most), logarithmic', () => {
  const over = (min: number, max: number, most: number) =>
    valuesOf({ min, max, type: 'logarithmic' }, most);

  test('with room for three a decade there are 1, 2 and 5, else powers of ten', () => {
    expect(over(1, 1000, 9)).toEqual([1, 2, 5, 10, 20, 50, 100, 200, 500, 1000]);
    expect(over(1, 1000, 8)).toEqual([1, 10, 100, 1000]);
  });

  test('of more decades than marks, some are left out evenly', () => {
    expect(over(1e-6, 1e6, 4)).toEqual([1e-6, 1e-3, 1, 1e3, 1e6]);
    expect(over(1, 1e5, 5)).toEqual([1, 10, 100, 1000, 1e4, 1e5]);
  });

  test('they begin and end inside the range', () => {
    expect(over(0.03, 4, 9)).toEqual([0.05, 0.1, 0.2, 0.5, 1, 2]);
    expect(over(0.02, 5, 9)).toEqual([0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5]);
  });

  test('zero and less have no logarithm', () => {
    expect(over(0, 10, 9)).toEqual([]);
    expect(over(-1, 10, 9)).toEqual([]);
  });
});
