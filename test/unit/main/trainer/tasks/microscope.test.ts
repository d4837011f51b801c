import type { MicroscopeAnswer, SeenStep } from '#contract/microscope';
import type { RunRequest, SoftmaxConfig } from '#contract/run';
import { rngFor, shuffledIndices } from '#lessons/random';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { scratch } from '#lessons/softmax-regression/scratch';
import * as tf from '@tensorflow/tfjs';
import { describe, expect, test } from 'vitest';
import { softmaxNotes } from '../../../../support/notes';
import { lineWithData } from '../support/line-with-data';

const NUM_TRAIN = 300;
const { line, set } = await lineWithData({ train: NUM_TRAIN, test: 20 });

const config: SoftmaxConfig = {
  ...softmaxNotes,
  batchSize: 32,
  epochs: 2,
  seed: 5,
  numTrain: NUM_TRAIN,
};
const pixels = set.files['train-images-idx3-ubyte.gz']?.subarray(16) ?? Buffer.alloc(0);
const labels = set.files['train-labels-idx1-ubyte.gz']?.subarray(8) ?? Buffer.alloc(0);

let count = 0;

function startPaused(
  changes: Partial<SoftmaxConfig> = {},
  implementation: 'scratch' | 'concise' = 'scratch',
) {
  const runId = `run ${(count += 1)}`;
  const request: RunRequest = {
    lab: 'softmax',
    implementation,
    config: { ...config, ...changes },
  };
  line.say({ type: 'run', runId, request, paused: true });
  const control = (action: 'step' | 'resume' | 'pause' | 'stop') =>
    line.say({ type: 'control', runId, action });
  return {
    runId,
    control,
    async step(epoch: number, batch: number) {
      control('step');
      await line.hear(
        'progress',
        ({ progress }) =>
          progress.runId === runId && progress.epoch === epoch && progress.batch === batch,
      );
    },
    end: () => line.hear('end', (message) => message.runId === runId),
  };
}

async function look(runId: string): Promise<SeenStep | null> {
  const callId = (count += 1);
  const taskId = String(callId);
  line.say({ type: 'task', callId, request: { taskId, task: 'microscope', input: { runId } } });
  const answer = await line.hear('task', (message) => message.callId === callId);
  const isLook = (output: object): output is MicroscopeAnswer => 'step' in output;
  if (!isLook(answer.output)) throw new Error('another task answered');
  return answer.output.step;
}

async function seen(runId: string): Promise<SeenStep> {
  const step = await look(runId);
  if (step === null) throw new Error('there is nothing to see');
  return step;
}

/** The weights after some minibatches, by the lesson alone. */
function weightsAfter(batches: number): Float32Array {
  const model = scratch(initialWeights(5, 0.01));
  const images = tf.tensor2d(
    Float32Array.from(pixels, (byte) => byte / 255),
    [NUM_TRAIN, 784],
  );
  const y = tf.tensor1d([...labels], 'int32');
  const order = shuffledIndices(rngFor(5, 'order', 1), NUM_TRAIN).subarray(0, 32 * batches);
  const options = { batchSize: 32, learningRate: () => 0.1, maxBatches: () => 1 };
  if (batches > 0) Array.from(model.trainEpoch(images, y, order, options));
  const weights = model.getWeights();
  model.dispose();
  tf.dispose([images, y]);
  return weights;
}

describe('a stepped minibatch under the microscope', () => {
  test('is the one that was trained: its place, its rate, its examples and their pictures', async () => {
    const run = startPaused();
    await run.step(1, 1);
    await run.step(1, 2);
    const { epoch, batch, batches, learningRate, size, examples } = await seen(run.runId);
    expect([epoch, batch, batches, learningRate, size]).toEqual([1, 2, 10, 0.1, 32]);
    const indices = shuffledIndices(rngFor(5, 'order', 1), NUM_TRAIN).subarray(32, 64);
    expect(examples.indices).toEqual(indices);
    indices.forEach((index, i) => {
      expect(examples.labels[i]).toBe(labels[index]);
      const picture = examples.pixels.subarray(i * 784, (i + 1) * 784);
      expect(picture).toEqual(Uint8Array.from(pixels.subarray(index * 784, (index + 1) * 784)));
    });
    run.control('stop');
    await run.end();
  });

  test('shows logits, probabilities and losses of the weights before the step, to six digits', async () => {
    const run = startPaused();
    for (const batch of [1, 2, 3]) await run.step(1, batch);
    const { examples, loss, shapes } = await seen(run.runId);
    const before = weightsAfter(2);
    const losses = Array.from(examples.indices, (index, i) => {
      const logits = Array.from({ length: 10 }, (_, k) =>
        Array.from({ length: 784 }, (__, p) => p).reduce(
          (sum, p) => sum + ((before[k * 784 + p] ?? NaN) * (pixels[index * 784 + p] ?? NaN)) / 255,
          before[7840 + k] ?? NaN,
        ),
      );
      const partition = logits.reduce((sum, o) => sum + Math.exp(o), 0);
      logits.forEach((o, k) => {
        expect(examples.logits[10 * i + k]).toBeCloseTo(o, 4);
        expect(examples.probabilities[10 * i + k]).toBeCloseTo(Math.exp(o) / partition, 5);
      });
      return Math.log(partition) - (logits[labels[index] ?? NaN] ?? NaN);
    });
    losses.forEach((expected, i) => expect(examples.losses[i]).toBeCloseTo(expected, 4));
    expect(loss).toBeCloseTo(losses.reduce((sum, l) => sum + l, 0) / 32, 4);
    expect(shapes).toEqual({
      X: [32, 784],
      O: [32, 10],
      yHat: [32, 10],
      l: [32],
      dO: [32, 10],
      dW: [10, 784],
      db: [10],
    });
    run.control('stop');
    await run.end();
  });

  test('has the gradient that takes the weights from before the step to after it', async () => {
    const run = startPaused();
    await run.step(1, 1);
    const { dW, db, size, learningRate, difference } = await seen(run.runId);
    const [before, after] = [weightsAfter(0), weightsAfter(1)];
    const gradient = [...dW, ...db];
    expect(gradient).toHaveLength(after.length);
    gradient.forEach((slope, i) => {
      const updated = (before[i] ?? NaN) - (learningRate / size) * slope;
      expect(Math.abs(updated - (after[i] ?? NaN))).toBeLessThan(1e-7);
    });
    expect(difference).toBe(0);
    run.control('stop');
    await run.end();
  });

  test('agrees with the concise implementation to within rounding', async () => {
    const run = startPaused({}, 'concise');
    await run.step(1, 1);
    const { difference } = await seen(run.runId);
    expect(difference).toBeLessThan(1e-6);
    run.control('stop');
    await run.end();
  });

  test('has the last minibatch of an epoch, which is smaller', async () => {
    const run = startPaused();
    for (let batch = 1; batch <= 10; batch += 1) await run.step(1, batch);
    expect(await seen(run.runId)).toMatchObject({ epoch: 1, batch: 10, size: 300 - 9 * 32 });
    await run.step(2, 1);
    const { epoch, examples } = await seen(run.runId);
    expect(epoch).toBe(2);
    const order = shuffledIndices(rngFor(5, 'order', 2), NUM_TRAIN);
    expect(examples.indices).toEqual(order.subarray(0, 32));
    run.control('stop');
    await run.end();
  });

  test('of a large minibatch, shows the first 256 examples and the gradient of all', async () => {
    const run = startPaused({ batchSize: NUM_TRAIN });
    await run.step(1, 1);
    const { size, examples, difference } = await seen(run.runId);
    expect(size).toBe(300);
    expect(examples.losses).toHaveLength(256);
    expect(examples.pixels).toHaveLength(256 * 784);
    expect(difference).toBeLessThan(1e-6);
    run.control('stop');
    await run.end();
  });

  test('shows the example whose softmax overflowed and ended the run, and stays after its end', async () => {
    const run = startPaused({ initStd: 10 });
    run.control('step');
    const { end } = await run.end();
    expect(end.state).toBe('diverged');
    const { batch, loss, examples } = await seen(run.runId);
    expect([batch, loss]).toEqual([1, NaN]);
    const bad = examples.losses.findIndex(Number.isNaN);
    const logits = examples.logits.subarray(10 * bad, 10 * (bad + 1));
    // exp(88.73) is more than a float32 can hold.
    expect(Math.max(...logits)).toBeGreaterThan(88.7);
    const probabilities = examples.probabilities.subarray(10 * bad, 10 * (bad + 1));
    expect(probabilities.some(Number.isNaN)).toBe(true);
  });
});

describe('there is nothing under the microscope', () => {
  test('before the first step, after minibatches that ran by themselves, and of another run', async () => {
    const run = startPaused({ epochs: 1 });
    await line.hear('state', (message) => message.runId === run.runId);
    expect(await look(run.runId)).toBeNull();
    await run.step(1, 1);
    expect(await look('another run')).toBeNull();
    run.control('resume');
    await run.end();
    expect(await look(run.runId)).toBeNull();
  });
});
