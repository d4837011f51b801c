import { mirrorNames, type MirrorName } from '#contract/upkeep';

/** Where the set can be downloaded: folders that hold the four published files. https alone. */
const addresses: Readonly<Record<MirrorName, string>> = {
  // Where Keras takes it from.
  keras: 'https://storage.googleapis.com/tensorflow/tf-keras-datasets/',
  // The authors' repository.
  authors: 'https://raw.githubusercontent.com/zalandoresearch/fashion-mnist/master/data/fashion/',
  // The authors' own bucket, behind the http address in their README.
  bucket: 'https://fashion-mnist.s3.eu-central-1.amazonaws.com/',
};

/** All of them: the one that was asked for, then the others, best first. */
export function mirrorsFrom(first?: MirrorName): readonly string[] {
  const names = first ? [first, ...mirrorNames.filter((name) => name !== first)] : mirrorNames;
  return names.map((name) => addresses[name]);
}

export const mirrors = mirrorsFrom();

/** Length of each file as published, for the progress before a server tells; compressed anew it may differ a little. */
export const publishedBytes: Readonly<Record<string, number>> = {
  'train-images-idx3-ubyte.gz': 26_421_880,
  'train-labels-idx1-ubyte.gz': 29_515,
  't10k-images-idx3-ubyte.gz': 4_422_102,
  't10k-labels-idx1-ubyte.gz': 5_148,
};
