/**
 * Pictures as the compiled graph takes them (lessons/softmax-regression/graph.py): a row of 800 bytes each, passed as
 * 200 integers, as tfjs has no type for bytes. A row holds the 784 pixels, one more of full brightness, whose weight is
 * the bias, and zeros.
 */
import { PICTURE_PIXELS } from '#contract/dataset';
import * as tf from '@tensorflow/tfjs';

const ROW_BYTES = 800;
const ROW_INTEGERS = ROW_BYTES / Int32Array.BYTES_PER_ELEMENT;

/** Which byte counts as 1: 255 for pixels from 0 to 1, 1 for pixels from 0 to 255. */
type FullBrightness = 255 | 1;

/** Pictures in memory as the files hold them, and the tensor of them that the graph takes. */
export class PackedSplit {
  readonly #rows: Uint8Array<ArrayBuffer>;
  #packed: { readonly full: FullBrightness; readonly tensor: tf.Tensor2D } | null = null;

  /** @param bytes 784 a picture. */
  constructor(bytes: Uint8Array) {
    const count = bytes.length / PICTURE_PIXELS;
    this.#rows = new Uint8Array(count * ROW_BYTES);
    for (let from = 0, to = 0; from < bytes.length; from += PICTURE_PIXELS, to += ROW_BYTES) {
      this.#rows.set(bytes.subarray(from, from + PICTURE_PIXELS), to);
    }
  }

  get numPixels(): number {
    return (this.#rows.length / ROW_BYTES) * PICTURE_PIXELS;
  }

  /** The bytes of a picture: a view, not to be written to. */
  picture(index: number): Uint8Array {
    return this.#rows.subarray(index * ROW_BYTES, index * ROW_BYTES + PICTURE_PIXELS);
  }

  /** Writes the pixels of all pictures, `full` being 1. */
  unpackInto(floats: Float32Array, full: FullBrightness): void {
    let to = 0;
    for (let row = 0; row < this.#rows.length; row += ROW_BYTES) {
      for (let from = row; from < row + PICTURE_PIXELS; from += 1) {
        floats[to] = (this.#rows[from] ?? Number.NaN) / full;
        to += 1;
      }
    }
  }

  /** [n, 200], which stays this one's own. It shares its memory with these rows. */
  tensor(full: FullBrightness): tf.Tensor2D {
    if (this.#packed?.full === full) return this.#packed.tensor;
    this.#packed?.tensor.dispose();
    writeFull(this.#rows, full);
    const tensor = tf.keep(toTensor(this.#rows));
    this.#packed = { full, tensor };
    return tensor;
  }

  dispose(): void {
    this.#packed?.tensor.dispose();
    this.#packed = null;
  }
}

function writeFull(rows: Uint8Array, full: FullBrightness): void {
  for (let i = PICTURE_PIXELS; i < rows.length; i += ROW_BYTES) rows[i] = full;
}

function toTensor(rows: Uint8Array<ArrayBuffer>): tf.Tensor2D {
  const integers = new Int32Array(rows.buffer);
  return tf.tensor2d(integers, [integers.length / ROW_INTEGERS, ROW_INTEGERS], 'int32');
}
