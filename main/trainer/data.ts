import { PICTURE_PIXELS } from '#contract/dataset';
import { AppError } from '#contract/errors';
import type { SoftmaxConfig } from '#contract/run';
import type { DatasetFiles } from '#contract/trainer';
import { toExamples, type Examples } from '#lessons/fashion-mnist';
import * as tf from '@tensorflow/tfjs';
import { FileFault } from '../dataset/fault';
import { readIdxFile } from '../dataset/idx';
import { fashionMnist, type Manifest } from '../dataset/manifest';

export type PixelScale = SoftmaxConfig['pixelScale'];
export type Split = 'train' | 'test';

interface Loaded {
  readonly labels: Uint8Array;
  examples: Examples;
}

/**
 * The data set in memory, decoded once. The pictures exist as float32 tensors alone (188 and 31 MB): their bytes are had
 * back from these exactly, as fl(fl(p / 255) * 255) = p for each byte p.
 */
export class TrainerData {
  /** What the pixels are now. A second copy would cost as much memory again. */
  #scale: PixelScale = 'unit';

  private constructor(private readonly splits: Readonly<Record<Split, Loaded>>) {}

  /**
   * Reads the four files and holds them to the manifest once more: the decoded bytes are at hand.
   *
   * @throws AppError `dataMissing`
   */
  static async load(files: DatasetFiles, manifest: Manifest = fashionMnist): Promise<TrainerData> {
    const { trainImages, trainLabels, testImages, testLabels } = manifest.files;
    try {
      return new TrainerData({
        train: toLoaded(
          await readIdxFile(files.trainImages, trainImages),
          await readIdxFile(files.trainLabels, trainLabels),
        ),
        test: toLoaded(
          await readIdxFile(files.testImages, testImages),
          await readIdxFile(files.testLabels, testLabels),
        ),
      });
    } catch (error) {
      if (!(error instanceof FileFault)) throw error;
      throw new AppError(
        'dataMissing',
        { file: error.file, problem: error.code },
        { cause: error },
      );
    }
  }

  /** Labels of a split, a byte each. */
  labels(split: Split): Uint8Array {
    return this.splits[split].labels;
  }

  /** Pictures [N, 784] and labels [N] of a split as tensors, which stay the data's own: not to be disposed of. */
  examples(split: Split): Examples {
    return this.splits[split].examples;
  }

  /** Makes the pixels of both splits what a run needs: 0 to 1, or 0 to 255. */
  scaleTo(scale: PixelScale): void {
    if (scale === this.#scale) return;
    for (const loaded of Object.values(this.splits)) {
      const { images, labels } = loaded.examples;
      // In an array of JavaScript's, whose memory comes back. TensorFlow keeps what a tensor of its own once took.
      const pixels = images.dataSync<'float32'>();
      images.dispose();
      rescale(pixels, scale);
      loaded.examples = { images: tf.tensor2d(pixels, images.shape), labels };
    }
    this.#scale = scale;
  }

  /** The split's pictures [N, 784] on this scale, within `tf.tidy`. */
  scaledImages(split: Split, scale: PixelScale): tf.Tensor2D {
    const { images } = this.examples(split);
    if (scale === this.#scale) return images;
    return scale === 'byte' ? tf.mul(images, 255) : tf.div(images, 255);
  }

  /** The pictures at these places as bytes, one after the other. */
  pixels(split: Split, indices: readonly number[]): Uint8Array {
    if (indices.length === 0) return new Uint8Array();
    const values = tf.tidy(() => {
      const rows = tf.gather(this.examples(split).images, tf.tensor1d([...indices], 'int32'));
      return rows.dataSync<'float32'>();
    });
    const unit = this.#scale === 'unit' ? 255 : 1;
    // `Uint8Array.from` with a function takes ten times as long, which all 47 million pixels would show.
    const bytes = new Uint8Array(values.length);
    for (let i = 0; i < bytes.length; i += 1) bytes[i] = Math.round((values[i] ?? NaN) * unit);
    return bytes;
  }

  dispose(): void {
    for (const { examples } of Object.values(this.splits)) {
      tf.dispose([examples.images, examples.labels]);
    }
  }
}

function toLoaded(images: Uint8Array, labels: Uint8Array): Loaded {
  if (images.length !== labels.length * PICTURE_PIXELS) {
    throw new AppError('dataMissing', { problem: 'wrongData' });
  }
  return { labels, examples: toExamples({ images, labels }) };
}

function rescale(pixels: Float32Array, scale: PixelScale): void {
  for (let i = 0; i < pixels.length; i += 1) {
    const pixel = pixels[i] ?? 0;
    pixels[i] = scale === 'byte' ? pixel * 255 : pixel / 255;
  }
}
