import { resize } from '#lessons/resize';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import fixture from '../../fixtures/resize.json' with { type: 'json' };

const bytes = (text: string) => new Uint8Array(Buffer.from(text, 'base64'));

function floats(text: string): number[] {
  const buffer = Buffer.from(text, 'base64');
  return Array.from({ length: buffer.length / 4 }, (_, i) => buffer.readFloatLE(4 * i));
}

const sizes = fixture.pictures.flatMap(({ name, pixels, sizes }) =>
  sizes.map((size) => ({ torch: '', ...size, name, pixels: bytes(pixels) })),
);

describe('resize(pixels, side, newSide)', () => {
  test.each(sizes)('$name to $side: the very bytes of Pillow', ({ pixels, side, pillow }) => {
    expect(resize(pixels, 28, side)).toEqual(bytes(pillow));
  });

  test.each(sizes.filter(({ torch }) => torch !== ''))(
    '$name to $side: within the two roundings of torch, which rounds nothing',
    ({ pixels, side, torch }) => {
      const expected = floats(torch);
      resize(pixels, 28, side).forEach((byte, i) => {
        expect(Math.abs(byte - (expected[i] ?? NaN))).toBeLessThanOrEqual(1);
      });
    },
  );

  test('an even picture stays even, at any size', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 20 }),
        fc.integer({ min: 1, max: 40 }),
        fc.integer({ min: 0, max: 255 }),
        (side, newSide, grey) => {
          const resized = resize(new Uint8Array(side * side).fill(grey), side, newSide);
          expect(resized).toEqual(new Uint8Array(newSide * newSide).fill(grey));
        },
      ),
    );
  });

  test('rows stay rows and columns columns', () => {
    const topBright = Uint8Array.of(200, 200, 0, 0);
    const resized = resize(topBright, 2, 4);
    expect([...resized.subarray(0, 4)]).toEqual([200, 200, 200, 200]);
    expect([...resized.subarray(12)]).toEqual([0, 0, 0, 0]);
  });
});
