/** A reliability diagram's points and figures, of the bins that hold anything. */
import type { CalibrationBin } from '#contract/analysis';

export interface Reliability {
  /** Mean probability (x) against the fraction that is right (y), bin by bin. */
  readonly points: readonly { readonly x: number; readonly y: number }[];
  /** The mean probability of all predictions, and the fraction that is right; null where there is none. */
  readonly said: number | null;
  readonly right: number | null;
}

export function reliability(bins: readonly CalibrationBin[]): Reliability {
  const filled = bins.filter(({ count }) => count > 0);
  const total = filled.reduce((sum, { count }) => sum + count, 0);
  const mean = (figure: 'confidence' | 'accuracy') =>
    total === 0 ? null : filled.reduce((sum, bin) => sum + bin.count * bin[figure], 0) / total;
  return {
    points: filled.map(({ confidence, accuracy }) => ({ x: confidence, y: accuracy })),
    said: mean('confidence'),
    right: mean('accuracy'),
  };
}
