import {
  fashionMnistClasses,
  PICTURE_PIXELS,
  PICTURE_SIDE,
  type FashionMnistClass,
} from '#contract/dataset';
import * as tf from '@tensorflow/tfjs';
import { resize } from './resize';
import { Timer } from './timer';

/** One split of Fashion-MNIST as its files hold it (section 3.5.1). */
export interface Pictures {
  /** Pictures of 28 x 28 bytes, row by row, one after the other. */
  readonly images: Uint8Array;
  /** A class from 0 to 9 for each. */
  readonly labels: Uint8Array;
}

/**
 * The text labels of numeric ones, the book's `get_fashion_mnist_labels` (section
 * 3.5.1).
 */
export function getFashionMnistLabels(labels: Iterable<number>): FashionMnistClass[] {
  return Array.from(labels, (label) => {
    const text = fashionMnistClasses[label];
    if (text === undefined) {
      throw new RangeError(
        `getFashionMnistLabels: no class ${label}, they go from 0 to 9`,
      );
    }
    return text;
  });
}

/** A picture and what is written above it. */
export interface TitledImage<Image> {
  readonly image: Image;
  readonly title: string;
}

/**
 * Pictures and titles in rows, the book's `show_images` (section 3.5.1); the window
 * draws them. What does not fit into the rows is left out.
 */
export function showImages<Image>(
  images: readonly Image[],
  numRows: number,
  numCols: number,
  titles: readonly string[] = [],
): TitledImage<Image>[][] {
  const titled = images.map((image, i) => ({ image, title: titles[i] ?? '' }));
  return Array.from({ length: numRows }, (_, row) =>
    titled.slice(row * numCols, (row + 1) * numCols),
  );
}

/**
 * The book's `transforms.ToTensor()`: bytes from 0 to 255 become fractions from 0 to 1.
 */
export function toFractions(bytes: Uint8Array): Float32Array {
  const fractions = new Float32Array(bytes.length);
  // 47 million pixels: a callback for each would take four times as long.
  for (let i = 0; i < bytes.length; i += 1) fractions[i] = (bytes[i] ?? 0) / 255;
  return fractions;
}

/** A whole split in tensors: training gathers its minibatches from them. */
export interface Examples {
  /** Pictures as rows [N, 784]. */
  readonly images: tf.Tensor2D;
  /** Their labels [N], int32. */
  readonly labels: tf.Tensor1D;
}

/** The pictures as tensors: the data that softmax regression trains on. */
export function toExamples({ images, labels }: Pictures): Examples {
  return {
    images: tf.tensor2d(toFractions(images), [labels.length, PICTURE_PIXELS]),
    labels: tf.tensor1d(Int32Array.from(labels), 'int32'),
  };
}

/**
 * What the book's data loaders bring. Its tensors live until the next one is asked for.
 */
export interface PictureBatch {
  /** [n, 1, side, side], float32: the one channel is grey. */
  readonly X: tf.Tensor4D;
  /** [n], int32. */
  readonly y: tf.Tensor1D;
}

/**
 * The book's `load_data_fashion_mnist` (section 3.5.3), for files that are in memory:
 * two iterators over minibatches, each to be read once. The four worker processes of
 * `get_dataloader_workers` (section 3.5.2) would have nothing to do: nothing is decoded.
 *
 * @param order the order in which the training pictures are read; the test pictures
 * come one after the other
 * @param newSide resize the pictures to newSide x newSide, the book's `resize`
 */
export function loadDataFashionMnist(
  { train, test }: { readonly train: Pictures; readonly test: Pictures },
  batchSize: number,
  order: Int32Array,
  newSide = PICTURE_SIDE,
): {
  trainIter: Generator<PictureBatch, void>;
  testIter: Generator<PictureBatch, void>;
} {
  const inOrder = Int32Array.from(test.labels.keys());
  return {
    trainIter: readPictures(train, batchSize, order, newSide),
    testIter: readPictures(test, batchSize, inOrder, newSide),
  };
}

function* readPictures(
  { images, labels }: Pictures,
  batchSize: number,
  order: Int32Array,
  side: number,
): Generator<PictureBatch, void> {
  for (let start = 0; start < order.length; start += batchSize) {
    const indices = order.subarray(start, start + batchSize);
    const bytes = new Uint8Array(indices.length * side * side);
    indices.forEach((index, i) => {
      const picture = images.subarray(
        index * PICTURE_PIXELS,
        (index + 1) * PICTURE_PIXELS,
      );
      const sized =
        side === PICTURE_SIDE ? picture : resize(picture, PICTURE_SIDE, side);
      bytes.set(sized, i * side * side);
    });
    const X = tf.tensor4d(toFractions(bytes), [indices.length, 1, side, side]);
    const y = tf.tensor1d(
      indices.map((index) => labels[index] ?? -1),
      'int32',
    );
    try {
      yield { X, y };
    } finally {
      tf.dispose([X, y]);
    }
  }
}

/**
 * Reads all minibatches and does nothing with them, timed (section 3.5.2): how long a
 * training epoch takes at the least.
 *
 * Yields the number of examples after each minibatch. What its reader does meanwhile is
 * timed too: it should be little.
 *
 * @returns how many examples there were, and the time in milliseconds
 */
export function* timeReading(
  dataIter: Iterable<PictureBatch>,
  timer = new Timer(),
): Generator<number, { examples: number; ms: number }> {
  let examples = 0;
  timer.start();
  for (const { y } of dataIter) {
    examples += y.size;
    yield examples;
  }
  return { examples, ms: timer.stop() };
}
