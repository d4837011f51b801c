/** The sums behind a picture's logits, as they are shown: rounded so that what stands there adds up. */
import type { Explanation } from '#contract/analysis';
import { PICTURE_PIXELS } from '#contract/dataset';

/** Decimals that are shown. */
export const SUM_DIGITS = 3;
const UNIT = 10 ** SUM_DIGITS;

/** One class's logit: what the pixels add up to, and the bias. */
export interface LogitSum {
  readonly label: number;
  readonly pixels: number;
  readonly bias: number;
  readonly logit: number;
}

/**
 * What each class's logit is added up from. The parts are rounded, and each sum is that of its rounded parts: it is at
 * most one unit of the last decimal off, and the arithmetic on the screen is right.
 */
export function logitSum({ pixelSums, biases }: Explanation, label: number): LogitSum {
  const pixels = Math.round((pixelSums[label] ?? NaN) * UNIT);
  const bias = Math.round((biases[label] ?? NaN) * UNIT);
  return { label, pixels: pixels / UNIT, bias: bias / UNIT, logit: (pixels + bias) / UNIT };
}

/** The first class's sum less the second's, part by part. */
export function gapOf(first: LogitSum, second: LogitSum): Omit<LogitSum, 'label'> {
  const less = (a: number, b: number) => (Math.round(a * UNIT) - Math.round(b * UNIT)) / UNIT;
  return {
    pixels: less(first.pixels, second.pixels),
    bias: less(first.bias, second.bias),
    logit: less(first.logit, second.logit),
  };
}

/** Pixel by weight of one class [784], or of one less another's. */
export function contributionMap(
  { contributions }: Explanation,
  label: number,
  less?: number,
): Float32Array {
  const of = (one: number) =>
    contributions.subarray(one * PICTURE_PIXELS, (one + 1) * PICTURE_PIXELS);
  const first = of(label);
  if (less === undefined) return Float32Array.from(first);
  const second = of(less);
  return Float32Array.from(first, (value, i) => value - (second[i] ?? NaN));
}

/** Classes by their probability, the most probable first. */
export function byProbability({ probabilities }: Explanation): readonly number[] {
  return [...probabilities.keys()].sort(
    (a, b) => (probabilities[b] ?? NaN) - (probabilities[a] ?? NaN) || a - b,
  );
}

/** The class to hold the predicted one against: the true one where it is another, else the runner-up. */
export function rivalOf(explanation: Explanation): number {
  const { label, predicted } = explanation;
  if (label !== null && label !== predicted) return label;
  return byProbability(explanation).find((one) => one !== predicted) ?? predicted;
}
