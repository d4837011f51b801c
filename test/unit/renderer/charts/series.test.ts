import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  chartTable,
  exactText,
  growingRange,
  nearestPlace,
  niceStep,
  readAt,
  readingPlaces,
  type Series,
} from '../../../../renderer/charts/series';

const loss: Series = {
  id: 'loss',
  label: 'train loss',
  look: 1,
  points: [
    { x: 1, y: 0.786411345 },
    { x: 2, y: null },
    { x: 3, y: 0.5 },
  ],
};
const acc: Series = { id: 'acc', label: 'test acc', look: 3, points: [{ x: 2, y: 0.8 }] };

describe('growingRange(values, base, step)', () => {
  test('is the base while everything lies in it', () => {
    expect(growingRange([0.3, 0.5, 0.9], [0.3, 0.9], 0.1)).toEqual([0.3, 0.9]);
  });

  test('widens by whole steps, on the side where it must', () => {
    expect(growingRange([0.786, 1.23], [0.3, 0.9], 0.1)).toEqual([0.3, 1.3]);
    expect(growingRange([0.05], [0.3, 0.9], 0.1)).toEqual([0, 0.9]);
  });

  test('passes over what is not there or not finite', () => {
    expect(
      growingRange([null, undefined, Number.NaN, Number.POSITIVE_INFINITY], [0, 1], 0.5),
    ).toEqual([0, 1]);
  });

  test('holds every value, and never shrinks when a value comes in', () => {
    const value = fc.double({ min: -1000, max: 1000, noNaN: true });
    fc.assert(
      fc.property(fc.array(value), value, (values, more) => {
        const [min, max] = growingRange(values, [0, 1], 0.25);
        const [wideMin, wideMax] = growingRange([...values, more], [0, 1], 0.25);
        for (const one of values) {
          expect(one).toBeGreaterThanOrEqual(min - 1e-6);
          expect(one).toBeLessThanOrEqual(max + 1e-6);
        }
        expect(wideMin).toBeLessThanOrEqual(min);
        expect(wideMax).toBeGreaterThanOrEqual(max);
      }),
    );
  });
});

test.each([
  [0, 1, 5, 0.2],
  [0, 10, 5, 2],
  [0.4, 1.1, 6, 0.2],
  [0, 0.07, 7, 0.01],
  [3, 3, 5, 1],
])('niceStep([%d, %d], %d parts) is %d', (min, max, parts, step) => {
  expect(niceStep([min, max], parts)).toBe(step);
});

test('readingPlaces has every x once, in order; readAt what is known there', () => {
  expect(readingPlaces([loss, acc])).toEqual([1, 2, 3]);
  expect(readAt([loss, acc], 2)).toEqual([{ series: acc, y: 0.8 }]);
  expect(readAt([loss, acc], 3)).toEqual([{ series: loss, y: 0.5 }]);
});

test('nearestPlace is one of the places, and none is nearer', () => {
  const places = [1, 2, 5, 10];
  fc.assert(
    fc.property(fc.double({ min: -5, max: 20, noNaN: true }), (x) => {
      const nearest = nearestPlace(places, x);
      expect(places).toContain(nearest);
      for (const place of places) {
        expect(Math.abs((nearest ?? Number.NaN) - x)).toBeLessThanOrEqual(Math.abs(place - x));
      }
    }),
  );
  expect(nearestPlace([], 3)).toBeUndefined();
});

test('chartTable has a row an x and a column a series, with six significant digits', () => {
  expect(chartTable([loss, acc], 'Epoch')).toEqual({
    columns: [{ label: 'Epoch' }, { label: 'train loss' }, { label: 'test acc' }],
    rows: [
      ['1', '0.786411', null],
      ['2', null, '0.8'],
      ['3', '0.5', null],
    ],
  });
});

test('exactText reads back as the number it stands for, to six digits', () => {
  fc.assert(
    fc.property(fc.double({ noNaN: true, noDefaultInfinity: true }), (value) => {
      expect(Math.abs(Number(exactText(value)) - value)).toBeLessThanOrEqual(
        Math.abs(value) * 5e-6,
      );
    }),
  );
});
