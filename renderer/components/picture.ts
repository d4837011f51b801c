/** Pixels of pictures as a canvas takes them: RGBA, four bytes a pixel. */

/** Grey values, one byte a pixel, as opaque RGBA. */
export function greyToRgba(grey: Uint8Array): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(grey.length * 4).fill(255);
  grey.forEach((value, index) => rgba.fill(value, index * 4, index * 4 + 3));
  return rgba;
}

export type Rgb = readonly [number, number, number];

/** The three colours of a diverging scale. */
interface DivergingColours {
  readonly negative: Rgb;
  readonly middle: Rgb;
  readonly positive: Rgb;
}

/** `#rrggbb` as numbers of 0 to 255. @throws Error for anything else. */
export function parseHex(colour: string): Rgb {
  const [, red, green, blue] = /^#(..)(..)(..)$/.exec(colour.trim()) ?? [];
  if (red === undefined || green === undefined || blue === undefined)
    throw new Error(`Not a colour of the form #rrggbb: ${colour}`);
  return [Number.parseInt(red, 16), Number.parseInt(green, 16), Number.parseInt(blue, 16)];
}

/** `value` on the scale from -`limit` (negative) over 0 (middle) to `limit` (positive); beyond it, the end's colour. */
export function divergingColour(value: number, limit: number, colours: DivergingColours): Rgb {
  const share = limit > 0 && Number.isFinite(value) ? Math.min(1, Math.abs(value) / limit) : 0;
  const [r0, g0, b0] = colours.middle;
  const [r1, g1, b1] = value < 0 ? colours.negative : colours.positive;
  const mix = (from: number, to: number) => Math.round(from + (to - from) * share);
  return [mix(r0, r1), mix(g0, g1), mix(b0, b1)];
}

/** Signed numbers (weights, gradients) as RGBA on one diverging scale. */
export function divergingRgba(
  values: Float32Array,
  limit: number,
  colours: DivergingColours,
): Uint8ClampedArray<ArrayBuffer> {
  const rgba = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, index) => {
    rgba.set([...divergingColour(value, limit, colours), 255], index * 4);
  });
  return rgba;
}

/** The magnitude below which `share` of `values` lie: a scale that a few outliers do not wash out. */
export function scaleLimit(values: Float32Array, share = 0.98): number {
  const sizes = Float32Array.from(values, Math.abs).sort();
  return sizes[Math.min(sizes.length - 1, Math.floor(sizes.length * share))] ?? 0;
}
