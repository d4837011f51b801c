import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsIn, pageStart } from '../../../../renderer/runs/paging';

test('columnsIn counts the cells that fit with their gaps, and never none', () => {
  expect(columnsIn(100, 30, 5)).toBe(3);
  expect(columnsIn(99, 30, 5)).toBe(2);
  expect(columnsIn(0, 30, 5)).toBe(1);
});

test('pageStart is a whole number of pages, within the list, and holds the offset where that is in it', () => {
  const count = fc.integer({ min: 1, max: 200 });
  fc.assert(
    fc.property(
      fc.integer({ min: -300, max: 20_000 }),
      count,
      fc.nat(10_000),
      (offset, size, total) => {
        const start = pageStart(offset, size, total);
        expect(start % size).toBe(0);
        expect(start).toBeGreaterThanOrEqual(0);
        expect(start).toBeLessThanOrEqual(Math.max(0, total - 1));
        if (offset >= 0 && offset < total) {
          expect(offset - start).toBeGreaterThanOrEqual(0);
          expect(offset - start).toBeLessThan(size);
        }
      },
    ),
  );
});
