import { NO_VALUE } from '../../format';

/** A figure to three digits, as short as that allows. */
export function threeDigits(value: number): string {
  if (!Number.isFinite(value)) return NO_VALUE;
  const size = Math.abs(value);
  return size !== 0 && size < 1e-3 ? value.toExponential(2) : String(Number(value.toPrecision(3)));
}
