import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { SeenStep } from '#contract/microscope';
import {
  exampleAt,
  examplesOf,
  gradientOf,
  gradientRows,
  inOrder,
  largestChange,
  meanGradient,
  mostTelling,
  seenFigure,
} from '../../../../../renderer/labs/softmax-regression/microscope';

/** A minibatch of these logits and labels, with softmax and cross-entropy in double precision. */
function stepOf(rows: readonly { readonly logits: readonly number[]; readonly label: number }[]) {
  const probabilities = rows.flatMap(({ logits }) => {
    const exponents = logits.map(Math.exp);
    const sum = exponents.reduce((total, value) => total + value, 0);
    return exponents.map((value) => value / sum);
  });
  const examples: SeenStep['examples'] = {
    indices: Int32Array.from(rows, (_, i) => 1000 + i),
    labels: Uint8Array.from(rows, ({ label }) => label),
    pixels: Uint8Array.from({ length: 784 * rows.length }, (_, i) => i % 251),
    logits: Float32Array.from(rows.flatMap(({ logits }) => logits)),
    probabilities: Float32Array.from(probabilities),
    losses: Float32Array.from(
      rows,
      ({ label }, i) => -Math.log(probabilities[10 * i + label] ?? 0),
    ),
  };
  return { examples };
}

/** Logits of which one class has `logit`, and the others 0. */
const oneHigh = (k: number, logit: number) =>
  Array.from({ length: 10 }, (_, j) => (j === k ? logit : 0));

const logitRow = fc.array(fc.double({ min: -20, max: 20, noNaN: true }), {
  minLength: 10,
  maxLength: 10,
});
const rows = fc.array(fc.record({ logits: logitRow, label: fc.nat(9) }), {
  minLength: 1,
  maxLength: 8,
});

describe('exampleAt(step, place)', () => {
  test('takes its own row: logits, probabilities and loss', () => {
    const step = stepOf([
      { logits: oneHigh(3, 2), label: 3 },
      { logits: oneHigh(7, 5), label: 1 },
    ]);
    const example = exampleAt(step, 1);
    expect(example).toMatchObject({ place: 1, index: 1001, label: 1, predicted: 7 });
    expect(example.scores[7]?.logit).toBe(5);
    expect(example.scores[7]?.probability).toBeCloseTo(Math.exp(5) / (Math.exp(5) + 9), 5);
    expect(example.loss).toBeCloseTo(Math.log(Math.exp(5) + 9), 5);
  });

  test('its slopes sum to zero, and only that of the true class is negative', () => {
    fc.assert(
      fc.property(rows, (all) => {
        for (const { label, scores } of examplesOf(stepOf(all))) {
          expect(scores.reduce((sum, { slope }) => sum + slope, 0)).toBeCloseTo(0, 5);
          expect(scores.filter(({ slope }) => slope < 0).every((one) => one.label === label)).toBe(
            true,
          );
        }
      }),
    );
  });

  test('predicts by the logits, where the probabilities have overflowed', () => {
    const { examples } = stepOf([{ logits: oneHigh(4, 100), label: 2 }]);
    const broken = { examples: { ...examples, probabilities: new Float32Array(10).fill(NaN) } };
    expect(exampleAt(broken, 0).predicted).toBe(4);
  });
});

describe('inOrder(examples, order)', () => {
  const withLosses = (...losses: number[]) =>
    losses.map((loss, place) => ({
      place,
      index: place,
      label: 0,
      predicted: 0,
      loss,
      scores: [],
    }));
  const places = (examples: readonly { place: number }[]) => examples.map(({ place }) => place);

  test('leaves them as read, or puts the largest loss first', () => {
    const examples = withLosses(1, 3, 2);
    expect(places(inOrder(examples, 'read'))).toEqual([0, 1, 2]);
    expect(places(inOrder(examples, 'loss'))).toEqual([1, 2, 0]);
  });

  test('a loss that is no number comes before all others, and equal ones keep their order', () => {
    const examples = withLosses(1, NaN, 1e30, Infinity, 1);
    expect(places(inOrder(examples, 'loss'))).toEqual([1, 3, 2, 0, 4]);
  });

  test('the one to look at first is the first that is not finite, else the first', () => {
    expect(mostTelling(withLosses(1, 2, Infinity, NaN))).toBe(2);
    expect(mostTelling(withLosses(1, 2))).toBe(0);
    expect(mostTelling([])).toBe(0);
  });
});

describe('gradients', () => {
  test('the examples’ own gradients add up to that of the summed loss', () => {
    fc.assert(
      fc.property(rows, (all) => {
        const step = stepOf(all);
        const sum = new Float64Array(7840);
        examplesOf(step).forEach((example, i) => {
          const pixels = step.examples.pixels.subarray(i * 784, (i + 1) * 784);
          gradientOf(example, pixels, 'unit').W.forEach((value, at) => {
            sum[at] = (sum[at] ?? NaN) + value;
          });
        });
        // (ŷ - y)ᵀ X, entry by entry.
        for (const [k, pixel] of [
          [0, 5],
          [4, 100],
          [9, 783],
        ] as const) {
          const expected = all.reduce((total, { label }, i) => {
            const probability = step.examples.probabilities[10 * i + k] ?? NaN;
            const x = (step.examples.pixels[784 * i + pixel] ?? NaN) / 255;
            return total + (probability - (k === label ? 1 : 0)) * x;
          }, 0);
          expect(sum[784 * k + pixel]).toBeCloseTo(expected, 4);
        }
      }),
      { numRuns: 20 },
    );
  });

  test('pixels from 0 to 255 make it 255 times as large', () => {
    const step = stepOf([{ logits: oneHigh(0, 1), label: 5 }]);
    const example = exampleAt(step, 0);
    const unit = gradientOf(example, step.examples.pixels, 'unit');
    const byte = gradientOf(example, step.examples.pixels, 'byte');
    byte.W.forEach((value, i) => expect(value).toBeCloseTo(255 * (unit.W[i] ?? NaN), 3));
    expect(byte.b).toEqual(unit.b);
  });

  test('the mean is the sum divided by the number of examples, and its step is as large as its largest part', () => {
    const dW = new Float32Array(7840);
    dW[784] = -8;
    dW[790] = 4;
    const gradient = meanGradient({ dW, db: Float32Array.of(0, 6, ...Array(8).fill(0)), size: 2 });
    expect(gradientRows(gradient)[1]).toEqual({
      label: 1,
      b: 3,
      min: -4,
      max: 2,
      norm: Math.sqrt(20),
    });
    expect(largestChange(gradient, 0.1)).toBeCloseTo(0.4, 6);
  });
});

describe('seenFigure(value)', () => {
  test.each([
    [0, '0'],
    [-0.5, '−0.500'],
    [0.0123, '0.012'],
    [2.30259, '2.303'],
    [13.546, '13.5'],
    [25387.7, '25388'],
    [1e-9, '1.0e-9'],
    [-3.2e-17, '−3.2e-17'],
    [3e38, '3.0e+38'],
    [Infinity, '∞'],
    [-Infinity, '−∞'],
    [NaN, 'NaN'],
  ])('writes %d as %s', (value, text) => {
    expect(seenFigure(value)).toBe(text);
  });
});
