import type { CrossEntropyTrace } from '#contract/cross-entropy';
import {
  exactCrossEntropy,
  naiveCrossEntropy,
  stableCrossEntropy,
} from '#lessons/cross-entropy/overflow';
import { crossEntropy, crossEntropyFromLogits } from '#lessons/softmax-regression/loss';
import { softmax } from '#lessons/softmax-regression/model';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import fixture from '../../../fixtures/cross-entropy.json' with { type: 'json' };
import { startEngine } from '../../../support/engine';

beforeAll(async () => {
  await startEngine();
});

const failing = ({ steps, failingStep }: CrossEntropyTrace) =>
  failingStep === null ? null : steps[failingStep];

describe('exactCrossEntropy(logits, label)', () => {
  test.each(fixture.cases)('$logits, $label: as in sixty digits', ({ logits, label, loss }) => {
    expect(Math.abs(exactCrossEntropy(logits, label) - loss)).toBeLessThan(1e-14 * (1 + loss));
  });
});

describe('stableCrossEntropy(logits, label)', () => {
  test.each(fixture.cases)('$logits, $label: right', ({ logits, label, loss }) => {
    const trace = stableCrossEntropy(logits, label);
    expect(Math.abs(trace.loss - loss)).toBeLessThan(2e-6 * (1 + loss));
    expect(trace).toMatchObject({ right: true, failingStep: null });
  });

  test('takes its steps in the order of section 3.7.2', () => {
    const { steps } = stableCrossEntropy([1, 2, 3], 0);
    expect(steps.map(({ name }) => name)).toEqual([
      ...['max', 'subtractMax', 'exp', 'sum', 'log', 'addMax', 'subtractLogit'],
    ]);
  });

  test('is not blamed for the digits that large logits do not have', () => {
    // Near 30000 a float32 goes in steps of 2^-9: the 0.2 between the two is wrong in its third digit.
    const trace = stableCrossEntropy([30000.1, 29999.9, 0], 0);
    expect(Math.abs(trace.loss - Math.log(1 + Math.exp(-0.2)))).toBeGreaterThan(1e-4);
    expect(trace).toMatchObject({ right: true, failingStep: null });
  });

  test('is right for all logits that a float32 can hold well', () => {
    const logit = fc.double({ min: -1e4, max: 1e4, noNaN: true });
    fc.assert(
      fc.property(fc.array(logit, { minLength: 1, maxLength: 8 }), (logits) => {
        expect(stableCrossEntropy(logits, 0).right).toBe(true);
      }),
    );
  });
});

describe('naiveCrossEntropy(logits, label)', () => {
  test('agrees with the repaired way where the logits are small', () => {
    const logit = fc.double({ min: -20, max: 20, noNaN: true });
    fc.assert(
      fc.property(fc.array(logit, { minLength: 2, maxLength: 8 }), (logits) => {
        const { loss, right } = naiveCrossEntropy(logits, 1);
        expect(right).toBe(true);
        expect(Math.abs(loss - stableCrossEntropy(logits, 1).loss)).toBeLessThan(1e-4);
      }),
    );
  });

  test('a logit of 100: the exponential overflows, and the loss is not a number', () => {
    const trace = naiveCrossEntropy([50, 100, -100], 1);
    expect(trace.loss).toBeNaN();
    expect(failing(trace)).toMatchObject({
      name: 'exp',
      problems: [null, 'overflow', 'underflow'],
    });
    // Infinity / Infinity, two steps later, is a problem of its own; what follows from it is not.
    expect(trace.steps.map(({ problems }) => problems.includes('undefined'))).toEqual([
      false,
      false,
      true,
      false,
      false,
    ]);
  });

  test('what follows from an infinite number is no problem of its own', () => {
    const { steps } = naiveCrossEntropy([1000, 0], 0);
    expect(steps.slice(0, 2)).toEqual([
      { name: 'exp', values: [Infinity, 1], problems: ['overflow', null] },
      { name: 'sum', values: [Infinity], problems: [null] },
    ]);
  });

  test('a large loss may be off by as much as its fourth digit', () => {
    // exp(-97) is 533 times the smallest float32: off by a thousandth of itself at most, which is less than the loss shows.
    const trace = naiveCrossEntropy([-97, 0], 0);
    expect(Math.abs(trace.loss - 97)).toBeGreaterThan(1e-4);
    expect(trace).toMatchObject({ right: true, failingStep: null });
  });

  test('three logits of 88: each exponential fits, their sum does not', () => {
    const trace = naiveCrossEntropy([88, 88, 88], 2);
    expect(failing(trace)).toMatchObject({ name: 'sum', problems: ['overflow'] });
    expect(trace.loss).toBe(Infinity);
  });

  test('a logit of -100: what is left of the exponential has too few digits', () => {
    const trace = naiveCrossEntropy([-100, 0, 0], 0);
    // exp(-100) is 26.5 times the smallest float32, 2^-149, and rounded to 27 of them; half of that to 14.
    expect(trace.steps[0]?.values[0]).toBe(27 * 2 ** -149);
    expect(trace.loss).toBeCloseTo(-Math.log(14 * 2 ** -149), 4);
    expect(failing(trace)).toMatchObject({ name: 'exp', problems: ['underflow', null, null] });
    // Picking the probability loses nothing more.
    expect(trace.steps[3]).toMatchObject({ name: 'pick', problems: [null] });
  });

  test('a logit of -110: the exponential is zero, and so is the probability', () => {
    const trace = naiveCrossEntropy([0, -110], 1);
    expect(failing(trace)).toMatchObject({ name: 'exp', problems: [null, 'underflow'] });
    expect(trace.steps.at(-1)).toMatchObject({ values: [Infinity], problems: ['logOfZero'] });
  });

  test('logits of -110 alone: zero divided by zero', () => {
    const trace = naiveCrossEntropy([-110, -110, -110], 1);
    expect(trace.steps[2]).toMatchObject({ name: 'divide', problems: Array(3).fill('undefined') });
    expect(trace.loss).toBeNaN();
  });

  test('an underflow that does no harm is no failure', () => {
    const trace = naiveCrossEntropy([0, -110], 0);
    expect(trace.steps[0]?.problems).toEqual([null, 'underflow']);
    expect(trace).toMatchObject({ loss: 0, right: true, failingStep: null });
  });

  test('every step is a float32', () => {
    const logit = fc.double({ min: -200, max: 200, noNaN: true });
    fc.assert(
      fc.property(fc.array(logit, { minLength: 1, maxLength: 5 }), (logits) => {
        const { steps } = naiveCrossEntropy(logits, 0);
        for (const value of steps.flatMap(({ values }) => values)) {
          expect(Math.fround(value)).toBe(value);
        }
      }),
    );
  });
});

// The lab computes with Math.fround what the lessons compute with tensors.
describe.each(fixture.cases.filter(({ logits }) => Math.min(...logits) > -87))(
  'logits $logits and label $label on the engine',
  ({ logits, label }) => {
    const y = Int32Array.of(label);

    test('softmax, then cross-entropy: as the naive trace', () => {
      const { loss } = naiveCrossEntropy(logits, label);
      const [engine = 0] = tf.tidy(() => crossEntropy(softmax(tf.tensor2d([logits])), y));
      if (Number.isFinite(loss)) expect(engine).toBeCloseTo(loss, 5);
      else expect(engine).toBe(loss);
    });

    test('from the logits: as the repaired trace', () => {
      const { loss } = stableCrossEntropy(logits, label);
      const [engine] = tf.tidy(() => crossEntropyFromLogits(tf.tensor2d([logits]), y));
      expect(engine).toBeCloseTo(loss, 5);
    });
  },
);
