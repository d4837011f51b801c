import { describe, expect, test } from 'vitest';
import { blankPicture, drawLine, fillFrom, isBlank } from '../../../../renderer/analysis/drawing';

const pen = { width: 1, erases: false };
const at = (picture: Uint8Array, x: number, y: number) => picture[y * 28 + x];
const painted = (picture: Uint8Array) => picture.filter((value) => value > 0).length;

describe('drawLine(picture, from, to, brush)', () => {
  test('a dot of one pixel in the middle of a pixel is that pixel', () => {
    const picture = drawLine(blankPicture(), { x: 5.5, y: 7.5 }, { x: 5.5, y: 7.5 }, pen);
    expect(at(picture, 5, 7)).toBe(255);
    expect(painted(picture)).toBe(1);
  });

  test('a line covers each pixel on its way', () => {
    const picture = drawLine(blankPicture(), { x: 3.5, y: 4.5 }, { x: 20.5, y: 4.5 }, pen);
    for (let x = 3; x <= 20; x += 1) expect(at(picture, x, 4)).toBe(255);
    expect(painted(picture)).toBe(18);
  });

  test('a wider brush is as wide, with soft edges', () => {
    const wide = { width: 4, erases: false };
    const picture = drawLine(blankPicture(), { x: 14, y: 0 }, { x: 14, y: 28 }, wide);
    const row = [...picture.subarray(10 * 28, 11 * 28)];
    expect(row.reduce((sum, value) => sum + value, 0) / 255).toBeCloseTo(4, 1);
  });

  test('the eraser takes away what the pen drew, and the original is left as it is', () => {
    const places = [
      { x: 2, y: 2 },
      { x: 20, y: 24 },
    ] as const;
    const drawn = drawLine(blankPicture(), ...places, { width: 3, erases: false });
    const before = drawn.slice();
    const erased = drawLine(drawn, ...places, { width: 6, erases: true });
    expect(isBlank(erased)).toBe(true);
    expect(drawn).toEqual(before);
  });

  test('what lies outside is left out', () => {
    expect(isBlank(drawLine(blankPicture(), { x: -9, y: -9 }, { x: -5, y: 40 }, pen))).toBe(true);
  });
});

describe('fillFrom(picture, place)', () => {
  const corners = [
    { x: 5.5, y: 5.5 },
    { x: 15.5, y: 5.5 },
    { x: 15.5, y: 12.5 },
    { x: 5.5, y: 12.5 },
  ];
  const frame = corners.reduce((picture, corner, i) => {
    const next = corners[(i + 1) % 4] ?? corner;
    return drawLine(picture, corner, next, pen);
  }, blankPicture());

  test('fills the inside of a closed line and nothing beyond', () => {
    const filled = fillFrom(frame, { x: 10, y: 9 });
    expect(painted(filled)).toBe(11 * 8);
    expect(at(filled, 4, 9)).toBe(0);
  });

  test('fills all around it from the outside, without running over the edges of the picture', () => {
    const filled = fillFrom(frame, { x: 0, y: 0 });
    expect(painted(filled)).toBe(784 - 9 * 6);
    expect(at(filled, 10, 9)).toBe(0);
  });

  test('a place outside the picture fills nothing', () => {
    expect(fillFrom(frame, { x: 3, y: 40 })).toEqual(frame);
  });
});
