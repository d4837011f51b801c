import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { hessianProduct as linearProduct } from '#lessons/linear-regression/hessian';
import { powerIteration, stableLimit } from '#lessons/power-iteration';
import { hessianProduct as softmaxProduct } from '#lessons/softmax-regression/hessian';
import { gradient } from '#lessons/softmax-regression/gradient';
import { net } from '#lessons/softmax-regression/model';
import fixture from '../../fixtures/stable-rate.json' with { type: 'json' };
import { startEngine } from '../../support/engine';

beforeAll(startEngine);

function largest(multiply: (v: Float64Array) => Float64Array, size: number): number {
  const start = Float64Array.from({ length: size }, (_, i) => 1 / (i + 1));
  const steps = powerIteration(multiply, start, { tolerance: 1e-9 });
  let next = steps.next();
  while (!next.done) next = steps.next();
  return next.value.eigenvalue;
}

describe('of linear regression', () => {
  const { X } = fixture.linear;
  const examples = { features: X.flat(), labels: X.map(() => 0) };
  const multiply = (v: Float64Array) => linearProduct(examples, v);

  test('the largest eigenvalue is that of NumPy', () => {
    expect(largest(multiply, 3)).toBeCloseTo(fixture.linear.largest, 6);
  });

  test.each([
    [0.98, 0],
    [1.02, Infinity],
  ])('gradient descent at %d times the limit ends at a distance of %d', (share, end) => {
    const rate = share * stableLimit(fixture.linear.largest);
    // The labels are all zero, so that the answer is zero too and the error is w itself.
    let w = Float64Array.of(1, 1, 1);
    for (let step = 0; step < 2000; step += 1) {
      const slope = multiply(w);
      w = w.map((value, i) => value - rate * (slope[i] ?? NaN));
    }
    const distance = Math.hypot(...w);
    if (end === 0) expect(distance).toBeLessThan(1e-3);
    else expect(distance).toBeGreaterThan(1e6);
  });
});

describe('of softmax regression', () => {
  const { softmax } = fixture;
  const v = Float64Array.from([...softmax.V.flat(), ...softmax.c]);

  function setUp(move = 0) {
    const W = softmax.W.map((row, i) => row.map((w, j) => w + move * (softmax.V[i]?.[j] ?? NaN)));
    const b = softmax.b.map((value, i) => value + move * (softmax.c[i] ?? NaN));
    const params = { W: tf.variable(tf.tensor2d(W)), b: tf.variable(tf.tensor1d(b)) };
    const X = tf.tensor2d(softmax.X);
    return { X, yHat: net(X, params) };
  }

  test('the product with a vector is that of NumPy’s whole matrix', () => {
    const { X, yHat } = setUp();
    const product = softmaxProduct(X, yHat, v);
    const expected = [...softmax.HV.flat(), ...softmax.Hc];
    expect(product).toHaveLength(expected.length);
    product.forEach((value, i) => expect(value).toBeCloseTo(expected[i] ?? NaN, 5));
  });

  test('it is how the gradient changes along the vector, by central differences', () => {
    const h = 0.05;
    const y = Int32Array.from(softmax.X, (_, i) => i % 3);
    const slope = (move: number) => {
      const { X, yHat } = setUp(move);
      const { dW, db } = gradient(X, yHat, y);
      return [...dW.dataSync(), ...db.dataSync()].map((sum) => sum / softmax.X.length);
    };
    const [after, before] = [slope(h), slope(-h)];
    const { X, yHat } = setUp();
    softmaxProduct(X, yHat, v).forEach((value, i) => {
      expect(value).toBeCloseTo(((after[i] ?? NaN) - (before[i] ?? NaN)) / (2 * h), 2);
    });
  });

  test('the largest eigenvalue is that of NumPy', () => {
    const { X, yHat } = setUp();
    expect(largest((w) => softmaxProduct(X, yHat, w), v.length)).toBeCloseTo(softmax.largest, 5);
  });
});
