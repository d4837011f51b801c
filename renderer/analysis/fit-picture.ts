/**
 * Makes of any grey picture one like those of Fashion-MNIST (Xiao et al. 2017, section 2): cut to the thing, its longer
 * side scaled to 28 pixels, in the middle of black. Scaled with antialiasing, where the authors left out rows and
 * columns and then sharpened.
 */
import { PICTURE_PIXELS, PICTURE_SIDE } from '#contract/dataset';

/** A byte a pixel, row by row. */
export interface GreyPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Uint8Array;
}

/** So much of 255 is a pixel allowed to differ from the background and still be part of it: 5 %. */
const FUZZ = 12;

/** The shade that surrounds the picture: the median of its edge. */
export function backgroundOf({ width, height, pixels }: GreyPicture): number {
  const edge = pixels.filter((_, i) => {
    const [x, y] = [i % width, Math.floor(i / width)];
    return x === 0 || y === 0 || x === width - 1 || y === height - 1;
  });
  return edge.toSorted()[Math.floor(edge.length / 2)] ?? 0;
}

export function inverted(picture: GreyPicture): GreyPicture {
  return { ...picture, pixels: picture.pixels.map((value) => 255 - value) };
}

/** Makes the background black: it is taken off, and the rest spread over what is left of the scale. */
export function onBlack(picture: GreyPicture): GreyPicture {
  const background = backgroundOf(picture);
  const scale = 255 / Math.max(1, 255 - background);
  const pixels = picture.pixels.map((value) =>
    value - background <= FUZZ ? 0 : Math.round((value - background) * scale),
  );
  return { ...picture, pixels };
}

/** A picture on black, as the data are: 28 x 28. null where there is nothing on it. */
export function fitted(picture: GreyPicture): Uint8Array | null {
  const thing = cut(picture);
  if (!thing) return null;
  const scale = PICTURE_SIDE / Math.max(thing.width, thing.height);
  const width = Math.max(1, Math.round(thing.width * scale));
  const height = Math.max(1, Math.round(thing.height * scale));
  const { pixels } = scaled(thing, width, height);
  const left = Math.floor((PICTURE_SIDE - width) / 2);
  const top = Math.floor((PICTURE_SIDE - height) / 2);
  const result = new Uint8Array(PICTURE_PIXELS);
  for (let row = 0; row < height; row += 1) {
    const from = row * width;
    result.set(pixels.subarray(from, from + width), (top + row) * PICTURE_SIDE + left);
  }
  return result;
}

/** The part that is not black; null where all is. */
function cut({ width, height, pixels }: GreyPicture): GreyPicture | null {
  let [left, right, top, bottom] = [width, -1, height, -1];
  pixels.forEach((value, i) => {
    if (value === 0) return;
    const [x, y] = [i % width, Math.floor(i / width)];
    [left, right] = [Math.min(left, x), Math.max(right, x)];
    [top, bottom] = [Math.min(top, y), Math.max(bottom, y)];
  });
  if (right < 0) return null;
  const inner = { width: right - left + 1, height: bottom - top + 1 };
  const rows = Array.from({ length: inner.height }, (_, row) => {
    const from = (top + row) * width + left;
    return [...pixels.subarray(from, from + inner.width)];
  });
  return { ...inner, pixels: Uint8Array.from(rows.flat()) };
}

/** Bilinear, with antialiasing where it gets smaller, as Pillow does it: rounded after each direction. */
export function scaled(picture: GreyPicture, width: number, height: number): GreyPicture {
  const turned = mixRows(picture, width);
  return mixRows(turned, height);
}

/** Scales each row to `side` pixels; the rows of the result are the columns. */
function mixRows({ width, height, pixels }: GreyPicture, side: number): GreyPicture {
  const mixes = mixesFor(width, side);
  const turned = new Uint8Array(side * height);
  mixes.forEach(({ first, weights }, column) => {
    for (let row = 0; row < height; row += 1) {
      const start = row * width + first;
      const value = weights.reduce(
        (sum, weight, k) => sum + weight * (pixels[start + k] ?? NaN),
        0,
      );
      turned[column * height + row] = Math.round(value);
    }
  });
  return { width: height, height: side, pixels: turned };
}

/** Where each of `to` pixels comes from among `from`: weights, which sum to one, of the pixels from `first` on. */
function mixesFor(from: number, to: number): { first: number; weights: readonly number[] }[] {
  const scale = from / to;
  const reach = Math.max(scale, 1);
  return Array.from({ length: to }, (_, i) => {
    const center = (i + 0.5) * scale;
    const first = Math.max(0, Math.round(center - reach));
    const end = Math.min(from, Math.round(center + reach));
    const weights = Array.from({ length: end - first }, (_, k) =>
      Math.max(0, 1 - Math.abs(first + k + 0.5 - center) / reach),
    );
    const sum = weights.reduce((total, weight) => total + weight, 0);
    return { first, weights: weights.map((weight) => weight / sum) };
  });
}
