import fc from 'fast-check';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { FileFault } from '../../../../main/dataset/fault';
import { parseIdx, readIdxFile } from '../../../../main/dataset/idx';
import { fashionMnist } from '../../../../main/dataset/manifest';
import { idxImages, idxLabels, syntheticSet } from './support/synthetic-set';
import { temporaryFolder } from './support/temporary';

const { manifest, files } = syntheticSet({ train: 12, test: 5 });
const imagesEntry = manifest.files.trainImages;
const labelsEntry = manifest.files.trainLabels;
const images = bytesOf(imagesEntry.file);
const labels = bytesOf(labelsEntry.file);

function bytesOf(file: string): Buffer<ArrayBuffer> {
  const bytes = files[file];
  if (!bytes) throw new Error(`no ${file}`);
  return Buffer.from(bytes);
}

/** The fault's code, or `none`. */
async function faultOf(bytes: Uint8Array, entry = labelsEntry, name = entry.file): Promise<string> {
  const path = join(await temporaryFolder(), name);
  await writeFile(path, bytes);
  return readIdxFile(path, entry).then(
    () => 'none',
    (error: unknown) => (error instanceof FileFault ? error.code : String(error)),
  );
}

describe('readIdxFile(path, expected)', () => {
  test('gives the items without the header, from a compressed file and from a plain one', async () => {
    const folder = await temporaryFolder();
    await writeFile(join(folder, 'a.gz'), gzipSync(images));
    await writeFile(join(folder, 'b'), images);
    const unpacked = await readIdxFile(join(folder, 'a.gz'), imagesEntry);
    const plain = await readIdxFile(join(folder, 'b'), imagesEntry);
    expect(Buffer.from(unpacked).equals(images.subarray(16))).toBe(true);
    expect(Buffer.from(plain).equals(images.subarray(16))).toBe(true);
  });

  test('takes a file that a browser unpacked and left its name', async () => {
    expect(await faultOf(labels, labelsEntry, 'train-labels-idx1-ubyte.gz')).toBe('none');
  });

  test.each([
    ['a page of HTML', Buffer.from('<!doctype html><title>Sign in</title>'), 'notGzip'],
    ['an empty file', Buffer.alloc(0), 'notGzip'],
    ['a truncated gzip file', gzipSync(labels).subarray(0, 20), 'damaged'],
    [
      'bytes after the gzip file',
      Buffer.concat([gzipSync(labels), Buffer.from('more')]),
      'damaged',
    ],
    ['a gzip file with a wrong checksum', corrupted(gzipSync(labels), -6), 'damaged'],
    ['a gzip file of more than the data', gzipSync(Buffer.alloc(1e8)), 'wrongData'],
    ['a wrong magic number', gzipSync(Buffer.from(images.subarray(0, labels.length))), 'damaged'],
    ['fewer labels than announced', gzipSync(labels.subarray(0, -1)), 'damaged'],
    ['a label of 10', gzipSync(withByte(labels, 9, 10)), 'damaged'],
    [
      'labels of another data set',
      gzipSync(withByte(labels, 9, 9 - (labels[9] ?? 0))),
      'wrongData',
    ],
    ['another number of labels', gzipSync(idxLabels([1, 2, 3])), 'wrongData'],
  ])('refuses %s', async (_, bytes, code) => {
    expect(await faultOf(bytes)).toBe(code);
  });

  test('refuses pictures of another size that add up to the same bytes', async () => {
    const pictures = Array.from({ length: 12 }, (_, i) => [
      ...images.subarray(16 + i * 784, 16 + (i + 1) * 784),
    ]);
    const flat = Buffer.from(idxImages(pictures, 14, 56));
    expect(() => parseIdx(flat, imagesEntry)).toThrow('pictures of 14 x 56');
    expect(await faultOf(gzipSync(flat), imagesEntry)).toBe('wrongData');
  });

  test('refuses bytes after the pictures that the file announces', async () => {
    const longer = Buffer.concat([images, Buffer.from([0])]);
    expect(await faultOf(longer, imagesEntry, 'plain')).toBe('damaged');
  });

  test('refuses a huge file before reading it', async () => {
    expect(await faultOf(Buffer.alloc(labels.length + (1 << 20) + 1))).toBe('wrongData');
  });

  test('refuses digits in the form of the real set, to the byte', async () => {
    const expected = fashionMnist.files.trainImages;
    // As MNIST's file: the same header and length, black but for a stroke.
    const digits = Buffer.alloc(expected.bytes);
    idxImages([]).copy(digits);
    digits.writeUInt32BE(60_000, 4);
    for (let at = 16 + 300; at < digits.length; at += 28) digits[at] = 255;
    expect(await faultOf(digits, expected, 'train-images-idx3-ubyte')).toBe('wrongData');
  });

  test('names a folder in the place of a file unreadable', async () => {
    const folder = await temporaryFolder();
    await expect(readIdxFile(folder, labelsEntry)).rejects.toMatchObject({ code: 'unreadable' });
  });

  test('refuses every file that differs in one byte', async () => {
    const path = join(await temporaryFolder(), 'labels');
    await fc.assert(
      fc.asyncProperty(
        fc.nat(labels.length - 1),
        fc.integer({ min: 1, max: 255 }),
        async (at, difference) => {
          await writeFile(path, withByte(labels, at, ((labels[at] ?? 0) + difference) % 256));
          await expect(readIdxFile(path, labelsEntry)).rejects.toBeInstanceOf(FileFault);
        },
      ),
    );
  });
});

describe('parseIdx(bytes, expected)', () => {
  test('throws nothing but FileFault, whatever the bytes', () => {
    const anyHeader = fc.uint8Array({ maxLength: 64 });
    fc.assert(
      fc.property(anyHeader, fc.constantFrom(imagesEntry, labelsEntry), (bytes, entry) => {
        expect(() => parseIdx(Uint8Array.from(bytes), entry)).toThrow(FileFault);
      }),
    );
  });
});

function withByte(bytes: Buffer, at: number, value: number): Buffer {
  const changed = Buffer.from(bytes);
  changed[at] = value;
  return changed;
}

function corrupted(bytes: Buffer, fromEnd: number): Buffer {
  return withByte(bytes, bytes.length + fromEnd, (bytes.at(fromEnd) ?? 0) ^ 0xff);
}
