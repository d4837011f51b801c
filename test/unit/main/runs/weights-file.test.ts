import { SOFTMAX_WEIGHTS } from '#contract/run';
import fc from 'fast-check';
import { crc32 } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { decodeFile, encodeFile, encodeRecord } from '../../../../main/runs/weights-file';
import { weightsOf } from '../support/records';

const three = [0, 1, 2].map((epoch) => ({ epoch, weights: weightsOf(epoch) }));

describe('the file', () => {
  test('has the layout that its comment states', () => {
    const bytes = encodeFile(2, [{ epoch: 7, weights: Float32Array.of(1, -2.5) }]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    expect(bytes.toString('latin1', 0, 4)).toBe('LLWT');
    expect(view.getUint32(4, true)).toBe(1);
    expect(view.getUint32(8, true)).toBe(2);
    expect(view.getUint32(16, true)).toBe(7);
    expect(view.getUint32(20, true)).toBe(
      crc32(Buffer.concat([bytes.subarray(16, 20), bytes.subarray(24)])),
    );
    expect(view.getFloat32(24, true)).toBe(1);
    expect(view.getFloat32(28, true)).toBe(-2.5);
    expect(bytes).toHaveLength(32);
  });

  test('gives back what was put in, appended or not', () => {
    const [first, ...rest] = three;
    if (!first) throw new Error('three');
    const appended = Buffer.concat([encodeFile(3, [first]), ...rest.map(encodeRecord)]);
    expect(appended).toEqual(encodeFile(3, three));
    expect(decodeFile(appended)).toEqual({ ok: true, snapshots: three });
  });

  test('holds any floats, the odd ones too', () => {
    const floats = fc.float32Array({ minLength: 1, maxLength: 50 });
    fc.assert(
      fc.property(fc.nat(), floats, (epoch, weights) => {
        const decoded = decodeFile(encodeFile(weights.length, [{ epoch, weights }]));
        expect(decoded).toEqual({ ok: true, snapshots: [{ epoch, weights }] });
      }),
    );
  });

  test('a view of a larger array is written as the view', () => {
    const weights = Float32Array.of(9, 1, 2, 3, 9).subarray(1, 4);
    expect(decodeFile(encodeFile(3, [{ epoch: 0, weights }]))).toMatchObject({
      snapshots: [{ weights: Float32Array.of(1, 2, 3) }],
    });
  });
});

describe('what a crash leaves', () => {
  test('cut off anywhere, the whole records before the cut are read', () => {
    const bytes = encodeFile(3, three);
    for (let length = 16; length <= bytes.length; length += 1) {
      const whole = Math.floor((length - 16) / 20);
      expect(decodeFile(bytes.subarray(0, length)), `${length} bytes`).toEqual({
        ok: true,
        snapshots: three.slice(0, whole),
      });
    }
  });

  test('a bit that flipped costs its record alone', () => {
    const bytes = encodeFile(3, three);
    fc.assert(
      fc.property(fc.integer({ min: 16, max: bytes.length - 1 }), fc.nat({ max: 7 }), (at, bit) => {
        const flipped = Buffer.from(bytes);
        flipped.writeUInt8(flipped.readUInt8(at) ^ (1 << bit), at);
        const hit = Math.floor((at - 16) / 20);
        expect(decodeFile(flipped)).toEqual({
          ok: true,
          snapshots: three.filter((_, index) => index !== hit),
        });
      }),
    );
  });

  test('without a header it is damaged', () => {
    expect(decodeFile(Buffer.alloc(0))).toEqual({ ok: false, reason: 'damaged' });
    expect(decodeFile(Buffer.alloc(5000))).toEqual({ ok: false, reason: 'damaged' });
  });

  test('a later version is newer', () => {
    const bytes = encodeFile(3, three);
    bytes.writeUInt32LE(2, 4);
    expect(decodeFile(bytes)).toEqual({ ok: false, reason: 'newer' });
  });

  test('any bytes at all are answered', () => {
    const header = encodeFile(SOFTMAX_WEIGHTS, []);
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), fc.boolean(), (tail, withHeader) => {
        const bytes = withHeader ? Buffer.concat([header, tail]) : Buffer.from(tail);
        const decoded = decodeFile(bytes);
        if (decoded.ok) expect(decoded.snapshots).toEqual([]);
      }),
    );
  });
});
