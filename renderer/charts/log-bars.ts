/** Bars whose length is the logarithm of a value. */

/** The whole powers of ten around the positive ones of `values`; a decade where there is none. */
export function decadesAround(
  values: Iterable<number | null | undefined>,
): readonly [number, number] {
  let least = Infinity;
  let most = 0;
  for (const value of values) {
    if (value === null || value === undefined || !Number.isFinite(value) || value <= 0) continue;
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  if (most === 0) return [0.1, 1];
  const low = Math.floor(Math.log10(least) - 1e-9);
  const high = Math.ceil(Math.log10(most) + 1e-9);
  // Written as one writes them: 10 ** -5 is not 0.00001 to the last digit.
  return [Number(`1e${low}`), Number(`1e${Math.max(high, low + 1)}`)];
}

/** Where `value` lies between the ends of the range on a logarithmic scale: 0 to 1, and 0 for what has no logarithm. */
export function logShare(value: number, [min, max]: readonly [number, number]): number {
  if (!(value > 0)) return 0;
  const share = Math.log10(value / min) / Math.log10(max / min);
  return Math.min(1, Math.max(0, share));
}
