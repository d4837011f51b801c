import { PICTURE_PIXELS } from '#contract/dataset';
import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { readManifest, type Manifest } from '../../../../../main/dataset/manifest';

/** A small data set of the same form as Fashion-MNIST. */
export interface SyntheticSet {
  readonly manifest: Manifest;
  /** Decoded bytes by published name. */
  readonly files: Readonly<Record<string, Buffer>>;
}

/** Numbers that look random and are the same each time. */
function* noise(): Generator<number, never> {
  let state = 12345;
  for (;;) {
    state = (state * 1_103_515_245 + 12_345) % 2 ** 31;
    yield state;
  }
}

/**
 * Each class has a bright band of its own, with some noise: enough for a linear model to learn.
 */
export function syntheticSet({ train = 60, test = 20 } = {}): SyntheticSet {
  const random = noise();
  const labelsOf = (count: number) => Array.from({ length: count }, () => random.next().value % 10);
  const pictureOf = (label: number) =>
    Array.from({ length: PICTURE_PIXELS }, (_, pixel) => {
      const isInBand = Math.floor(pixel / 78) === label;
      return (isInBand ? 150 : 0) + (random.next().value % 100);
    });
  const [trainLabels, testLabels] = [labelsOf(train), labelsOf(test)];
  const files = {
    'train-images-idx3-ubyte.gz': idxImages(trainLabels.map(pictureOf)),
    'train-labels-idx1-ubyte.gz': idxLabels(trainLabels),
    't10k-images-idx3-ubyte.gz': idxImages(testLabels.map(pictureOf)),
    't10k-labels-idx1-ubyte.gz': idxLabels(testLabels),
  };
  const pinned = Object.entries(files).map(([file, bytes]) => ({
    file,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
  }));
  return { manifest: readManifest({ name: 'synthetic', files: pinned }), files };
}

export function idxImages(
  pictures: readonly (readonly number[])[],
  rows = 28,
  columns = 28,
): Buffer {
  return Buffer.concat([
    words(2051, pictures.length, rows, columns),
    ...pictures.map((picture) => Buffer.from(picture)),
  ]);
}

export function idxLabels(labels: readonly number[]): Buffer {
  return Buffer.concat([words(2049, labels.length), Buffer.from(labels)]);
}

/** Big-endian integers of four bytes. */
function words(...values: number[]): Buffer {
  const bytes = Buffer.alloc(4 * values.length);
  values.forEach((value, i) => bytes.writeUInt32BE(value, 4 * i));
  return bytes;
}

/** Writes the set as it is published, or unpacked; `instead` replaces what a file has on disk. */
export async function writeSet(
  folder: string,
  { files }: SyntheticSet,
  {
    gzip = true,
    instead = {},
  }: { readonly gzip?: boolean; readonly instead?: Readonly<Record<string, Buffer | null>> } = {},
): Promise<void> {
  await mkdir(folder, { recursive: true });
  for (const [name, bytes] of Object.entries(files)) {
    const replaced = instead[name];
    if (replaced === null) continue;
    const content = replaced ?? (gzip ? gzipSync(bytes) : bytes);
    await writeFile(join(folder, gzip ? name : name.replace(/\.gz$/, '')), content);
  }
}
