import type { ModelTaskInputs, ModelTaskOutputs, ModelWeights } from '#contract/analysis';
import type { TaskInput } from '#contract/tasks';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { TrainerData } from '../../../main/trainer/data';
import { Predictions } from '../../../main/trainer/predictions';
import { runTask } from '../../../main/trainer/tasks';
import fixture from '../../fixtures/analysis.json';
import { startEngine } from '../../support/engine';
import { expectClose } from '../../support/close';
import { realData } from './support/real-data';

// All that is expected here was computed by scikit-learn and NumPy: fixtures/scripts/make-analysis.py.

let data: TrainerData;
beforeAll(async () => {
  await startEngine();
  data = await TrainerData.load(await realData());
  // Made once and kept, when they are first asked for.
  data.examples('test');
});

const model: ModelWeights = {
  key: 'nearest mean',
  epoch: 3,
  values: new Float32Array(new Uint8Array(Buffer.from(fixture.weights, 'base64')).buffer),
  pixelScale: 'unit',
  numTrain: fixture.train.numTrain,
};

/** Runs a task as the service does, and holds its tensors to none. */
async function ask<N extends keyof ModelTaskInputs>(
  task: N,
  input: TaskInput<N>,
): Promise<ModelTaskOutputs[N]> {
  const context = {
    data: () => Promise.resolve(data),
    lastStep: () => null,
    modelling: () => {
      throw new Error('no implementation is asked for');
    },
  };
  const call = { signal: new AbortController().signal, progress: () => undefined };
  const before = tf.memory().numTensors;
  const output = await runTask<N>(context, { task, input }, call);
  expect(tf.memory().numTensors, 'tensors left alive').toBe(before);
  return output;
}

describe('analyseSplit', () => {
  test("counts scikit-learn's confusion matrix of the test set", async () => {
    const { confusion, epoch, split } = await ask('analyseSplit', { split: 'test', model });
    expect([...confusion]).toEqual(fixture.test.confusion);
    expect({ epoch, split }).toEqual({ epoch: 3, split: 'test' });
  });

  test('counts the training examples that the run trained on, and no others', async () => {
    const { confusion } = await ask('analyseSplit', { split: 'train', model });
    expect([...confusion]).toEqual(fixture.train.confusion);
  });

  test("sorts the predictions into calibration_curve's bins, with NumPy's calibration error", async () => {
    const { calibration } = await ask('analyseSplit', { split: 'test', model });
    const expected = fixture.test.calibration;
    expect(calibration.bins.map(({ count }) => count)).toEqual(expected.counts);
    // calibration_curve leaves empty bins out.
    const filled = calibration.bins.filter(({ count }) => count > 0);
    expectClose(
      filled.map(({ accuracy }) => accuracy),
      expected.accuracy,
      1e-12,
    );
    expectClose(
      filled.map(({ confidence }) => confidence),
      expected.confidence,
      1e-6,
    );
    expect(calibration.ece).toBeCloseTo(expected.ece, 6);
  });

  test('the weights of pixels from 0 to 255 say the same of the same pictures', async () => {
    const values = model.values.map((value, i) => (i < 7840 ? value / 255 : value));
    const byte = { ...model, key: 'of bytes', values, pixelScale: 'byte' as const };
    const { confusion } = await ask('analyseSplit', { split: 'test', model: byte });
    expect([...confusion]).toEqual(fixture.test.confusion);
  });

  test('agrees with the grid of predictions', async () => {
    const { confusion } = await ask('analyseSplit', { split: 'test', model });
    const page = new Predictions(data).page({
      key: model.key,
      weights: model.values,
      pixelScale: 'unit',
      wrongOnly: true,
      offset: 0,
      count: 1,
    });
    const right = confusion.filter((_, cell) => cell % 11 === 0).reduce((sum, n) => sum + n, 0);
    expect(page.wrong).toBe(10_000 - right);
  });
});

describe('judgedPictures', () => {
  test.each(['leastCertain', 'mostCertain', 'worstWrong'] as const)(
    'the %s are those that NumPy sorts first',
    async (kind) => {
      const expected = fixture.test[kind];
      const page = { split: 'test', offset: 0, count: expected.length, model } as const;
      const { items, total, pixels } = await ask('judgedPictures', { ...page, choice: { kind } });
      const wrong = fixture.test.confusion.filter((_, cell) => cell % 11 !== 0);
      expect(total).toBe(kind === 'worstWrong' ? wrong.reduce((sum, n) => sum + n, 0) : 10_000);
      expect(pixels).toEqual(
        data.pixels(
          'test',
          items.map(({ index }) => index),
        ),
      );
      for (const figure of ['probability', 'ofTruth'] as const) {
        expectClose(
          items.map((item) => item[figure]),
          expected.map((item) => item[figure]),
          1e-5,
        );
      }
      const named = ({ index, label, predicted }: (typeof expected)[number]) =>
        `${index}: ${label}, ${predicted}`;
      // In single precision two neighbours may have changed places, at the page's end too.
      const others = expected.map(named);
      expect(items.filter((item) => !others.includes(named(item))).length).toBeLessThanOrEqual(1);
    },
  );

  test('a cell of the matrix opens as many pictures as it counts, each of that cell', async () => {
    const choice = { kind: 'cell', label: 6, predicted: 0 } as const;
    const page = { split: 'test', offset: 0, count: 200, model } as const;
    const { items, total } = await ask('judgedPictures', { ...page, choice });
    expect(total).toBe(fixture.test.confusion[60]);
    expect(items.length).toBe(Math.min(200, total));
    expect(items.every(({ label, predicted }) => label === 6 && predicted === 0)).toBe(true);
    const rest = await ask('judgedPictures', { ...page, choice, offset: total - 1 });
    expect(rest.items).toHaveLength(1);
  });
});

describe('explainPicture', () => {
  const { index, label, predicted, ...sums } = fixture.explained;

  test("adds up NumPy's sums, pixel by weight, for each class", async () => {
    const picture = { from: 'test', index } as const;
    const explained = await ask('explainPicture', { picture, model });
    expect(explained).toMatchObject({ label, predicted });
    expectClose(explained.pixelSums, sums.pixelSums, 1e-12);
    expectClose(explained.logits, sums.logits, 1e-12);
    expectClose(explained.probabilities, sums.probabilities, 1e-12);
    const byRow = Array.from({ length: 280 }, (_, row) =>
      explained.contributions.subarray(28 * row, 28 * (row + 1)).reduce((a, b) => a + b, 0),
    );
    expectClose(byRow, sums.contributionsByRow, 1e-12);
  });

  test('the two maps add up to the gap of the logits, to the last digit', async () => {
    const picture = { from: 'test', index } as const;
    const { contributions, biases, logits } = await ask('explainPicture', { picture, model });
    let gap = (biases[predicted] ?? NaN) - (biases[label] ?? NaN);
    for (let i = 0; i < 784; i += 1) {
      gap += (contributions[784 * predicted + i] ?? NaN) - (contributions[784 * label + i] ?? NaN);
    }
    expect(gap).toBeCloseTo((logits[predicted] ?? NaN) - (logits[label] ?? NaN), 12);
    expect(gap).toBeGreaterThan(0);
  });

  test('the same picture as one of its own gets the same answer, but for the label', async () => {
    const pixels = Uint8Array.from(data.pixels('test', [index]));
    const own = await ask('explainPicture', { picture: { from: 'own', pixels }, model });
    const known = await ask('explainPicture', { picture: { from: 'test', index }, model });
    expect(own).toEqual({ ...known, label: null });
  });

  test('a place beyond the split is refused by name', async () => {
    const picture = { from: 'test', index: 10_000 } as const;
    await expect(ask('explainPicture', { picture, model })).rejects.toMatchObject({
      code: 'invalidInput',
      params: { field: 'index', value: '10000', allowed: '[0, 9999]' },
    });
  });
});

test("another lab's weights are refused, with what is expected", async () => {
  const linear = { ...model, key: 'linear', values: Float32Array.of(2, -3.4, 4.2) };
  const picture = { from: 'test', index: 0 } as const;
  for (const refused of [
    () => ask('analyseSplit', { split: 'test', model: linear }),
    () => ask('explainPicture', { picture, model: linear }),
  ]) {
    await expect(refused()).rejects.toMatchObject({
      code: 'invalidInput',
      params: { field: 'weights', value: '3 numbers' },
    });
  }
});
