/** Pixel values of a split, class by class, as the histogram shows them. */
import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';
import type { SplitStatistics } from '#contract/fashion-mnist';
import type { Axis, Point } from '../../charts/series';

const NUM_VALUES = 256;
/** The values from 1 to 255 in seventeen equal parts. 0, the background, is half of all and told apart. */
export const BIN = 15;

export interface PixelBin {
  /** First and last value. */
  readonly from: number;
  readonly to: number;
  /** Fraction of the pixels. */
  readonly share: number;
}

export interface PixelShares {
  /** Fraction of the pixels that are 0. */
  readonly zero: number;
  readonly bins: readonly PixelBin[];
}

/** What the pixels of a class (null: of all of them) are, as fractions. */
export function pixelShares(
  { histograms }: Pick<SplitStatistics, 'histograms'>,
  label: number | null,
): PixelShares {
  const counts = new Float64Array(NUM_VALUES);
  for (let k = 0; k < NUM_CLASSES; k += 1) {
    if (label !== null && label !== k) continue;
    const ofClass = histograms.subarray(k * NUM_VALUES, (k + 1) * NUM_VALUES);
    ofClass.forEach((count, value) => (counts[value] = (counts[value] ?? 0) + count));
  }
  const sum = (from: number, to: number) =>
    counts.subarray(from, to + 1).reduce((total, count) => total + count, 0);
  const all = sum(0, NUM_VALUES - 1);
  return {
    zero: sum(0, 0) / all,
    bins: Array.from({ length: (NUM_VALUES - 1) / BIN }, (_, i) => {
      const from = 1 + i * BIN;
      const to = from + BIN - 1;
      return { from, to, share: sum(from, to) / all };
    }),
  };
}

/** The bin that most pixels are in that are not 0. */
export function fullestBin({ bins }: PixelShares): PixelBin | undefined {
  return bins.reduce<PixelBin | undefined>(
    (best, bin) => (best === undefined || bin.share > best.share ? bin : best),
    undefined,
  );
}

/** Each bin at its middle, in percent. */
export function pointsOf({ bins }: PixelShares): readonly Point[] {
  return bins.map(({ from, to, share }) => ({ x: (from + to) / 2, y: 100 * share }));
}

/** From 0 to what the fullest bin of any class needs: a choice of class moves no axis. */
export function shareAxis(statistics: Pick<SplitStatistics, 'histograms'>): Axis {
  const largest = Array.from({ length: NUM_CLASSES }, (_, label) => {
    const share = fullestBin(pixelShares(statistics, label))?.share ?? 0;
    return Number.isFinite(share) ? 100 * share : 0;
  });
  return { min: 0, max: Math.max(2, 2 * Math.ceil(Math.max(...largest) / 2)) };
}

/** The mean picture of a class as bytes. */
export function meanPicture({ means }: Pick<SplitStatistics, 'means'>, label: number): Uint8Array {
  const mean = means.subarray(label * PICTURE_PIXELS, (label + 1) * PICTURE_PIXELS);
  return Uint8Array.from(mean, (value) => Math.round(value));
}

/** The mean of all pixels of a class. */
export function meanPixel({ means }: Pick<SplitStatistics, 'means'>, label: number): number {
  const mean = means.subarray(label * PICTURE_PIXELS, (label + 1) * PICTURE_PIXELS);
  return mean.reduce((sum, value) => sum + value, 0) / PICTURE_PIXELS;
}
