/** Where one output pixel comes from: `weights` of the input pixels from `first` on. */
interface Mix {
  readonly first: number;
  /** They sum to one, but for their last digits. */
  readonly weights: readonly number[];
}

/**
 * Resizes a square picture as `transforms.Resize` does in section 3.5.3: bilinear, with
 * antialiasing where the picture gets smaller. Like there, the bytes are rounded after
 * each direction.
 *
 * @param pixels side x side bytes, row by row
 * @returns newSide x newSide bytes, row by row
 */
export function resize(pixels: Uint8Array, side: number, newSide: number): Uint8Array {
  const mixes = mixesFor(side, newSide);
  // First along the rows, then, with the picture lying on its side, along the columns.
  return mixRowsAndTurn(mixRowsAndTurn(pixels, side, mixes), side, mixes);
}

/**
 * How to make `newSide` pixels out of `side` pixels. A pixel is a point in the middle
 * of its cell. Each new one takes from the old ones around it, the less the further
 * away: nothing from the distance of one pixel on, of the larger of the two pixel
 * sizes.
 */
function mixesFor(side: number, newSide: number): Mix[] {
  const scale = side / newSide;
  const reach = Math.max(scale, 1);
  return Array.from({ length: newSide }, (_, i) => {
    const center = (i + 0.5) * scale;
    const first = Math.max(0, Math.round(center - reach));
    const end = Math.min(side, Math.round(center + reach));
    const weights = Array.from({ length: end - first }, (_, k) =>
      Math.max(0, 1 - Math.abs(first + k + 0.5 - center) / reach),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    // With 22 binary digits, as in Pillow: then halves are rounded the same way.
    const fraction = (weight: number) => Math.round((weight / sum) * 2 ** 22) / 2 ** 22;
    return { first, weights: weights.map(fraction) };
  });
}

/** Resizes each row of `width` pixels; the rows of the result are the columns. */
function mixRowsAndTurn(
  pixels: Uint8Array,
  width: number,
  mixes: readonly Mix[],
): Uint8Array {
  const height = pixels.length / width;
  const turned = new Uint8Array(mixes.length * height);
  for (const [column, { first, weights }] of mixes.entries()) {
    for (let row = 0; row < height; row += 1) {
      const start = row * width + first;
      let value = 0;
      for (let k = 0; k < weights.length; k += 1) {
        value += (weights[k] ?? NaN) * (pixels[start + k] ?? NaN);
      }
      turned[column * height + row] = Math.round(value);
    }
  }
  return turned;
}
