import {
  crossEntropy,
  crossEntropyFromLogits,
  logSumExp,
  pick,
} from '#lessons/softmax-regression/loss';
import { softmax } from '#lessons/softmax-regression/model';
import * as tf from '@tensorflow/tfjs';
import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import fixture from '../../../fixtures/softmax.json' with { type: 'json' };
import { expectClose } from '../../../support/close';
import { startEngine } from '../../../support/engine';
import { expectNoLeak } from '../../../support/tensors';

beforeAll(startEngine);

const { logits } = fixture;
/** The example of section 3.6.4. */
const yHat = () =>
  tf.tensor2d([
    [0.1, 0.3, 0.6],
    [0.3, 0.2, 0.5],
  ]);
const y = Int32Array.of(0, 2);

describe('pick(yHat, y)', () => {
  test('takes y_hat[[0, 1], [0, 2]] of the book: 0.1 and 0.5', () => {
    expectClose(pick(yHat(), y), [0.1, 0.5], 1e-7);
  });
});

describe('crossEntropy(yHat, y)', () => {
  test("of the book's example is -log 0.1 and -log 0.5", () => {
    expectClose(crossEntropy(yHat(), y), [2.3025851, 0.6931472], 1e-6);
  });

  test('of softmax gives the figures of PyTorch where nothing overflows', () => {
    const l = crossEntropy(
      softmax(tf.tensor2d(logits.O.slice(0, 3))),
      Int32Array.from(logits.y.slice(0, 3)),
    );
    expectClose(l, logits.loss.slice(0, 3), 1e-5);
  });

  test('is zero for a certain and right answer, infinite for a certain and wrong one', () => {
    const certain = tf.tensor2d([
      [1, 0],
      [1, 0],
    ]);
    const [right, wrong] = crossEntropy(certain, Int32Array.of(0, 1));
    expect(right).toBeCloseTo(0);
    expect(wrong).toBe(Infinity);
  });

  test('is log 10 for ten classes without a clue', () => {
    const l = crossEntropy(tf.fill([2, 10], 0.1) as tf.Tensor2D, Int32Array.of(3, 9));
    expectClose(l, [Math.log(10), Math.log(10)], 1e-6);
  });
});

describe('crossEntropyFromLogits(O, y) and logSumExp(O)', () => {
  test('give the figures of PyTorch, for logits in the thousands too', () => {
    const O = tf.tensor2d(logits.O);
    expectClose(logSumExp(O), logits.logSumExp, 1e-6);
    expectClose(crossEntropyFromLogits(O, Int32Array.from(logits.y)), logits.loss, 1e-5);
  });

  test('the loss is that of softmax and crossEntropy where those do not overflow', () => {
    const row = fc.array(fc.float({ min: -20, max: 20, noNaN: true }), {
      minLength: 5,
      maxLength: 5,
    });
    fc.assert(
      fc.property(row, fc.integer({ min: 0, max: 4 }), (logit, label) => {
        const O = tf.tensor2d([logit]);
        const labels = Int32Array.of(label);
        expectClose(crossEntropyFromLogits(O, labels), crossEntropy(softmax(O), labels), 1e-5);
      }),
    );
  });

  test('leave no tensor behind', () => {
    const O = tf.tensor2d(logits.O);
    expectNoLeak(() => {
      crossEntropyFromLogits(O, Int32Array.from(logits.y));
      logSumExp(O).dispose();
    });
  });
});
