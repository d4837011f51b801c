import { toExamples } from '#lessons/fashion-mnist';
import { rngFor, normalArray } from '#lessons/random';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { microscope } from '#lessons/softmax-regression/microscope';
import { scratch } from '#lessons/softmax-regression/scratch';
import { beforeAll, expect, test } from 'vitest';
import { expectClose } from '../../../support/close';
import { startEngine } from '../../../support/engine';
import { expectNoLeak } from '../../../support/tensors';

beforeAll(startEngine);

const labels = Uint8Array.of(3, 0, 9, 1, 1);
const images = Uint8Array.from(normalArray(rngFor(0, 'bytes'), 5 * 784, 128, 40));
const indices = Int32Array.of(4, 0, 2);

test('shows the step that training takes, with every shape', () => {
  const examples = toExamples({ images, labels });
  const weights = initialWeights(0, 0.01);
  const seen = microscope(weights, examples, indices, 0.1);

  const model = scratch(weights);
  const options = { batchSize: 3, learningRate: () => 0.1, maxBatches: () => 1 };
  const [totals] = model.trainEpoch(examples.images, examples.labels, indices, options);
  expect(seen.weights).toEqual(model.getWeights());
  expect(seen.l.reduce((sum, l) => sum + l, 0)).toBeCloseTo(totals?.lossSum ?? NaN, 6);

  expect([...seen.y]).toEqual([1, 3, 9]);
  const { X, O, yHat, dO, dW, db } = seen;
  expect([X, O, yHat, dO, dW, db].map(({ shape }) => shape)).toEqual([
    [3, 784],
    [3, 10],
    [3, 10],
    [3, 10],
    [10, 784],
    [10],
  ]);
  const bytes = [4, 0, 2].flatMap((i) => [...images.subarray(i * 784, (i + 1) * 784)]);
  expectClose(
    X.values,
    bytes.map((byte) => byte / 255),
    1e-6,
  );
});

test('its parts follow from each other, computed here by hand', () => {
  const weights = initialWeights(1, 0.05);
  const { X, O, yHat, l, dO, dW, db, y } = microscope(
    weights,
    toExamples({ images, labels }),
    indices,
    0.1,
  );
  const at = ({ values }: { values: Float32Array }, row: number, column: number, width: number) =>
    values[row * width + column] ?? NaN;

  for (const [i, label] of y.entries()) {
    const exps = Array.from({ length: 10 }, (_, j) => Math.exp(at(O, i, j, 10)));
    const sum = exps.reduce((total, value) => total + value, 0);
    exps.forEach((exp, j) => {
      expect(at(yHat, i, j, 10)).toBeCloseTo(exp / sum, 5);
      expect(at(dO, i, j, 10)).toBeCloseTo(exp / sum - (j === label ? 1 : 0), 5);
    });
    expect(l[i]).toBeCloseTo(-Math.log((exps[label] ?? NaN) / sum), 4);

    const o3 = Array.from(
      { length: 784 },
      (_, k) => at(X, i, k, 784) * (weights[3 * 784 + k] ?? NaN),
    );
    expect(at(O, i, 3, 10)).toBeCloseTo(
      o3.reduce((total, value) => total + value, 0),
      4,
    );
  }
  const sumOver = (term: (i: number) => number) => term(0) + term(1) + term(2);
  expect(at(dW, 3, 400, 784)).toBeCloseTo(
    sumOver((i) => at(dO, i, 3, 10) * at(X, i, 400, 784)),
    5,
  );
  expect(db.values[3]).toBeCloseTo(
    sumOver((i) => at(dO, i, 3, 10)),
    5,
  );
});

test('leaves no tensor behind and the given weights as they are', () => {
  const examples = toExamples({ images, labels });
  const weights = initialWeights(2, 0.01);
  expectNoLeak(() => microscope(weights, examples, indices, 0.1));
  expect(weights).toEqual(initialWeights(2, 0.01));
});
