import type { SoftmaxConfig, SoftmaxImplementation } from '#contract/run';
import type { RunStart } from '#contract/trainer';
import { rngFor, shuffledIndices } from '#lessons/random';
import { concise } from '#lessons/softmax-regression/concise';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { softmaxNotes } from '../../../support/notes';
import { lineWithData } from './support/line-with-data';

const size = { train: 300, test: 50 };
const { line, set } = await lineWithData(size);

const config: SoftmaxConfig = { ...softmaxNotes, batchSize: 32, epochs: 3, seed: 5, numTrain: 300 };

let runs = 0;

/** Starts a run and says what came of it so far. */
function start(
  changes: Partial<SoftmaxConfig> & { implementation?: SoftmaxImplementation } = {},
  { paused = false, from }: { paused?: boolean; from?: RunStart } = {},
) {
  const { implementation = 'scratch', ...rest } = changes;
  const runId = `run ${(runs += 1)}`;
  const request = { lab: 'softmax', implementation, config: { ...config, ...rest } } as const;
  line.say({ type: 'run', runId, request, paused, ...(from && { from }) });
  return {
    act: (...actions: ('pause' | 'resume' | 'step' | 'stop')[]) => {
      for (const action of actions) line.say({ type: 'control', runId, action });
    },
    setRate: (learningRate: number) => {
      line.say({ type: 'learningRate', runId, learningRate });
    },
    /** Waits for the progress that tells of this minibatch. */
    batch: (epoch: number, batch: number) =>
      line.hear(
        'progress',
        ({ progress }) =>
          progress.runId === runId && progress.epoch === epoch && progress.batch === batch,
      ),
    end: async () => (await line.hear('end', (message) => message.runId === runId)).end,
    /** The epochs as they were told, without their time. */
    epochs: () =>
      line
        .all('epoch')
        .filter((message) => message.runId === runId)
        .map(({ epoch, weights }) => ({ ...epoch, ms: 'some', weights })),
    heard: () => line.heard.filter((message) => 'runId' in message && message.runId === runId),
  };
}

/** The pictures as tensors, from the bytes that were written and not from the trainer. */
function tensors(split: 'train' | 't10k', scale = 1 / 255) {
  const images = set.files[`${split}-images-idx3-ubyte.gz`]?.subarray(16) ?? [];
  const labels = set.files[`${split}-labels-idx1-ubyte.gz`]?.subarray(8) ?? [];
  return {
    images: tf.tensor2d(
      Float32Array.from(images, (byte) => byte * scale),
      [labels.length, 784],
    ),
    labels: tf.tensor1d([...labels], 'int32'),
  };
}

/** The weights after some minibatches, by the lesson alone: no session, no service. */
function trained({
  batches,
  learningRate = () => 0.1,
  create = scratch,
  scale = 1 / 255,
  orderOf = (epoch: number) => shuffledIndices(rngFor(5, 'order', epoch), 300),
}: {
  readonly batches: number;
  readonly learningRate?: (batch: number) => number;
  readonly create?: typeof scratch;
  readonly scale?: number;
  readonly orderOf?: (epoch: number) => Int32Array;
}): Float32Array {
  const model = create(initialWeights(5, 0.01));
  const { images, labels } = tensors('train', scale);
  let done = 0;
  for (let epoch = 1; done < batches; epoch += 1) {
    const options = {
      batchSize: 32,
      learningRate: () => learningRate(done + 1),
      maxBatches: () => 1,
    };
    const before = done;
    for (const { batch } of model.trainEpoch(images, labels, orderOf(epoch), options)) {
      done = before + batch;
      if (done === batches) break;
    }
  }
  const weights = model.getWeights();
  model.dispose();
  tf.dispose([images, labels]);
  return weights;
}

describe('a run', () => {
  test('tells its state, its first weights, each epoch in order, and its end as the last', async () => {
    const run = start();
    const end = await run.end();
    const heard = run.heard().filter(({ type }) => type !== 'progress');
    expect(heard.map(({ type }) => type)).toEqual([
      'state',
      'weights',
      'epoch',
      'epoch',
      'epoch',
      'end',
    ]);
    expect(heard[0]).toMatchObject({ state: 'running' });
    expect(heard[1]).toMatchObject({ epoch: 0, weights: initialWeights(5, 0.01) });
    const epochs = run.epochs();
    expect(epochs.map(({ epoch }) => epoch)).toEqual([1, 2, 3]);
    const { trainLoss, trainAcc, testAcc } = epochs[2] ?? {};
    expect(end).toEqual({ state: 'done', final: { trainLoss, trainAcc, testAcc } });
  });

  test.each([
    ['scratch', scratch],
    ['concise', concise],
  ] as const)(
    'trains the lesson %s on the seed’s weights and orders',
    async (implementation, create) => {
      const run = start({ implementation });
      await run.end();
      const weights = trained({ batches: 30, create });
      expect(run.epochs()[2]?.weights).toEqual(weights);
    },
  );

  test('measures the test accuracy on the test set with the epoch’s weights', async () => {
    const run = start({ epochs: 1 });
    await run.end();
    const { images, labels } = tensors('t10k');
    const weights = run.epochs()[0]?.weights ?? new Float32Array();
    // By hand: the class with the largest score.
    const pixels = images.arraySync();
    const right = labels.arraySync().filter((label, i) => {
      const scores = Array.from({ length: 10 }, (_, k) =>
        (pixels[i] ?? []).reduce(
          (sum, x, j) => sum + x * (weights[784 * k + j] ?? 0),
          weights[7840 + k] ?? 0,
        ),
      );
      return scores.indexOf(Math.max(...scores)) === label;
    });
    expect(run.epochs()[0]?.testAcc).toBe(right.length / size.test);
  });

  test('can be repeated to the last digit', async () => {
    const first = start();
    await first.end();
    const again = start();
    await again.end();
    expect(again.epochs()).toEqual(first.epochs());
  });

  test('in slow motion, comes to the same, one minibatch after the other', async () => {
    const plain = start({ epochs: 1, numTrain: 64 });
    await plain.end();
    line.say({ type: 'pace', pace: 'minibatch' });
    const slow = start({ epochs: 1, numTrain: 64 });
    await slow.batch(1, 1);
    await slow.end();
    line.say({ type: 'pace', pace: 'full' });
    expect(slow.epochs()).toEqual(plain.epochs());
  });

  test('in slow motion, is stopped and sped up without delay', async () => {
    line.say({ type: 'pace', pace: 'minibatch' });
    // At this pace it would take two hours.
    const stopped = start({ epochs: 1000 });
    await stopped.batch(1, 1);
    stopped.act('stop');
    expect(await stopped.end()).toMatchObject({ state: 'stopped' });
    const hurried = start({ epochs: 2 });
    await hurried.batch(1, 1);
    line.say({ type: 'pace', pace: 'full' });
    expect(await hurried.end()).toMatchObject({ state: 'done' });
  });

  test('has the trainer to itself: another one is refused and changes nothing', async () => {
    const alone = start();
    await alone.end();
    const first = start();
    const second = start({ seed: 6 });
    expect(await second.end()).toMatchObject({ state: 'failed', error: { code: 'runUnderWay' } });
    await first.end();
    expect(first.epochs()).toEqual(alone.epochs());
  });

  test.each(['scratch', 'concise'] as const)(
    'paused, stepped and resumed, comes to the same as without: %s',
    async (implementation) => {
      const plain = start({ implementation });
      await plain.end();
      const run = start({ implementation }, { paused: true });
      run.act('step', 'step', 'step');
      await run.batch(1, 3);
      run.act('resume', 'pause', 'step', 'pause', 'resume');
      await run.end();
      expect(run.epochs()).toEqual(plain.epochs());
    },
  );

  test('trains one minibatch a step, and the step that ends an epoch tells of it', async () => {
    const run = start({ epochs: 1 }, { paused: true });
    for (let batch = 1; batch <= 9; batch += 1) {
      run.act('step');
      const { progress } = await run.batch(1, batch);
      expect(progress.batches).toBe(10);
    }
    expect(run.epochs()).toEqual([]);
    run.act('step');
    expect(await run.end()).toMatchObject({ state: 'done' });
    expect(run.epochs()).toHaveLength(1);
  });

  test('trains with a new learning rate from the next minibatch on', async () => {
    const run = start({ epochs: 1 }, { paused: true });
    run.act('step', 'step');
    await run.batch(1, 2);
    run.setRate(0.5);
    run.act('step');
    await run.batch(1, 3);
    run.setRate(0.02);
    run.act('resume');
    await run.end();
    const [epoch] = run.epochs();
    const rates = [0.1, 0.1, 0.5];
    expect(epoch?.weights).toEqual(
      trained({ batches: 10, learningRate: (batch) => rates[batch - 1] ?? 0.02 }),
    );
    expect(epoch?.learningRate).toBe(0.02);
  });

  test('stopped in mid-epoch, hands over what it had come to', async () => {
    const run = start({}, { paused: true });
    run.act(...Array.from({ length: 13 }, () => 'step' as const));
    await run.batch(2, 3);
    run.act('stop');
    const end = await run.end();
    const [first] = run.epochs();
    const { trainLoss, trainAcc, testAcc } = first ?? {};
    expect(end).toEqual({
      state: 'stopped',
      final: { trainLoss, trainAcc, testAcc },
      partial: { epoch: 2, batch: 3, weights: trained({ batches: 13 }) },
    });
  });

  test('stopped before the first minibatch, has nothing to hand over', async () => {
    const run = start({}, { paused: true });
    run.act('stop');
    expect(await run.end()).toEqual({ state: 'stopped' });
  });

  test('goes on after an epoch as if it had never ended', async () => {
    const whole = start();
    await whole.end();
    const [first, second, third] = whole.epochs();
    const rest = start({}, { from: { epoch: 1, weights: first?.weights ?? new Float32Array() } });
    const end = await rest.end();
    expect(rest.epochs()).toEqual([second, third]);
    expect(end.state).toBe('done');
    expect(rest.heard().some(({ type }) => type === 'weights')).toBe(false);
  });

  test('without shuffling, reads the first examples in the order of the file', async () => {
    const run = start({ shuffle: false, numTrain: 70, epochs: 2 });
    await run.end();
    const orderOf = () => Int32Array.from({ length: 70 }, (_, i) => i);
    expect(run.epochs()[1]?.weights).toEqual(trained({ batches: 6, orderOf }));
  });

  test('on bytes, sees pixels from 0 to 255, and the next run fractions again', async () => {
    const rate = 1e-6;
    const onBytes = start({ pixelScale: 'byte', learningRate: rate, epochs: 1 });
    await onBytes.end();
    expect(onBytes.epochs()[0]?.weights).toEqual(
      trained({ batches: 10, scale: 1, learningRate: () => rate }),
    );
    const onFractions = start({ epochs: 1 });
    await onFractions.end();
    expect(onFractions.epochs()[0]?.weights).toEqual(trained({ batches: 10 }));
  });

  test('leaves no tensor behind, however it ends', async () => {
    const tensorsAlive = async (at: number) => {
      line.say({ type: 'ping', at });
      return (await line.hear('pong', (message) => message.at === at)).tensors;
    };
    const before = await tensorsAlive(1);
    await start().end();
    const stopped = start({}, { paused: true });
    stopped.act('step', 'stop');
    await stopped.end();
    await start({ learningRate: 10, pixelScale: 'byte' }).end();
    await start({ implementation: 'concise', epochs: 1 }).end();
    expect(await tensorsAlive(2)).toBe(before);
  });

  test('fails with a reason where the compiled graph is not there', async () => {
    expect(await start({ implementation: 'graph' }).end()).toMatchObject({
      state: 'failed',
      error: { code: 'implementationUnavailable' },
    });
  });
});
