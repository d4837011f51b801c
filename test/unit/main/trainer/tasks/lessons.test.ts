import { linearConfigSchema, type LinearImplementation } from '#contract/run';
import { taskSchemas, type TaskInput, type TaskName } from '#contract/tasks';
import { AppError } from '#contract/errors';
import { lossAt, lossSurface } from '#lessons/linear-regression/loss-surface';
import { meanLoss } from '#lessons/linear-regression/mean-loss';
import * as tf from '@tensorflow/tfjs';
import * as v from 'valibot';
import { beforeAll, describe, expect, test } from 'vitest';
import { runTask } from '../../../../../main/trainer/tasks';
import { startEngine } from '../../../../support/engine';

beforeAll(async () => {
  await startEngine();
});

const context = {
  data: () => Promise.reject(new AppError('dataMissing')),
  lastStep: () => null,
  modelling: () => {
    throw new Error('no task of these labs trains');
  },
};

interface Options {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/** Runs a task as the service does, its input held to the contract first. */
async function ask<N extends TaskName>(
  task: N,
  input: TaskInput<N>,
  { signal = new AbortController().signal, onProgress = () => undefined }: Options = {},
) {
  expect(v.is(taskSchemas[task], input)).toBe(true);
  const before = tf.memory().numTensors;
  try {
    return await runTask(context, { task, input }, { signal, progress: onProgress });
  } finally {
    expect(tf.memory().numTensors, 'tensors left alive').toBe(before);
  }
}

describe("the small calculations, with the notes' figures", () => {
  test('the sums over both axes of [[1, 2, 3], [4, 5, 6]]', async () => {
    const X = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    expect(await ask('axisSums', { X })).toEqual({ axis0: [[5, 7, 9]], axis1: [[6], [15]] });
  });

  test('softmax of a random 2 x 5: the same for the same seed, rows that sum to one', async () => {
    const first = await ask('softmaxRows', { X: null, seed: 3 });
    expect(first.X.map((row) => row.length)).toEqual([5, 5]);
    first.rowSums.forEach((sum) => expect(sum).toBeCloseTo(1, 6));
    expect(await ask('softmaxRows', { X: null, seed: 3 })).toEqual(first);
    expect(await ask('softmaxRows', { X: null, seed: 4 })).not.toEqual(first);
    first.X.forEach((row, i) => {
      const partition = row.reduce((sum, x) => sum + Math.exp(x), 0);
      row.forEach((x, j) => expect(first.prob[i]?.[j]).toBeCloseTo(Math.exp(x) / partition, 6));
    });
  });

  test('softmax of a matrix that was typed', async () => {
    const { prob } = await ask('softmaxRows', { X: [[0, Math.log(3)]], seed: 0 });
    expect(prob[0]?.[0]).toBeCloseTo(0.25, 6);
    expect(prob[0]?.[1]).toBeCloseTo(0.75, 6);
  });

  test('y_hat[[0, 1], [0, 2]], its cross-entropy, and the accuracy 0.5', async () => {
    const yHat = [
      [0.1, 0.3, 0.6],
      [0.3, 0.2, 0.5],
    ];
    const { picked, crossEntropy, correct, accuracy } = await ask('pick', { yHat, y: [0, 2] });
    expect(picked.map((p) => p.toFixed(4))).toEqual(['0.1000', '0.5000']);
    expect(crossEntropy.map((l) => l.toFixed(4))).toEqual(['2.3026', '0.6931']);
    expect([correct, accuracy]).toEqual([1, 0.5]);
  });

  test('the overflow: infinity beside the right answer', async () => {
    const { naive, stable, exact } = await ask('overflow', { logits: [50, 100, -100], label: 2 });
    expect(naive.loss).toBe(Infinity);
    expect(stable.loss).toBe(200);
    expect(exact).toBe(200);
  });
});

describe('linearData', () => {
  const settings = {
    seed: 1,
    initStd: 0.01,
    numExamples: 200,
    noise: 0.1,
    trueW1: 2,
    trueW2: -3.4,
    trueB: 4.2,
  };

  test('the contours lie on the loss surface, around its minimum, and go beyond the start', async () => {
    const { features, labels, analytic, start, surface } = await ask('linearData', settings);
    expect([features.length, labels.length]).toEqual([400, 200]);
    expect(analytic.loss).toBeCloseTo(surface.minLoss, 10);
    expect(analytic.loss).toBeCloseTo(
      meanLoss({ features, labels }, [...analytic.w, analytic.b]),
      12,
    );
    expect(surface.minimum[0]).toBeCloseTo(analytic.w[0] ?? NaN, 9);

    const exact = lossSurface({ features, labels });
    for (const { level, points } of surface.contours) {
      expect(lossAt(exact, points[0] ?? NaN, points[1] ?? NaN) / level).toBeCloseTo(1, 4);
    }
    const highest = surface.contours.at(-1)?.level;
    expect(highest).toBeGreaterThan(lossAt(exact, start[0] ?? NaN, start[1] ?? NaN));
  });

  test('a single example: endless many answers, and the task says so', async () => {
    const { analytic, surface } = await ask('linearData', { ...settings, numExamples: 1 });
    expect(analytic.rank).toBe(1);
    expect(analytic.condition).toBe(Infinity);
    expect(analytic.loss).toBeCloseTo(0, 10);
    // With the best b any (w1, w2) fits it: there is no slope to draw.
    expect(surface.contours).toEqual([]);
  });

  test('labels that are all zero have contours too', async () => {
    const zero = { ...settings, noise: 0, trueW1: 0, trueW2: 0, trueB: 0, initStd: 0 };
    const { surface } = await ask('linearData', zero);
    const [w1 = NaN, w2 = NaN] = surface.contours.at(-1)?.points ?? [];
    expect(Math.hypot(w1, w2)).toBeGreaterThan(0.5);
  });
});

describe('houses and fitTable', () => {
  const settings = { learningRate: 0.03, batchSize: 10, epochs: 60, seed: 0 };

  async function housesAsInput() {
    const { area, age, price } = await ask('houses', { seed: 0, numHouses: 60 });
    const features = Float64Array.from({ length: 120 }, (_, i) =>
      i % 2 === 0 ? (area[i / 2] ?? NaN) : (age[(i - 1) / 2] ?? NaN),
    );
    return { features, labels: Float64Array.from(price) };
  }

  test('both fits are in raw units and agree to less than the noise', async () => {
    const input = { ...(await housesAsInput()), ...settings };
    const done: number[] = [];
    const { analytic, sgd, scaling } = await ask('fitTable', input, {
      onProgress: (epochs) => done.push(epochs),
    });
    expect(sgd.diverged).toBeNull();
    expect(sgd.epochs).toHaveLength(60);
    expect(done.at(-1)).toBe(60);
    expect(scaling.means[0]).toBeCloseTo(
      input.features.filter((_, i) => i % 2 === 0).reduce((sum, x) => sum + x, 0) / 60,
      9,
    );
    const [wArea = NaN, wAge = NaN, b = NaN] = sgd.epochs.at(-1)?.weights ?? [];
    // A house of 100 m² and 10 years; the noise is 6.
    const bySgd = 100 * wArea + 10 * wAge + b;
    const byFormula = 100 * (analytic.w[0] ?? NaN) + 10 * (analytic.w[1] ?? NaN) + analytic.b;
    expect(Math.abs(bySgd - byFormula)).toBeLessThan(2);
    expect(sgd.epochs.at(-1)?.loss).toBeGreaterThanOrEqual(analytic.loss);
  });

  test('says where training left the finite numbers', async () => {
    const input = { ...(await housesAsInput()), ...settings, learningRate: 10 };
    const { sgd } = await ask('fitTable', input);
    expect(sgd.diverged?.epoch).toBe(sgd.epochs.length + 1);
  });

  test('can be called off in the middle', async () => {
    const controller = new AbortController();
    const input = { ...(await housesAsInput()), ...settings, epochs: 1000 };
    const fit = ask('fitTable', input, {
      signal: controller.signal,
      onProgress: (epochs) => {
        if (epochs === 3) controller.abort();
      },
    });
    await expect(fit).rejects.toMatchObject({ name: 'AbortError' });
  });

  test.each([
    ['no labels', new Float64Array(2), new Float64Array(0)],
    ['half a row', new Float64Array(3), new Float64Array(2)],
    ['eleven features', new Float64Array(22), new Float64Array(2)],
    ['a number that is none', Float64Array.of(1, NaN), Float64Array.of(1, 2)],
  ])('the contract refuses %s', (_, features, labels) => {
    expect(v.is(taskSchemas.fitTable, { features, labels, ...settings })).toBe(false);
  });
});

describe('vectorization', () => {
  const input = { n: 500, ways: ['elementByElement', 'loop', 'vectorized'] as const, repeats: 3 };

  test('times the ways that are asked for, and tells of each', async () => {
    const done: string[] = [];
    const { timings } = await ask(
      'vectorization',
      { ...input, ways: [...input.ways], budgetMs: 2000 },
      { onProgress: (k, of) => done.push(`${k}/${of}`) },
    );
    expect(done).toEqual(['1/3', '2/3', '3/3']);
    expect(timings.map(({ way }) => way)).toEqual(input.ways);
    for (const { times, median, added, cumsum, sum } of timings) {
      expect(added).toBe(500);
      expect(median).toBeGreaterThan(0);
      expect(times.length).toBeGreaterThan(0);
      expect(cumsum.at(-1)).toBe(sum);
    }
  });

  test('can be called off in the middle of the slow way', async () => {
    const controller = new AbortController();
    const timing = ask(
      'vectorization',
      { n: 10_000_000, ways: ['elementByElement'], repeats: 1, budgetMs: 60_000 },
      { signal: controller.signal },
    );
    setImmediate(() => controller.abort());
    await expect(timing).rejects.toMatchObject({ name: 'AbortError' });
  });

  test('crossover: where the medians cross', async () => {
    const medians = [10, 100, 1000].map((n) => ({ n, loop: n, vectorized: 50 }));
    expect((await ask('crossover', medians)).n).toBeCloseTo(50, 6);
  });
});

describe('stableRate', () => {
  const config = v.parse(linearConfigSchema, {
    learningRate: 0.03,
    batchSize: 10,
    epochs: 3,
    seed: 0,
  });
  const rateOf = (implementation: LinearImplementation, change: object = {}) =>
    ask('stableRate', {
      request: { lab: 'linear', implementation, config: { ...config, ...change } },
    });

  test('of independent features of spread one, all curvatures are near one', async () => {
    const found = await rateOf('scratch');
    expect(found.curvature).toBeGreaterThan(0.95);
    expect(found.curvature).toBeLessThan(1.2);
    expect(found).toMatchObject({ limit: 2 / found.curvature, examples: 1000, of: 1000 });
  });

  test('without its factor one half the loss curves twice as much', async () => {
    const scratch = await rateOf('scratch');
    const concise = await rateOf('concise');
    expect(concise.curvature / scratch.curvature).toBeCloseTo(2, 9);
    expect((await rateOf('concise', { halfLoss: true })).curvature).toBe(scratch.curvature);
  });

  test('the formula takes no steps', async () => {
    await expect(rateOf('analytic')).rejects.toMatchObject({ code: 'invalidInput' });
  });

  test('is called off', async () => {
    const aborted = ask(
      'stableRate',
      { request: { lab: 'linear', implementation: 'scratch', config } },
      { signal: AbortSignal.abort() },
    );
    await expect(aborted).rejects.toThrow();
  });
});
