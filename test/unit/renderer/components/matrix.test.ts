import { expect, test } from 'vitest';
import { resized, shapeOf, withEntry } from '../../../../renderer/components/matrix';

const matrix = [
  [1, 2, 3],
  [4, 5, 6],
];

test('resized(matrix, rows, columns, fill) keeps what fits and fills the rest', () => {
  expect(resized(matrix, 3, 2, 9)).toEqual([
    [1, 2],
    [4, 5],
    [9, 9],
  ]);
});

test('withEntry(matrix, row, column, value) changes one entry of a copy', () => {
  expect(withEntry(matrix, 1, 0, 7)).toEqual([
    [1, 2, 3],
    [7, 5, 6],
  ]);
  expect(matrix[1]).toEqual([4, 5, 6]);
});

test('shapeOf(matrix)', () => {
  expect(shapeOf(matrix)).toEqual([2, 3]);
  expect(shapeOf([])).toEqual([0, 0]);
});
