import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  divergingColour,
  divergingRgba,
  greyToRgba,
  parseHex,
  scaleLimit,
} from '../../../../renderer/components/picture';

const colours = { negative: [0, 0, 255], middle: [255, 255, 255], positive: [255, 0, 0] } as const;

test('greyToRgba gives each pixel its grey three times and full opacity', () => {
  expect([...greyToRgba(Uint8Array.of(0, 7, 255))]).toEqual([
    0, 0, 0, 255, 7, 7, 7, 255, 255, 255, 255, 255,
  ]);
});

test('parseHex reads #rrggbb, and names what it cannot read', () => {
  expect(parseHex(' #2b59c3')).toEqual([43, 89, 195]);
  expect(() => parseHex('rebeccapurple')).toThrow('rebeccapurple');
});

test('the diverging scale has the middle at zero, the ends at the limit and beyond, and halves in between', () => {
  expect(divergingColour(0, 2, colours)).toEqual([255, 255, 255]);
  expect(divergingColour(2, 2, colours)).toEqual([255, 0, 0]);
  expect(divergingColour(-2, 2, colours)).toEqual([0, 0, 255]);
  expect(divergingColour(9, 2, colours)).toEqual([255, 0, 0]);
  expect(divergingColour(-1, 2, colours)).toEqual([128, 128, 255]);
  expect(divergingColour(5, 0, colours)).toEqual([255, 255, 255]);
  expect(divergingColour(Number.NaN, 2, colours)).toEqual([255, 255, 255]);
});

test('a value and its negative are equally far from the middle', () => {
  fc.assert(
    fc.property(fc.double({ min: 0, max: 3, noNaN: true }), (value) => {
      const [, green] = divergingColour(value, 2, colours);
      const [red] = divergingColour(-value, 2, colours);
      expect(green).toBe(red);
    }),
  );
});

test('divergingRgba has four bytes a value', () => {
  expect([...divergingRgba(Float32Array.of(-1, 0), 1, colours)]).toEqual([
    0, 0, 255, 255, 255, 255, 255, 255,
  ]);
});

test('scaleLimit is a magnitude that all but the given share lie under', () => {
  const values = Float32Array.from({ length: 100 }, (_, index) => (index % 2 ? 1 : -1) * index);
  expect(scaleLimit(values)).toBe(98);
  expect(scaleLimit(values, 0.5)).toBe(50);
  expect(scaleLimit(new Float32Array())).toBe(0);
});
