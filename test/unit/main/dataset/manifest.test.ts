import { expect, test } from 'vitest';
import { fashionMnist, readManifest } from '../../../../main/dataset/manifest';

test('the pinned set is the published one: 60,000 and 10,000', () => {
  const { trainImages, trainLabels, testImages, testLabels } = fashionMnist.files;
  expect([trainImages, trainLabels].map(({ count }) => count)).toEqual([60_000, 60_000]);
  expect([testImages, testLabels].map(({ count }) => count)).toEqual([10_000, 10_000]);
});

test('a manifest that lacks a file is an error that names both', () => {
  expect(() => readManifest({ name: 'mine', files: [] })).toThrow(
    'the manifest of mine has no train-images-idx3-ubyte.gz',
  );
});
