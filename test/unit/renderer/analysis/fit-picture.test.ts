import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  backgroundOf,
  fitted,
  inverted,
  onBlack,
  type GreyPicture,
} from '../../../../renderer/analysis/fit-picture';
import fixture from '../../../fixtures/fit-picture.json';

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

describe('fitted(picture)', () => {
  test.each(fixture.pictures)("$name: Pillow's pixels, within one of 255", (picture) => {
    const result = fitted({ ...picture, pixels: bytes(picture.pixels) });
    const expected = bytes(picture.fitted);
    expect(result).toHaveLength(784);
    result?.forEach((value, i) => {
      expect(Math.abs(value - (expected[i] ?? NaN)), `pixel ${i}`).toBeLessThanOrEqual(1);
    });
  });

  test('a drawing means the same wherever it stands', () => {
    const at = fc.record({ left: fc.nat(18), top: fc.nat(16) });
    const thing = fc.uint8Array({ minLength: 120, maxLength: 120, min: 1 });
    fc.assert(
      fc.property(at, thing, ({ left, top }, shape) => {
        const place = (x: number, y: number): GreyPicture => {
          const pixels = new Uint8Array(784);
          shape.forEach((value, i) => {
            pixels[(y + Math.floor(i / 10)) * 28 + x + (i % 10)] = value;
          });
          return { width: 28, height: 28, pixels };
        };
        expect(fitted(place(left, top))).toEqual(fitted(place(0, 0)));
      }),
    );
  });

  test('there is nothing to fit on a black picture', () => {
    expect(fitted({ width: 3, height: 2, pixels: new Uint8Array(6) })).toBeNull();
  });
});

describe('a picture on a light ground', () => {
  // A dark cross on light grey, with a little noise in it.
  const picture: GreyPicture = {
    width: 5,
    height: 5,
    pixels: Uint8Array.of(
      ...[230, 228, 231, 230, 230],
      ...[229, 230, 40, 230, 232],
      ...[230, 40, 40, 40, 230],
      ...[231, 230, 40, 230, 229],
      ...[230, 230, 230, 228, 230],
    ),
  };

  test('has a light background, and a dark one once it is inverted', () => {
    expect(backgroundOf(picture)).toBe(230);
    expect(backgroundOf(inverted(picture))).toBe(25);
  });

  test('becomes bright on black: ground and noise are 0', () => {
    const { pixels } = onBlack(inverted(picture));
    const bright = Math.round((215 - 25) * (255 / 230));
    expect([...pixels]).toEqual([...picture.pixels].map((value) => (value === 40 ? bright : 0)));
  });
});
