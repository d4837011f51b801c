import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { placeCard } from '../../../../renderer/tour/place';

const card = { width: 320, height: 180 };
const view = { width: 1280, height: 720 };

test('stands below what it speaks of where there is room', () => {
  const place = placeCard({ left: 210, top: 80, width: 740, height: 50 }, card, view);
  expect(place).toEqual({ left: 210, top: 144 });
});

test('stands beside what fills the height', () => {
  const navigation = { left: 0, top: 0, width: 204, height: 690 };
  expect(placeCard(navigation, card, view).left).toBeGreaterThanOrEqual(204);
  const notebook = { left: 976, top: 0, width: 304, height: 690 };
  expect(placeCard(notebook, card, view).left + card.width).toBeLessThanOrEqual(976);
});

test('is always inside the window, and covers its target only where the window has no room beside it', () => {
  const box = fc.record({
    left: fc.integer({ min: 0, max: 1270 }),
    top: fc.integer({ min: 0, max: 710 }),
    width: fc.integer({ min: 1, max: 600 }),
    height: fc.integer({ min: 1, max: 200 }),
  });
  fc.assert(
    fc.property(box, (target) => {
      const { left, top } = placeCard(target, card, view);
      expect(left).toBeGreaterThanOrEqual(0);
      expect(top).toBeGreaterThanOrEqual(0);
      expect(left + card.width).toBeLessThanOrEqual(view.width);
      expect(top + card.height).toBeLessThanOrEqual(view.height);
      const apart =
        left >= target.left + target.width ||
        left + card.width <= target.left ||
        top >= target.top + target.height ||
        top + card.height <= target.top;
      expect(apart).toBe(true);
    }),
  );
});

test('stands in the corner where there is nothing to point at', () => {
  expect(placeCard(undefined, card, view).left + card.width).toBeLessThan(view.width);
});
