import { describe, expect, test } from 'vitest';
import { decadesAround, logShare } from '../../../../renderer/charts/log-bars';

describe('decadesAround(values)', () => {
  test('are the whole powers of ten on both sides', () => {
    expect(decadesAround([0.028113, 0.000096, 0.000051])).toEqual([1e-5, 0.1]);
  });

  test('leave room beyond a power of ten that is a value itself', () => {
    const [min, max] = decadesAround([0.01]);
    expect(min).toBeLessThan(0.01);
    expect(max).toBeGreaterThan(0.01);
  });

  test('pass over what has no logarithm', () => {
    expect(decadesAround([null, undefined, 0, -1, Number.NaN, Infinity, 5])).toEqual([1, 10]);
    expect(decadesAround([])).toEqual([0.1, 1]);
  });
});

describe('logShare(value, range)', () => {
  test('counts factors, not differences', () => {
    expect(logShare(0.001, [0.0001, 1])).toBeCloseTo(0.25);
    expect(logShare(0.01, [0.0001, 1])).toBeCloseTo(0.5);
  });

  test('stays between the ends', () => {
    expect(logShare(10, [0.1, 1])).toBe(1);
    expect(logShare(0.01, [0.1, 1])).toBe(0);
    expect(logShare(0, [0.1, 1])).toBe(0);
    expect(logShare(Number.NaN, [0.1, 1])).toBe(0);
  });
});
