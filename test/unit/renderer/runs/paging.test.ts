import fc from 'fast-check';
import { expect, test } from 'vitest';
import { columnsIn, pageStart, turning } from '../../../../renderer/runs/paging';

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

test('turning leads through every item once, forth and back, and says which are shown', () => {
  const all = Array.from({ length: 23 }, (_, index) => index);
  let offset = 0;
  const pager = () => {
    const items = all.slice(offset, offset + 5);
    return { items, ...turning({ items, total: all.length }, offset, 5, (to) => (offset = to)) };
  };
  const seen: number[] = [];
  for (let { items, range, next } = pager(); ; { items, range, next } = pager()) {
    seen.push(...items);
    expect(range).toEqual({ from: (items[0] ?? 0) + 1, to: (items.at(-1) ?? 0) + 1, total: 23 });
    if (!next) break;
    next();
  }
  expect(seen).toEqual(all);
  let turns = 0;
  for (let { previous } = pager(); previous; { previous } = pager()) {
    previous();
    turns += 1;
  }
  expect([offset, turns]).toEqual([0, 4]);
});

test('turning leads nowhere while no page is there, and from a list that is empty', () => {
  const nowhere = { range: undefined, previous: null, next: null };
  const goTo = (to: number) => expect.unreachable(`went to ${to}`);
  expect(turning(undefined, 0, 5, goTo)).toEqual(nowhere);
  expect(turning({ items: [], total: 0 }, 0, 5, goTo)).toEqual(nowhere);
});
