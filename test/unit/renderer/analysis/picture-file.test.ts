import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { headerFault, MAX_FILE_SIDE } from '../../../../renderer/analysis/picture-file';

/** The beginning of a PNG of this size (PNG specification, section 11.2.2). */
function png(width: number, height: number): Uint8Array {
  const bytes = Buffer.alloc(33);
  bytes.set([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a, 0, 0, 0, 13]);
  bytes.write('IHDR', 12, 'latin1');
  bytes.writeUInt32BE(width, 16);
  bytes.writeUInt32BE(height, 20);
  return bytes;
}

/** The beginning of a JPEG of this size, with a comment before its frame (ITU-T T.81, annex B). */
function jpeg(width: number, height: number, frame = 0xc0): Uint8Array {
  const size = Buffer.alloc(4);
  size.writeUInt16BE(height, 0);
  size.writeUInt16BE(width, 2);
  return Uint8Array.of(
    ...[0xff, 0xd8, 0xff, 0xfe, 0, 4, 1, 2],
    ...[0xff, frame, 0, 17, 8, ...size, 3],
    ...[1, 0x11, 0, 2, 0x11, 0, 3, 0x11, 0],
  );
}

describe('headerFault(bytes)', () => {
  test('finds nothing wrong with pictures of an allowed size', () => {
    expect(headerFault(png(1, 1))).toBeUndefined();
    expect(headerFault(png(MAX_FILE_SIDE, 10))).toBeUndefined();
    expect(headerFault(jpeg(4000, 3000))).toBeUndefined();
    expect(headerFault(jpeg(4000, 3000, 0xc2))).toBeUndefined();
  });

  test.each([
    ['a GIF', Buffer.from('GIF89a...')],
    ['a text', Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    ['an empty file', Buffer.alloc(0)],
  ])('refuses %s, whatever it is called', (_, bytes) => {
    expect(headerFault(bytes)).toEqual({ kind: 'type' });
  });

  test('refuses a picture that claims to be larger than can be decoded, with its size', () => {
    const claim = { kind: 'pixels', width: 60_000, height: 60_000 };
    expect(headerFault(png(60_000, 60_000))).toEqual(claim);
    expect(headerFault(jpeg(60_000, 60_000))).toEqual(claim);
    expect(headerFault(png(2 ** 31, 1))).toMatchObject({ kind: 'pixels' });
  });

  test('refuses a beginning without a size as damaged', () => {
    expect(headerFault(png(5, 5).subarray(0, 20))).toEqual({ kind: 'damaged' });
    expect(headerFault(png(0, 5))).toEqual({ kind: 'damaged' });
    expect(headerFault(jpeg(5, 5).subarray(0, 10))).toEqual({ kind: 'damaged' });
  });

  test('ends on any bytes after a beginning that looks right', () => {
    const start = fc.constantFrom([...png(9, 9).subarray(0, 8)], [0xff, 0xd8, 0xff]);
    fc.assert(
      fc.property(start, fc.uint8Array({ maxLength: 200 }), (head, rest) => {
        const fault = headerFault(Uint8Array.of(...head, ...rest));
        expect(['damaged', 'pixels', undefined]).toContain(fault?.kind);
      }),
    );
  });
});
