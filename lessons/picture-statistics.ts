import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';
import type { SplitStatistics } from '#contract/fashion-mnist';
import type { Pictures } from './fashion-mnist';

/** Values that a byte can have. */
const NUM_VALUES = 256;
/** Pictures between two yields. */
const PICTURES_AT_A_TIME = 1000;

/**
 * What the pictures of a split have in common, class by class: how many there are, their
 * mean, and how often each pixel value occurs. Yields the number of pictures seen so far.
 */
export function* pictureStatistics({
  images,
  labels,
}: Pictures): Generator<number, SplitStatistics> {
  const counts = new Int32Array(NUM_CLASSES);
  const sums = new Float64Array(NUM_CLASSES * PICTURE_PIXELS);
  const histograms = new Int32Array(NUM_CLASSES * NUM_VALUES);
  for (const [i, label] of labels.entries()) {
    const picture = images.subarray(i * PICTURE_PIXELS, (i + 1) * PICTURE_PIXELS);
    const sum = sums.subarray(label * PICTURE_PIXELS, (label + 1) * PICTURE_PIXELS);
    const histogram = histograms.subarray(label * NUM_VALUES, (label + 1) * NUM_VALUES);
    addTo(counts, label, 1);
    for (let place = 0; place < PICTURE_PIXELS; place += 1) {
      const value = picture[place] ?? 0;
      addTo(sum, place, value);
      addTo(histogram, value, 1);
    }
    if ((i + 1) % PICTURES_AT_A_TIME === 0) yield i + 1;
  }
  const occurs = (value: number) =>
    counts.some((_, label) => histograms[label * NUM_VALUES + value] !== 0);
  const values = Array.from({ length: NUM_VALUES }, (_, value) => value).filter(occurs);
  return {
    counts,
    min: values.at(0) ?? NaN,
    max: values.at(-1) ?? NaN,
    means: Float32Array.from(sums, (sum, i) => {
      const count = counts[Math.floor(i / PICTURE_PIXELS)] ?? NaN;
      return sum / count;
    }),
    histograms,
  };
}

function addTo(totals: Int32Array | Float64Array, place: number, value: number): void {
  totals[place] = (totals[place] ?? NaN) + value;
}
