import { CALIBRATION_BINS, type Calibration } from '#contract/analysis';
import type { Judgement } from './judgements';

/** Inner edges of the bins: 0.1 to 0.9. */
const EDGES = Array.from({ length: CALIBRATION_BINS - 1 }, (_, i) => (i + 1) / CALIBRATION_BINS);

/**
 * How far the probability of the predicted class can be believed (Guo et al., On Calibration of Modern Neural Networks,
 * 2017, equations 2 to 5): predictions sorted into bins by their probability, and in each bin how often they are right.
 */
export function calibrationOf({ labels, classes, confidence }: Judgement): Calibration {
  const counts = new Float64Array(CALIBRATION_BINS);
  const right = new Float64Array(CALIBRATION_BINS);
  const sums = new Float64Array(CALIBRATION_BINS);
  confidence.forEach((probability, i) => {
    // Weights beyond all bounds give no probability.
    if (Number.isNaN(probability)) return;
    const bin = EDGES.filter((edge) => edge < probability).length;
    counts[bin] = (counts[bin] ?? NaN) + 1;
    right[bin] = (right[bin] ?? NaN) + Number(classes[i] === labels[i]);
    sums[bin] = (sums[bin] ?? NaN) + probability;
  });
  const bins = Array.from(counts, (count, bin) => ({
    count,
    confidence: (sums[bin] ?? NaN) / count,
    accuracy: (right[bin] ?? NaN) / count,
  }));
  const total = counts.reduce((sum, count) => sum + count, 0);
  const gaps = bins
    .filter(({ count }) => count > 0)
    .map((bin) => bin.count * Math.abs(bin.accuracy - bin.confidence));
  return { bins, ece: gaps.reduce((sum, gap) => sum + gap, 0) / total };
}
