import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isWithinLimits } from '../../../main/input-size';

/** `depth` arrays around a value. */
function nested(depth: number): unknown {
  let value: unknown = 1;
  for (let i = 0; i < depth; i += 1) value = [value];
  return value;
}

describe('isWithinLimits(input)', () => {
  test.each([
    ['nothing', undefined],
    ['a settings object', { labs: { softmax: { learningRate: 0.1, open: true, tags: ['a'] } } }],
    ['200 indices', { indices: Array.from({ length: 200 }, (_, i) => i) }],
    ['a drawing', new Uint8Array(784)],
    ['a thousand words', 'word '.repeat(1000)],
  ])('%s is small enough', (_, input) => {
    expect(isWithinLimits(input)).toBe(true);
  });

  test.each([
    ['a million values', Array.from({ length: 1_000_000 }, () => 0)],
    ['an array of four billion holes', new Array(4_000_000_000)],
    ['a long text', 'x'.repeat(2_000_000)],
    ['a long key', { ['x'.repeat(2_000_000)]: 1 }],
    ['many long texts', Array.from({ length: 2000 }, () => 'x'.repeat(1000))],
    ['100 MB of bytes', new Uint8Array(100_000_000)],
    ['deep nesting', nested(100_000)],
  ])('%s is too large', (_, input) => {
    expect(isWithinLimits(input)).toBe(false);
  });

  test('ends on a structure that contains itself', () => {
    const self: unknown[] = [];
    self.push(self, self);
    expect(isWithinLimits(self)).toBe(false);
  });

  test('ends on a small structure that unfolds into a huge one', () => {
    let value: unknown = 0;
    for (let i = 0; i < 30; i += 1) value = [value, value];
    expect(isWithinLimits(value)).toBe(false);
  });

  test('answers for anything', () => {
    fc.assert(
      fc.property(
        fc.anything({ withTypedArray: true, withMap: true, withBigInt: true }),
        (input) => {
          expect(isWithinLimits(input)).toBe(true);
        },
      ),
    );
  });
});
