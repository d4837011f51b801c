import type { LinearConfig, LinearFinal, RunRequest } from '#contract/run';
import type { FromTrainer, RunStart } from '#contract/trainer';
import { concise } from '#lessons/linear-regression/concise';
import { scratch } from '#lessons/linear-regression/scratch';
import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, test } from 'vitest';
import { LinearExamples, linearStart } from '../../../../main/trainer/linear-examples';
import { linearOrder } from '../../../../main/trainer/linear-training';
import { createLinearTraining } from '../../../../main/trainer/linear-trainings';
import { RunControl } from '../../../../main/trainer/run-control';
import { runSession } from '../../../../main/trainer/session';
import { startEngine } from '../../../support/engine';
import { linearNotes as notes } from '../../../support/notes';

beforeAll(async () => {
  await startEngine();
});

type Implementation = Extract<RunRequest, { lab: 'linear' }>['implementation'];
type Message<Type extends FromTrainer['type']> = Extract<FromTrainer, { type: Type }>;

interface RunOptions {
  readonly implementation?: Implementation;
  readonly from?: RunStart;
  readonly paused?: boolean;
  /** Gets each message, and may control the run in answer to it. */
  readonly onMessage?: (message: FromTrainer, control: RunControl) => void;
}

/** A run in a session of its own, and all that it said. */
async function run(config: Partial<LinearConfig> = {}, options: RunOptions = {}) {
  const { implementation = 'scratch', from, paused = false, onMessage } = options;
  const merged = { ...notes, ...config };
  const control = new RunControl(paused, merged.learningRate, () => undefined);
  const messages: FromTrainer[] = [];
  const reports: unknown[] = [];
  await runSession(
    createLinearTraining({ lab: 'linear', implementation, config: merged }, from),
    control,
    {
      runId: 'run',
      startEpoch: from?.epoch ?? 0,
      post: (message) => {
        messages.push(structuredClone(message));
        onMessage?.(message, control);
      },
      report: (error) => reports.push(error),
    },
  );
  expect(reports).toEqual([]);
  const all = <Type extends FromTrainer['type']>(type: Type) =>
    messages.filter((message): message is Message<Type> => message.type === type);
  const [last] = all('end');
  if (!last) throw new Error('the run did not end');
  return { all, end: last.end, epochs: all('epoch'), progress: all('progress') };
}

/** What an end came to, as linear regression's. */
function finalOf(end: Message<'end'>['end']): LinearFinal {
  if ('final' in end && end.final && 'w' in end.final) return end.final;
  throw new Error(`a run that ended as ${end.state} without figures`);
}

/** The weights after so many minibatches, by the lesson alone. */
function weightsAfter(
  steps: number,
  config: LinearConfig,
  rateOf: (step: number) => number = () => config.learningRate,
): number[] {
  const examples = new LinearExamples(config);
  const model = scratch(linearStart(config));
  let done = 0;
  for (let epoch = 1; done < steps; epoch += 1) {
    const order = linearOrder(config.seed, config.numExamples, epoch);
    const options = { batchSize: config.batchSize, learningRate: () => rateOf(done + 1) };
    for (const step of model.trainEpoch(examples.X, examples.y, order, options)) {
      expect(step.batch).toBeGreaterThan(0);
      done += 1;
      if (done === steps) break;
    }
  }
  const weights = [...model.getWeights()];
  model.dispose();
  examples.dispose();
  return weights;
}

describe('a run with the settings of the notes', () => {
  test('tells the initial weights, three epochs and what was found', async () => {
    const { all, epochs, end } = await run();
    expect(all('weights').map(({ epoch, weights }) => [epoch, [...weights]])).toEqual([
      [0, [...linearStart(notes)]],
    ]);
    expect(epochs.map(({ epoch }) => [epoch.epoch, epoch.learningRate])).toEqual([
      [1, 0.03],
      [2, 0.03],
      [3, 0.03],
    ]);
    expect(end.state).toBe('done');
    const { trainLoss, w, b, wError, bError } = finalOf(end);
    // Half of the noise's variance, 5e-5, and errors of about a thousandth.
    expect(trainLoss).toBeGreaterThan(4e-5);
    expect(trainLoss).toBeLessThan(7e-5);
    expect(trainLoss).toBe(epochs[2]?.epoch.trainLoss);
    for (const error of [...wError, bError]) expect(Math.abs(error)).toBeLessThan(2.5e-3);
    expect([2 - (w[0] ?? NaN), -3.4 - (w[1] ?? NaN), 4.2 - b]).toEqual([...wError, bError]);
  });

  test('is the lesson, minibatch by minibatch, whatever the size of the chunks', async () => {
    const { epochs } = await run();
    for (const { epoch, weights } of epochs) {
      expect([...weights]).toEqual(weightsAfter(100 * epoch.epoch, notes));
    }
  });

  test('says the loss of the whole data after each epoch, not the mean over the way', async () => {
    const { epochs, progress } = await run();
    const lastOfFirst = progress.findLast(({ progress: { epoch } }) => epoch === 1);
    // On the way through the first epoch the loss falls from 12 on.
    expect(lastOfFirst?.progress).toMatchObject({ batch: 100, batches: 100, trainAcc: null });
    expect(lastOfFirst?.progress.trainLoss).toBeGreaterThan(
      10 * (epochs[0]?.epoch.trainLoss ?? NaN),
    );
  });

  test('the last progress has the whole path and the last minibatch', async () => {
    const { progress, end } = await run();
    const { linear } = progress.at(-1)?.progress ?? {};
    const { path, minibatch } = linear ?? {};
    expect(path?.steps).toHaveLength(301);
    const { w, b } = finalOf(end);
    expect([path?.w1.at(-1), path?.w2.at(-1), path?.b.at(-1)]).toEqual([...w, b]);
    expect([...(minibatch?.weights ?? [])]).toEqual([...w, b]);
  });
});

describe('stepping', () => {
  test('each step is one minibatch, opened up', async () => {
    const shown: NonNullable<Message<'progress'>['progress']['linear']>[] = [];
    const { end } = await run(
      { numExamples: 23, batchSize: 10 },
      {
        paused: true,
        onMessage: (message, control) => {
          if (message.type !== 'progress') return;
          const { batch, linear } = message.progress;
          if (linear) shown.push(linear);
          control.apply(batch === 2 ? 'stop' : 'step');
        },
      },
    );
    expect(end).toMatchObject({ state: 'stopped', partial: { epoch: 1, batch: 2 } });
    const [first, second] = shown;
    expect(shown).toHaveLength(2);
    expect([...(second?.path.steps ?? [])]).toEqual([0, 1, 2]);

    const { size, indices, X, y, yHat, residual, gradient, update, weights } =
      first?.minibatch ?? raise();
    const order = linearOrder(0, 23, 1);
    expect(size).toBe(10);
    expect([...indices]).toEqual([...order.slice(0, 10)]);
    const [w1 = NaN, w2 = NaN, b = NaN] = linearStart(notes);
    const rows = Array.from(indices, (_, i) => [X[2 * i] ?? NaN, X[2 * i + 1] ?? NaN, 1]);
    // The formulas of section 3.1: what the model says, the residual, equation 3.1.10.
    rows.forEach(([x1 = NaN, x2 = NaN], i) => {
      expect(yHat[i]).toBeCloseTo(w1 * x1 + w2 * x2 + b, 5);
      expect(residual[i]).toBeCloseTo((yHat[i] ?? NaN) - (y[i] ?? NaN), 5);
    });
    [w1, w2, b].forEach((weight, j) => {
      const slope =
        rows.reduce((sum, row, i) => sum + (row[j] ?? NaN) * (residual[i] ?? NaN), 0) / 10;
      expect(gradient[j]).toBeCloseTo(slope, 4);
      expect(update[j]).toBeCloseTo(-0.03 * slope, 5);
      expect(weights[j]).toBeCloseTo(weight - 0.03 * slope, 5);
    });
  });

  test('of a large minibatch the first hundred rows are shown', async () => {
    const { progress } = await run({ batchSize: 1000, epochs: 1 });
    const { minibatch } = progress.at(-1)?.progress.linear ?? raise();
    expect(minibatch?.size).toBe(1000);
    expect(minibatch?.indices).toHaveLength(100);
    expect(minibatch?.X).toHaveLength(200);
    expect(minibatch?.residual).toHaveLength(100);
  });
});

test('a new learning rate counts from the next minibatch on', async () => {
  const { epochs } = await run(
    { epochs: 1, numExamples: 50 },
    {
      paused: true,
      onMessage: (message, control) => {
        if (message.type !== 'progress') return;
        if (message.progress.batch === 2) control.learningRate = 0.2;
        control.apply('step');
      },
    },
  );
  const config = { ...notes, epochs: 1, numExamples: 50 };
  const rateOf = (step: number) => (step <= 2 ? 0.03 : 0.2);
  expect([...(epochs[0]?.weights ?? [])]).toEqual(weightsAfter(5, config, rateOf));
  expect(epochs[0]?.epoch.learningRate).toBe(0.2);
});

test('a run that goes on after its first epoch ends like one that was never interrupted', async () => {
  const whole = await run();
  const [first] = whole.epochs;
  const rest = await run({}, { from: { epoch: 1, weights: first?.weights ?? raise() } });
  expect(rest.epochs.map(({ epoch }) => epoch.epoch)).toEqual([2, 3]);
  expect(rest.all('weights')).toEqual([]);
  expect(finalOf(rest.end)).toEqual(finalOf(whole.end));
  expect(rest.progress.at(-1)?.progress.linear?.path.steps[0]).toBe(100);
});

describe('a learning rate that is too large', () => {
  test.each(['scratch', 'concise'] as const)(
    '%s: the run stops at the last finite step and says where that was',
    async (implementation) => {
      const { end } = await run({ learningRate: 3 }, { implementation });
      if (end.state !== 'diverged') throw new Error(`ended as ${end.state}`);
      const { divergence, partial } = end;
      expect(divergence.value).toBe('exploded');
      expect(divergence.epoch).toBe(1);
      expect(divergence.lastFiniteLoss).toBeGreaterThan(0);
      expect(partial).toMatchObject({ epoch: 1, batch: divergence.batch - 1 });
      expect(partial?.weights.every(Number.isFinite)).toBe(true);
    },
  );

  test('its weights are those of that step, where the path ends', async () => {
    const { end, progress } = await run({ learningRate: 3 });
    if (end.state !== 'diverged') throw new Error(`ended as ${end.state}`);
    const { path } = progress.at(-1)?.progress.linear ?? raise();
    expect(path.steps.at(-1)).toBe(end.divergence.batch - 1);
    expect([path.w1.at(-1), path.w2.at(-1), path.b.at(-1)]).toEqual([
      ...(end.partial?.weights ?? []),
    ]);
    const config = { ...notes, learningRate: 3 };
    expect([...(end.partial?.weights ?? [])]).toEqual(
      weightsAfter(end.divergence.batch - 1, config),
    );
  });

  test('rewound to that step, a smaller one finds its way back from there', async () => {
    const { end } = await run({ learningRate: 3 });
    if (end.state !== 'diverged' || !end.partial?.sums) throw new Error(`ended as ${end.state}`);
    const { weights, batch, sums } = end.partial;
    const begun = { batch, sums, lastLoss: end.divergence.lastFiniteLoss };
    const again = await run({ learningRate: 0.3 }, { from: { epoch: 0, weights, begun } });
    expect(again.end.state).toBe('done');
    expect(finalOf(again.end).trainLoss).toBeLessThan(1e-4);
  });

  test('large labels alone are no divergence', async () => {
    const { end } = await run({ trueW1: 1000, trueW2: -1000, trueB: 1000, initStd: 10 });
    expect(end.state).toBe('done');
  });
});

describe('the other implementations', () => {
  test('concise with half the loss ends where scratch ends', async () => {
    const [a, b] = [
      finalOf((await run()).end),
      finalOf((await run({ halfLoss: true }, { implementation: 'concise' })).end),
    ];
    [...a.w, a.b].forEach((weight, j) => {
      expect(Math.abs(weight - ([...b.w, b.b][j] ?? NaN))).toBeLessThan(1e-5);
    });
    expect(b.trainLoss).toBeCloseTo(a.trainLoss ?? NaN, 8);
  });

  test('concise without the half is the lesson of section 3.3', async () => {
    const { epochs } = await run({ epochs: 1 }, { implementation: 'concise' });
    const examples = new LinearExamples(notes);
    const model = concise(linearStart(notes));
    const options = { batchSize: 10, learningRate: () => 0.03 };
    const steps = [...model.trainEpoch(examples.X, examples.y, linearOrder(0, 1000, 1), options)];
    expect([...(epochs[0]?.weights ?? [])]).toEqual([...(steps.at(-1)?.weights ?? [])]);
    model.dispose();
    examples.dispose();
  });

  test('analytic: one epoch, after which no gradient is left', async () => {
    const { epochs, end, progress } = await run({ noise: 0.5 }, { implementation: 'analytic' });
    expect(epochs.map(({ epoch }) => epoch.epoch)).toEqual([1]);
    expect(end.state).toBe('done');
    const { w, b, trainLoss } = finalOf(end);
    const examples = new LinearExamples({ ...notes, noise: 0.5 });
    const { features, labels } = examples;
    examples.dispose();
    const residuals = Array.from(labels, (y, i) => {
      return (
        (w[0] ?? NaN) * (features[2 * i] ?? NaN) +
        (w[1] ?? NaN) * (features[2 * i + 1] ?? NaN) +
        b -
        y
      );
    });
    const mean = (f: (residual: number, i: number) => number) =>
      residuals.reduce((sum, r, i) => sum + f(r, i), 0) / residuals.length;
    expect(mean((r, i) => r * (features[2 * i] ?? NaN))).toBeCloseTo(0, 12);
    expect(mean((r, i) => r * (features[2 * i + 1] ?? NaN))).toBeCloseTo(0, 12);
    expect(mean((r) => r)).toBeCloseTo(0, 12);
    expect(mean((r) => r ** 2 / 2)).toBeCloseTo(trainLoss ?? NaN, 12);
    expect([...(progress.at(-1)?.progress.linear?.path.steps ?? [])]).toEqual([0, 1]);
  });
});

test.each(['scratch', 'concise', 'analytic'] as const)(
  '%s: neither an end, a stop nor a divergence leaves a tensor behind',
  async (implementation) => {
    await run({ epochs: 1 }, { implementation });
    const before = tf.memory().numTensors;
    await run({ epochs: 1 }, { implementation });
    await run({ learningRate: 3 }, { implementation });
    await run(
      {},
      {
        implementation,
        onMessage: (message, control) => {
          if (message.type === 'progress') control.apply('stop');
        },
      },
    );
    expect(tf.memory().numTensors).toBe(before);
  },
);

function raise(): never {
  throw new Error('nothing there');
}
