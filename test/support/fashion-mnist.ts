import { PICTURE_PIXELS } from '#contract/dataset';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';

const folder = new URL('../../resources/datasets/fashion-mnist/', import.meta.url);

/** One split of the real Fashion-MNIST as bytes, read without any code of the app. */
export function readSplit(split: 'train' | 't10k'): { images: Uint8Array; labels: Uint8Array } {
  const images = readIdx(`${split}-images-idx3-ubyte.gz`, 16);
  const labels = readIdx(`${split}-labels-idx1-ubyte.gz`, 8);
  if (images.length !== labels.length * PICTURE_PIXELS) {
    throw new Error(`${split}: ${images.length} pixels do not fit ${labels.length} labels`);
  }
  return { images, labels };
}

function readIdx(file: string, headerBytes: number): Uint8Array {
  return gunzipSync(readFileSync(new URL(file, folder))).subarray(headerBytes);
}
