import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { whatIsWrong } from '../../../tools/setup/idx.mjs';

/** A label file as MNIST and its kin have it: magic, count, then one byte a label. */
function labels({ magic = 2049, count = 10_000, fill = 3 } = {}) {
  const data = Buffer.alloc(8 + 10_000, fill);
  data.writeUInt32BE(magic, 0);
  data.writeUInt32BE(count, 4);
  return data;
}

/** @param {Buffer} data */
const sha256 = (data) => createHash('sha256').update(data).digest('hex');

const good = labels();
const expected = { file: 't10k-labels-idx1-ubyte.gz', bytes: good.length, sha256: sha256(good) };

describe('whatIsWrong(expected, packed)', () => {
  it('finds nothing in the right data, however it is packed', () => {
    expect(whatIsWrong(expected, gzipSync(good))).toBeUndefined();
    expect(whatIsWrong(expected, gzipSync(good, { level: 1 }))).toBeUndefined();
  });

  it('says that a truncated file is not complete', () => {
    expect(whatIsWrong(expected, gzipSync(good).subarray(0, -9))).toContain('not a complete gzip');
  });

  it('says that a web page is not a data file', () => {
    const page = Buffer.from('<!doctype html><title>Domain for sale</title>');
    expect(whatIsWrong(expected, page)).toContain('not a complete gzip file');
  });

  it('tells too little and too much data', () => {
    expect(whatIsWrong(expected, gzipSync(good.subarray(1)))).toContain('has 10007 bytes');
    const bomb = gzipSync(Buffer.alloc(5_000_000));
    expect(whatIsWrong(expected, bomb)).toContain('not a complete gzip file');
  });

  it('tells another kind of file, and another number of items', () => {
    expect(whatIsWrong(expected, gzipSync(labels({ magic: 2051 })))).toBe(
      'starts with 2051, expected 2049',
    );
    expect(whatIsWrong(expected, gzipSync(labels({ count: 60_000 })))).toBe(
      'has 60000 items, expected 10000',
    );
  });

  it("tells the digits' data from the clothes', which only the hash can", () => {
    expect(whatIsWrong(expected, gzipSync(labels({ fill: 4 })))).toContain('has the SHA-256');
  });

  it('tells pictures of another size', () => {
    const data = Buffer.alloc(7_840_016);
    [2051, 10_000, 14, 56].forEach((value, i) => data.writeUInt32BE(value, 4 * i));
    const images = { file: 't10k-images-idx3-ubyte.gz', bytes: data.length, sha256: '' };
    expect(whatIsWrong(images, gzipSync(data, { level: 1 }))).toContain('pictures of 14x56');
  });
});
