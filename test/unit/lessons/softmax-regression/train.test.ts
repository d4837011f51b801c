import type { Examples } from '#lessons/fashion-mnist';
import { normalArray, rngFor, shuffledIndices } from '#lessons/random';
import { concise } from '#lessons/softmax-regression/concise';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import { trainCh3 } from '#lessons/softmax-regression/train';
import type { EpochTotals, SoftmaxTrainable } from '#lessons/softmax-regression/trainable';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { naiveVariableGrads } from '../../../../tools/bench/naive-variable-grads';
import { expectClose } from '../../../support/close';
import { startEngine } from '../../../support/engine';
import { expectNoLeak } from '../../../support/tensors';

let examples: Examples;
beforeAll(async () => {
  await startEngine();
  // Forty pictures of noise, with labels that follow from them, so that there is something to learn.
  const values = normalArray(rngFor(0, 'test pictures'), 40 * 784, 0.3, 0.3);
  const images = tf.tensor2d(values, [40, 784]);
  const truth = tf.tensor2d(normalArray(rngFor(0, 'test truth'), 7840), [784, 10]);
  const labels = tf.argMax<tf.Tensor1D>(tf.matMul(images, truth), 1);
  examples = { images, labels };
});

const options = { batchSize: 16, learningRate: () => 0.1, maxBatches: () => 1 };
const inOrder = Int32Array.from({ length: 40 }, (_, i) => i);

function trainEpoch(model: SoftmaxTrainable, order = inOrder, lr = 0.1): EpochTotals[] {
  const { images, labels } = examples;
  return [...model.trainEpoch(images, labels, order, { ...options, learningRate: () => lr })];
}

describe.each([
  { name: 'scratch', factory: scratch },
  { name: 'concise', factory: concise },
  { name: 'naive variableGrads', factory: naiveVariableGrads },
])('$name', ({ factory }) => {
  test('yields the totals after each minibatch, the last of which may be smaller', () => {
    const totals = trainEpoch(factory(initialWeights(0, 0.01)));
    expect(totals.map(({ batch, batches, examples }) => [batch, batches, examples])).toEqual([
      [1, 3, 16],
      [2, 3, 32],
      [3, 3, 40],
    ]);
  });

  test('measures loss and accuracy before the update: log 10 and class 0 from zero weights', () => {
    const [first] = trainEpoch(factory(new Float32Array(7850)));
    expect(first?.lossSum).toBeCloseTo(16 * Math.log(10), 4);
    const zeros = [...examples.labels.dataSync().subarray(0, 16)].filter((label) => label === 0);
    expect(first?.correct).toBe(zeros.length);
  });

  test('one step moves the weights by lr times the mean gradient, as autograd has it', () => {
    const start = initialWeights(1, 0.1);
    const model = factory(start);
    trainEpoch(model, inOrder.subarray(0, 16), 0.5);
    const expected = tf.tidy(() => {
      const W = tf.tensor2d(start.slice(0, 7840), [10, 784]);
      const b = tf.tensor1d(start.slice(7840));
      const X = examples.images.slice(0, 16);
      const Y = tf.oneHot(examples.labels.slice(0, 16), 10).toFloat();
      const loss = (w: tf.Tensor, c: tf.Tensor): tf.Scalar =>
        tf.neg(X.matMul(w, false, true).add(c).logSoftmax().mul(Y).sum()).div(16);
      const [dW, db] = tf.grads(loss)([W, b]);
      if (!dW || !db) throw new Error('no gradient');
      return [...W.sub(dW.mul(0.5)).dataSync(), ...b.sub(db.mul(0.5)).dataSync()];
    });
    expectClose(model.getWeights(), expected, 1e-6);
  });

  test('a learning rate of zero changes nothing, and the rate is asked for before each minibatch', () => {
    const start = initialWeights(2, 0.01);
    const model = factory(start);
    trainEpoch(model, inOrder, 0);
    expectClose(model.getWeights(), start, 0);

    const rates = [0, 0, 0.1];
    const lasting = { ...options, learningRate: () => rates.shift() ?? NaN };
    const { images, labels } = examples;
    const [before, after] = [factory(start), factory(start)];
    for (const { batch } of before.trainEpoch(images, labels, inOrder, lasting)) {
      if (batch < 3) expectClose(before.getWeights(), start, 0);
    }
    trainEpoch(after, inOrder.subarray(32));
    expectClose(before.getWeights(), after.getWeights(), 0);
    expect(rates).toEqual([]);
  });

  test('stopping in mid-epoch leaves the weights as of the last yield', () => {
    const [stopped, two] = [factory(initialWeights(3, 0.01)), factory(initialWeights(3, 0.01))];
    const { images, labels } = examples;
    for (const { batch } of stopped.trainEpoch(images, labels, inOrder, options)) {
      if (batch === 2) break;
    }
    trainEpoch(two, inOrder.subarray(0, 32));
    expectClose(stopped.getWeights(), two.getWeights(), 0);
  });

  test('learns what there is to learn', () => {
    const model = factory(initialWeights(4, 0.01));
    for (let epoch = 0; epoch < 100; epoch += 1) trainEpoch(model);
    expect(model.evaluateAccuracy(examples.images, examples.labels)).toBe(1);
  });

  test('repeats to the last digit from the same weights', () => {
    const [a, b] = [factory(initialWeights(5, 0.01)), factory(initialWeights(5, 0.01))];
    expect(trainEpoch(a)).toEqual(trainEpoch(b));
    expectClose(a.getWeights(), b.getWeights(), 0);
  });

  test('takes other weights, and gives copies away', () => {
    const model = factory(initialWeights(6, 0.01));
    const other = initialWeights(7, 0.5);
    model.setWeights(other);
    const read = model.getWeights();
    expectClose(read, other, 0);
    read.fill(0);
    expectClose(model.getWeights(), other, 0);
  });

  test('leaves no tensor alive: after epochs, after a stop half-way, after it is disposed of', () => {
    const { images, labels } = examples;
    expectNoLeak(() => {
      const model = factory(initialWeights(8, 0.01));
      trainEpoch(model);
      expectNoLeak(() => {
        trainEpoch(model);
        const steps = model.trainEpoch(images, labels, inOrder, options)[Symbol.iterator]();
        steps.next(); // Neither finished nor closed.
        model.evaluateAccuracy(images, labels);
        model.setWeights(model.getWeights());
      });
      model.dispose();
    });
  });
});

describe('trainCh3', () => {
  test('yields each minibatch, then the three figures of the epoch', () => {
    const model = scratch(initialWeights(9, 0.01));
    const orders: number[] = [];
    const orderOf = (epoch: number) => {
      orders.push(epoch);
      return shuffledIndices(rngFor(0, 'order', epoch), 40);
    };
    const events = [...trainCh3(model, examples, examples, 2, orderOf, options)];
    expect(events.map(({ kind, epoch }) => `${kind} ${epoch}`)).toEqual([
      'minibatch 1',
      'minibatch 1',
      'minibatch 1',
      'epoch 1',
      'minibatch 2',
      'minibatch 2',
      'minibatch 2',
      'epoch 2',
    ]);
    expect(orders).toEqual([1, 2]);

    const [last, end] = events.slice(-2);
    if (last?.kind !== 'minibatch' || end?.kind !== 'epoch') throw new Error('no epoch');
    expect(end.metrics).toEqual({
      trainLoss: last.totals.lossSum / 40,
      trainAcc: last.totals.correct / 40,
      testAcc: model.evaluateAccuracy(examples.images, examples.labels),
    });
  });
});
