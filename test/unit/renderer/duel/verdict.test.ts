import { describe, expect, test } from 'vitest';
import { largestDifference, spread, verdictOn } from '../../../../renderer/duel/verdict';

const side = (...weights: number[]) => Float32Array.from(weights);

test('largestDifference is that of the weights of one place', () => {
  expect(largestDifference(side(1, -2, 3), side(1, 2, 2.5))).toBe(4);
  expect(largestDifference(side(1), side(NaN))).toBeNaN();
});

test('spread is between the two that are furthest apart', () => {
  expect(spread([side(0), side(1), side(5)])).toBe(5);
  expect(spread([side(7)])).toBe(0);
});

describe('verdictOn(weights)', () => {
  test('what rounding explains is the same way', () => {
    expect(verdictOn([side(0.5, 1), side(0.50001, 1), side(0.5, 1)])).toMatchObject({
      kind: 'same',
      difference: expect.closeTo(1e-5, 6),
    });
  });

  test('the one that stands alone is named, with how far the others are apart', () => {
    expect(verdictOn([side(0.5), side(0.9), side(0.5)])).toEqual({
      kind: 'odd',
      index: 1,
      difference: expect.closeTo(0.4, 6),
      others: 0,
    });
  });

  test('of two that differ neither is the odd one, nor of three that all do', () => {
    expect(verdictOn([side(0.5), side(0.9)]).kind).toBe('apart');
    expect(verdictOn([side(0.5), side(0.9), side(1.4)]).kind).toBe('apart');
  });

  test('numbers that are not finite come first', () => {
    expect(verdictOn([side(0.5), side(0.5), side(Infinity)])).toEqual({
      kind: 'diverged',
      index: 2,
    });
  });
});
