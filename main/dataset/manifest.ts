import { PICTURE_PIXELS } from '#contract/dataset';
import json from '#contract/fashion-mnist.json';
import type { DatasetFiles, ManifestSource } from '#contract/trainer';
import { createHash } from 'node:crypto';

/** One of the four files, as published. */
export interface ManifestFile {
  /** The published name, gzip-compressed: `train-images-idx3-ubyte.gz`. */
  readonly file: string;
  /** SHA-256 of the decoded file; the compressed bytes differ from one distributor to the next. */
  readonly sha256: string;
  /** Length of the decoded file. */
  readonly bytes: number;
  readonly kind: 'images' | 'labels';
  /** Pictures or labels in it. */
  readonly count: number;
}

export interface Manifest {
  readonly name: string;
  readonly files: Readonly<Record<keyof DatasetFiles, ManifestFile>>;
  /** The fingerprint of the whole set (`DatasetStatus.sha256`). */
  readonly sha256: string;
}

/** Bytes before the first picture and the first label of an IDX file. */
export const IDX_HEADER = { images: 16, labels: 8 } as const;

/** Joins what a file such as `contract/fashion-mnist.json` pins with the part that each file plays. */
export function readManifest(source: ManifestSource): Manifest {
  const pinned = (file: string, kind: ManifestFile['kind']): ManifestFile => {
    const entry = source.files.find((candidate) => candidate.file === file);
    if (!entry) throw new Error(`the manifest of ${source.name} has no ${file}`);
    const itemBytes = kind === 'images' ? PICTURE_PIXELS : 1;
    return { ...entry, kind, count: (entry.bytes - IDX_HEADER[kind]) / itemBytes };
  };
  const fingerprint = createHash('sha256');
  for (const { sha256 } of source.files) fingerprint.update(sha256, 'hex');
  return {
    name: source.name,
    files: {
      trainImages: pinned('train-images-idx3-ubyte.gz', 'images'),
      trainLabels: pinned('train-labels-idx1-ubyte.gz', 'labels'),
      testImages: pinned('t10k-images-idx3-ubyte.gz', 'images'),
      testLabels: pinned('t10k-labels-idx1-ubyte.gz', 'labels'),
    },
    sha256: fingerprint.digest('hex'),
  };
}

export const fashionMnist = readManifest(json);
