import { describe, expect, test } from 'vitest';
import {
  costCurve,
  likeliest,
  rowsNotSummingToOne,
} from '../../../../../renderer/labs/cross-entropy/pick';

test.each([
  { row: [0.1, 0.3, 0.6], place: 2 },
  { row: [0.5, 0.5], place: 0 },
  { row: [0, 0, 0], place: 0 },
])('likeliest($row) is $place, the first of several as argmax takes it', ({ row, place }) => {
  expect(likeliest(row)).toBe(place);
});

test('rows that are no probabilities are named by their place', () => {
  expect(
    rowsNotSummingToOne([
      [0.1, 0.3, 0.6],
      [0.1, 0.3, 0.5],
      [0.3333, 0.3333, 0.3333],
    ]),
  ).toEqual([1]);
});

describe('the curve of costs', () => {
  const at = (p: number) => costCurve().find(({ x }) => x === p)?.y;

  test('a sure and right prediction costs nothing, each tenth of it log 10 more', () => {
    expect(at(1)).toBeCloseTo(0, 12);
    expect(at(0.1)).toBeCloseTo(2.302585, 6);
    expect(at(0.01)).toBeCloseTo(2 * 2.302585, 5);
  });
});
