import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';

/** All that is added up to the logits of one picture. */
export interface Explained {
  /** Pixel times weight, for each class a picture [10, 784]. */
  readonly contributions: Float64Array;
  /** The sum of each of these pictures [10] … */
  readonly pixelSums: Float64Array;
  /** … the bias of each class [10] … */
  readonly biases: Float64Array;
  /** … and both together, the logits o = Wx + b [10] (equation 3.4.2). */
  readonly logits: Float64Array;
  /** Their softmax [10] (equation 3.4.3). */
  readonly probabilities: Float64Array;
  /** The class with the largest logit. */
  readonly predicted: number;
}

/**
 * Why a picture gets its label. The model is linear, so there is no secret: a logit is a
 * sum of one number for each pixel, and the gap between two logits is the sum of their
 * differences. Here in double precision, so that the sums are right to the last digit
 * that is shown.
 *
 * @param weights W [10, 784] row by row, then b [10]
 * @param x one picture [784], its pixels on the scale that the model was trained with
 */
export function explain(weights: Float32Array, x: Float64Array): Explained {
  const W = Float64Array.from(weights.subarray(0, NUM_CLASSES * PICTURE_PIXELS));
  const biases = Float64Array.from(weights.subarray(NUM_CLASSES * PICTURE_PIXELS));
  const contributions = W.map((w, i) => w * (x[i % PICTURE_PIXELS] ?? NaN));
  const pixelSums = biases.map((_, k) =>
    sum(contributions.subarray(k * PICTURE_PIXELS, (k + 1) * PICTURE_PIXELS)),
  );
  const logits = pixelSums.map((pixelSum, k) => pixelSum + (biases[k] ?? NaN));
  const largest = Math.max(...logits);
  // Less the largest one, none is too large for exp (section 3.7.2).
  const exps = logits.map((logit) => Math.exp(logit - largest));
  const total = sum(exps);
  return {
    contributions,
    pixelSums,
    biases,
    logits,
    probabilities: exps.map((value) => value / total),
    predicted: Math.max(0, logits.indexOf(largest)),
  };
}

function sum(values: Float64Array): number {
  return values.reduce((total, value) => total + value, 0);
}
