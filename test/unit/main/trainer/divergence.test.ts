import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { EXPLODED_LOSS, lossFault, weightsFault } from '../../../../main/trainer/divergence';

describe('lossFault(lossSum, numExamples)', () => {
  test.each([
    [NaN, 'NaN'],
    [Infinity, 'Infinity'],
    [-Infinity, '-Infinity'],
    [EXPLODED_LOSS * 100 + 1, 'exploded'],
    [EXPLODED_LOSS * 100, null],
    [2.3 * 100, null],
    [0, null],
  ])('of the sum %d over 100 examples is %s', (sum, fault) => {
    expect(lossFault(sum, 100)).toBe(fault);
  });

  test('once there, it stays, whatever loss is added', () => {
    const loss = fc.double({ min: 0, noNaN: false });
    fc.assert(
      fc.property(fc.double({ noNaN: false, min: 0 }), fc.array(loss), (sum, losses) => {
        fc.pre(lossFault(sum, 10) !== null);
        const later = losses.reduce((total, next) => total + next, sum);
        expect(lossFault(later, 10)).not.toBeNull();
      }),
    );
  });
});

describe('weightsFault(weights)', () => {
  test('is the first number that is not finite', () => {
    expect(weightsFault(Float32Array.of(1, -Infinity, NaN))).toBe('-Infinity');
    expect(weightsFault(Float32Array.of(1, NaN, Infinity))).toBe('NaN');
    expect(weightsFault(Float32Array.of(1, 3e38))).toBeNull();
  });
});
