import { NUM_CLASSES, PICTURE_PIXELS } from '#contract/dataset';
import { describe, expect, test } from 'vitest';
import { explain } from '../../../../lessons/softmax-regression/explain';

/**
 * A model that can be computed by hand: class k looks at pixel k alone, with weight k, and has the bias -k. On a picture whose pixels are
 * all 3 its logits are 3k - k = 2k.
 */
const weights = new Float32Array(NUM_CLASSES * PICTURE_PIXELS + NUM_CLASSES);
for (let k = 0; k < NUM_CLASSES; k += 1) {
  weights[k * PICTURE_PIXELS + k] = k;
  weights[NUM_CLASSES * PICTURE_PIXELS + k] = -k;
}
const classes = Array.from({ length: NUM_CLASSES }, (_, k) => k);

describe('explain(weights, x)', () => {
  const explained = explain(weights, new Float64Array(PICTURE_PIXELS).fill(3));

  test('a logit is the sum of its picture of contributions, and of its bias', () => {
    expect([...explained.pixelSums]).toEqual(classes.map((k) => 3 * k));
    expect([...explained.biases]).toEqual(classes.map((k) => -k || expect.closeTo(0)));
    expect([...explained.logits]).toEqual(classes.map((k) => 2 * k));
    expect(explained.contributions).toHaveLength(NUM_CLASSES * PICTURE_PIXELS);
    expect(explained.contributions[2 * PICTURE_PIXELS + 2]).toBe(6);
    expect(explained.contributions[2 * PICTURE_PIXELS + 3]).toBe(0);
  });

  test('the probabilities are the softmax of the logits, and the largest one is predicted', () => {
    const total = classes.reduce((sum, k) => sum + Math.exp(2 * k), 0);
    expect([...explained.probabilities]).toEqual(
      classes.map((k) => expect.closeTo(Math.exp(2 * k) / total, 14)),
    );
    expect(explained.predicted).toBe(9);
  });

  test('logits far beyond what exp can take have probabilities all the same', () => {
    const bright = explain(weights, new Float64Array(PICTURE_PIXELS).fill(1e6));
    expect([...bright.probabilities]).toEqual(classes.map((k) => (k === 9 ? 1 : 0)));
    const negative = explain(weights, new Float64Array(PICTURE_PIXELS).fill(-1e6));
    expect(negative.predicted).toBe(0);
    expect(negative.probabilities[0]).toBe(1);
  });

  test('weights that are not numbers still name a class', () => {
    const broken = explain(
      weights.map(() => NaN),
      new Float64Array(PICTURE_PIXELS),
    );
    expect(broken.predicted).toBe(0);
  });
});
