import type { DatasetFiles } from '#contract/trainer';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { syntheticSet, writeSet } from '../../dataset/support/synthetic-set';

/** A small data set on disk. To be removed when the tests are over. */
export async function syntheticData(size: { readonly train: number; readonly test: number }) {
  const set = syntheticSet(size);
  const folder = await mkdtemp(join(tmpdir(), '数据 '));
  await writeSet(folder, set);
  const files: DatasetFiles = {
    trainImages: join(folder, 'train-images-idx3-ubyte.gz'),
    trainLabels: join(folder, 'train-labels-idx1-ubyte.gz'),
    testImages: join(folder, 't10k-images-idx3-ubyte.gz'),
    testLabels: join(folder, 't10k-labels-idx1-ubyte.gz'),
  };
  return { set, files, remove: () => rm(folder, { recursive: true }) };
}
