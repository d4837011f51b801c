import { PICTURE_PIXELS } from '#contract/dataset';
import * as tf from '@tensorflow/tfjs';

/** One split of Fashion-MNIST as its files hold it. */
export interface Pictures {
  /** Pictures of 28 x 28 bytes, row by row, one after the other. */
  readonly images: Uint8Array;
  /** A class from 0 to 9 for each. */
  readonly labels: Uint8Array;
}

/** The examples as one tensor that training takes its minibatches from. */
export interface Examples {
  /** Pictures as rows [N, 784]. */
  readonly images: tf.Tensor2D;
  /** Their labels [N], int32. */
  readonly labels: tf.Tensor1D;
}

/** The book's `transforms.ToTensor()`: bytes from 0 to 255 become fractions from 0 to 1. */
export function toFractions(bytes: Uint8Array): Float32Array {
  const fractions = new Float32Array(bytes.length);
  bytes.forEach((byte, i) => {
    fractions[i] = byte / 255;
  });
  return fractions;
}

export function toExamples({ images, labels }: Pictures): Examples {
  return {
    images: tf.tensor2d(toFractions(images), [labels.length, PICTURE_PIXELS]),
    labels: tf.tensor1d(Int32Array.from(labels), 'int32'),
  };
}
