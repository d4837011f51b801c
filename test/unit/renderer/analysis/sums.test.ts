import type { Explanation } from '#contract/analysis';
import { explain } from '#lessons/softmax-regression/explain';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  byProbability,
  contributionMap,
  gapOf,
  logitSum,
  rivalOf,
  SUM_DIGITS,
} from '../../../../renderer/analysis/sums';

const label = fc.integer({ min: 0, max: 9 });
const weight = fc.float({ min: -3, max: 3, noNaN: true });

/** Explanations of random pictures by random weights, a few different numbers in each. */
const explanations = fc
  .tuple(fc.array(weight, { minLength: 7, maxLength: 31 }), fc.nat(255), fc.option(label))
  .map(([few, shade, truth]): Explanation => {
    const weights = Float32Array.from({ length: 7850 }, (_, i) => few[(i * 7) % few.length] ?? 0);
    const pixels = Uint8Array.from({ length: 784 }, (_, i) => (i * shade) % 256);
    const x = Float64Array.from(pixels, (pixel) => pixel / 255);
    return { epoch: 1, label: truth, pixels, ...explain(weights, x) };
  });

const shown = (value: number) => Number(value.toFixed(SUM_DIGITS));

describe('what is shown adds up to the last digit that is shown', () => {
  test('the pixels and the bias to the logit, within a unit of the real one', () => {
    fc.assert(
      fc.property(explanations, label, (explanation, one) => {
        const { pixels, bias, logit } = logitSum(explanation, one);
        expect(shown(pixels + bias)).toBe(shown(logit));
        expect(Math.abs(logit - (explanation.logits[one] ?? NaN))).toBeLessThanOrEqual(0.0011);
      }),
    );
  });

  test('the gap of two logits to the gaps of their parts', () => {
    fc.assert(
      fc.property(explanations, label, label, (explanation, one, other) => {
        const [first, second] = [logitSum(explanation, one), logitSum(explanation, other)];
        const gap = gapOf(first, second);
        expect(shown(gap.pixels + gap.bias)).toBe(shown(gap.logit));
        expect(shown(first.logit - second.logit)).toBe(shown(gap.logit));
      }),
    );
  });
});

test('the pixels of a map add up to the sum below it', () => {
  fc.assert(
    fc.property(explanations, label, label, (explanation, one, other) => {
      const sums = explanation.pixelSums;
      const total = contributionMap(explanation, one, other).reduce((sum, value) => sum + value, 0);
      expect(Math.abs(total - ((sums[one] ?? NaN) - (sums[other] ?? NaN)))).toBeLessThan(1e-3);
    }),
  );
});

test('a wrong label is held against the true one, a right one against the runner-up', () => {
  fc.assert(
    fc.property(explanations, (explanation) => {
      const rival = rivalOf(explanation);
      const { label: truth, predicted } = explanation;
      expect(rival).not.toBe(predicted);
      if (truth !== null && truth !== predicted) expect(rival).toBe(truth);
      else expect(byProbability(explanation).indexOf(rival)).toBeLessThanOrEqual(1);
    }),
  );
});
