import { PICTURE_PIXELS } from '#contract/dataset';
import { AppError } from '#contract/errors';
import type { SoftmaxConfig } from '#contract/run';
import type { DatasetFiles } from '#contract/trainer';
import type { Examples } from '#lessons/fashion-mnist';
import * as tf from '@tensorflow/tfjs';
import { FileFault } from '../dataset/fault';
import { readIdxFile } from '../dataset/idx';
import { fashionMnist, type Manifest } from '../dataset/manifest';
import { PackedSplit } from './packed-pictures';

export type PixelScale = SoftmaxConfig['pixelScale'];
export type Split = 'train' | 'test';

/** A split in memory. Its tensors are made when they are first asked for: a run needs one of the two kinds. */
interface Loaded {
  readonly labels: Uint8Array;
  readonly y: tf.Tensor1D;
  readonly packed: PackedSplit;
  floats: Floats | null;
}

interface Floats {
  readonly array: Float32Array;
  readonly images: tf.Tensor2D;
}

/**
 * The data set in memory, decoded once: as bytes, in the rows that the compiled graph takes (48 and 8 MB), and, once the code
 * from scratch or the concise one has asked for them, as float32 (188 and 31 MB).
 */
export class TrainerData {
  /** What the pixels are now. A second float32 copy would cost as much memory again. */
  #scale: PixelScale = 'unit';

  private constructor(private readonly splits: Readonly<Record<Split, Loaded>>) {}

  /**
   * Reads the four files and holds them to the manifest once more: the decoded bytes are at hand.
   *
   * @param engine is there once this resolves: reading does not wait for it, the tensors do.
   * @throws AppError `dataMissing`
   */
  static async load(
    files: DatasetFiles,
    manifest: Manifest = fashionMnist,
    engine: Promise<unknown> = Promise.resolve(),
  ): Promise<TrainerData> {
    const { trainImages, trainLabels, testImages, testLabels } = manifest.files;
    try {
      const [pictures, labels, testPictures, labelsOfTest] = await Promise.all([
        readIdxFile(files.trainImages, trainImages),
        readIdxFile(files.trainLabels, trainLabels),
        readIdxFile(files.testImages, testImages),
        readIdxFile(files.testLabels, testLabels),
      ]);
      await engine;
      return new TrainerData({
        train: toLoaded(pictures, labels),
        test: toLoaded(testPictures, labelsOfTest),
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
    const loaded = this.splits[split];
    const floats =
      loaded.floats ?? this.#toFloats(loaded, new Float32Array(loaded.packed.numPixels));
    loaded.floats = floats;
    return { images: floats.images, labels: loaded.y };
  }

  /** The same for the compiled graph: pictures [N, 200], packed (packed-pictures.ts). */
  packedExamples(split: Split): Examples {
    const { packed, y } = this.splits[split];
    return { images: packed.tensor(this.#scale === 'unit' ? 255 : 1), labels: y };
  }

  /** Makes the pixels of both splits what a run needs: 0 to 1, or 0 to 255. */
  scaleTo(scale: PixelScale): void {
    if (scale === this.#scale) return;
    this.#scale = scale;
    for (const loaded of Object.values(this.splits)) {
      if (!loaded.floats) continue;
      // In the same array, which nothing reads any more.
      const { array, images } = loaded.floats;
      images.dispose();
      loaded.floats = this.#toFloats(loaded, array);
    }
  }

  #toFloats({ packed }: Loaded, array: Float32Array): Floats {
    packed.unpackInto(array, this.#scale === 'unit' ? 255 : 1);
    const shape: [number, number] = [array.length / PICTURE_PIXELS, PICTURE_PIXELS];
    // Kept past a scope that this may be called in.
    return { array, images: tf.keep(tf.tensor2d(array, shape)) };
  }

  /** The split's pictures [N, 784] on this scale, within `tf.tidy`. */
  scaledImages(split: Split, scale: PixelScale): tf.Tensor2D {
    const { images } = this.examples(split);
    if (scale === this.#scale) return images;
    return scale === 'byte' ? tf.mul(images, 255) : tf.div(images, 255);
  }

  /** The pictures at these places as bytes, one after the other. */
  pixels(split: Split, indices: readonly number[]): Uint8Array {
    const { packed } = this.splits[split];
    const bytes = new Uint8Array(indices.length * PICTURE_PIXELS);
    indices.forEach((index, i) => {
      bytes.set(packed.picture(index), i * PICTURE_PIXELS);
    });
    return bytes;
  }

  dispose(): void {
    for (const { floats, packed, y } of Object.values(this.splits)) {
      tf.dispose([y, ...(floats ? [floats.images] : [])]);
      packed.dispose();
    }
  }
}

function toLoaded(images: Uint8Array, labels: Uint8Array): Loaded {
  if (images.length !== labels.length * PICTURE_PIXELS) {
    throw new AppError('dataMissing', { problem: 'wrongData' });
  }
  const y = tf.tensor1d(Int32Array.from(labels), 'int32');
  return { labels, y, packed: new PackedSplit(images), floats: null };
}
