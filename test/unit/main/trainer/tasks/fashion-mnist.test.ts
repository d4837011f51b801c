import { AppError } from '#contract/errors';
import { taskSchemas, type TaskInput, type TaskName } from '#contract/tasks';
import { rngFor, shuffledIndices } from '#lessons/random';
import { resize } from '#lessons/resize';
import * as tf from '@tensorflow/tfjs';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { TrainerData } from '../../../../../main/trainer/data';
import { runTask } from '../../../../../main/trainer/tasks';
import { syntheticData } from '../support/synthetic-data';

const NUM_TRAIN = 1100;
const files = await syntheticData({ train: NUM_TRAIN, test: 30 });
await tf.setBackend('cpu');
const data = await TrainerData.load(files.files, files.set.manifest);
afterAll(async () => {
  data.dispose();
  await files.remove();
});
beforeAll(() => {
  data.scaleTo('unit');
});

/** What was written, read without any code of the app. */
const written = {
  train: {
    images: bytesOf('train-images-idx3-ubyte.gz', 16),
    labels: bytesOf('train-labels-idx1-ubyte.gz', 8),
  },
  test: {
    images: bytesOf('t10k-images-idx3-ubyte.gz', 16),
    labels: bytesOf('t10k-labels-idx1-ubyte.gz', 8),
  },
};

function bytesOf(file: string, header: number): Uint8Array {
  return Uint8Array.from(files.set.files[file]?.subarray(header) ?? []);
}

const pictureOf = (split: 'train' | 'test', index: number) =>
  written[split].images.subarray(index * 784, (index + 1) * 784);

const context = {
  data: () => Promise.resolve(data),
  lastStep: () => null,
  modelling: () => {
    throw new Error('no task of this lab trains');
  },
};

/** Runs a task as the service does, and holds its input to the contract and its tensors to none. */
async function ask<N extends TaskName>(
  task: N,
  input: TaskInput<N>,
  progress: (done: number, total: number) => void = () => undefined,
  signal = new AbortController().signal,
) {
  expect(v.is(taskSchemas[task], input)).toBe(true);
  const before = tf.memory().numTensors;
  try {
    return await runTask(context, { task, input }, { signal, progress });
  } finally {
    expect(tf.memory().numTensors, 'tensors left alive').toBe(before);
  }
}

describe('splitStatistics', () => {
  test.each(['train', 'test'] as const)('are those of the %s files', async (split) => {
    const { counts, means, histograms, min, max } = await ask('splitStatistics', { split });
    const { images, labels } = written[split];
    const [label = NaN] = labels;
    const ofClass = [...labels.keys()].filter((i) => labels[i] === label);
    expect(counts[label]).toBe(ofClass.length);
    const pixels = ofClass.map((i) => images[i * 784 + 300] ?? NaN);
    const sum = pixels.reduce((total, pixel) => total + pixel, 0);
    expect(means[label * 784 + 300]).toBeCloseTo(sum / ofClass.length, 3);
    const histogram = histograms.subarray(label * 256, (label + 1) * 256);
    expect(histogram.reduce((total, count) => total + count, 0)).toBe(784 * ofClass.length);
    expect(histograms.reduce((total, count) => total + count, 0)).toBe(images.length);
    const sorted = [...images].sort((a, b) => a - b);
    expect([min, max]).toEqual([sorted[0], sorted.at(-1)]);
  });

  test('are of the bytes of the files, whatever scale a run has set', async () => {
    const before = await ask('splitStatistics', { split: 'test' });
    data.scaleTo('byte');
    expect(await ask('splitStatistics', { split: 'test' })).toEqual(before);
    data.scaleTo('unit');
  });
});

describe('browsePictures', () => {
  const browse = (from: number, label: number | null = null, split: 'train' | 'test' = 'train') =>
    ask('browsePictures', { split, label, from });

  test('shows eighteen from any place on, in two rows of nine with their text labels', async () => {
    const { rows, pixels, total, before, previous, next } = await browse(40);
    expect(rows.map((row) => row.length)).toEqual([9, 9]);
    expect(rows.flat().map(({ image }) => image)).toEqual(
      Array.from({ length: 18 }, (_, i) => ({
        index: 40 + i,
        label: written.train.labels[40 + i],
      })),
    );
    const names = 't-shirt,trouser,pullover,dress,coat,sandal,shirt,sneaker,bag,ankle boot';
    rows.flat().forEach(({ image, title }) => {
      expect(title).toBe(names.split(',')[image.label]);
    });
    expect(pixels).toEqual(written.train.images.slice(40 * 784, 58 * 784));
    expect([total, before, previous, next]).toEqual([NUM_TRAIN, 40, 22, 58]);
  });

  test('of one class, shows the first at that place or later', async () => {
    const bags = [...written.train.labels.keys()].filter((i) => written.train.labels[i] === 8);
    const { rows, pixels, total, before, previous, next } = await browse(500, 8);
    const at = bags.findIndex((i) => i >= 500);
    const indices = rows.flat().map(({ image }) => image.index);
    expect(indices).toEqual(bags.slice(at, at + 18));
    expect(pixels.subarray(784, 2 * 784)).toEqual(pictureOf('train', bags[at + 1] ?? NaN));
    expect([total, before]).toEqual([bags.length, at]);
    expect([previous, next]).toEqual([bags[at - 18], bags[at + 18]]);
  });

  test('turning pages to the end and back shows each picture once', async () => {
    const seen: number[] = [];
    let page = await browse(0, null, 'test');
    expect(page.previous).toBeNull();
    for (;;) {
      seen.push(...page.rows.flat().map(({ image }) => image.index));
      if (page.next === null) break;
      page = await browse(page.next, null, 'test');
    }
    expect(seen).toEqual([...Array(30).keys()]);
    expect((await browse(page.previous ?? NaN, null, 'test')).before).toBe(0);
  });

  test('past the last picture, shows the last page', async () => {
    const { rows, next } = await browse(59_999, null, 'test');
    expect(rows.flat().map(({ image }) => image.index)).toEqual(
      Array.from({ length: 18 }, (_, i) => 12 + i),
    );
    expect(next).toBeNull();
  });
});

describe('readMinibatches', () => {
  test('reads every example in minibatches, as often as asked for, and tells each time', async () => {
    const told: number[] = [];
    const reading = await ask(
      'readMinibatches',
      { batchSize: 256, repeats: 2, seed: 0 },
      (done, total) => told.push(done / total),
    );
    expect(reading).toMatchObject({ examples: NUM_TRAIN, minibatches: 5 });
    expect(reading.times).toHaveLength(2);
    expect(reading.times.every((ms) => ms > 0)).toBe(true);
    const [first = NaN, second = NaN] = reading.times;
    expect(reading.sum).toBeCloseTo(first + second, 9);
    expect(reading.avg).toBeCloseTo((first + second) / 2, 9);
    expect(told.at(-1)).toBe(1);
    expect([...told].sort((a, b) => a - b)).toEqual(told);
  });

  test('tells at most once for each percent, however small the minibatches', async () => {
    let told = 0;
    await ask('readMinibatches', { batchSize: 1, repeats: 1, seed: 0 }, () => (told += 1));
    expect(told).toBeLessThanOrEqual(101);
  });

  test('ends when it is called off', async () => {
    const controller = new AbortController();
    const called = ask(
      'readMinibatches',
      { batchSize: 100, repeats: 20, seed: 0 },
      (done) => {
        if (done >= 500) controller.abort(new AppError('cancelled'));
      },
      controller.signal,
    );
    await expect(called).rejects.toThrow('cancelled');
  });
});

describe('resizedMinibatch', () => {
  test('is [32, 1, 64, 64] in float32 with [32] labels in int32, as section 3.5.3 has it', async () => {
    const { X, y } = await ask('resizedMinibatch', { resize: 64, batchSize: 32, seed: 0 });
    expect(X).toEqual({ shape: [32, 1, 64, 64], dtype: 'float32' });
    expect(y).toEqual({ shape: [32], dtype: 'int32' });
  });

  test('brings the first pictures of the first minibatch of an epoch, as they were and resized', async () => {
    const { shown } = await ask('resizedMinibatch', { resize: 20, batchSize: 3, seed: 7 });
    const order = shuffledIndices(rngFor(7, 'order', 1), NUM_TRAIN).subarray(0, 3);
    expect([...shown.labels]).toEqual(Array.from(order, (i) => written.train.labels[i]));
    order.forEach((index, i) => {
      const original = pictureOf('train', index);
      expect(shown.original.subarray(i * 784, (i + 1) * 784)).toEqual(original);
      expect(shown.resized.subarray(i * 400, (i + 1) * 400)).toEqual(resize(original, 28, 20));
    });
  });

  test.each([
    { resize: 7, batchSize: 32 },
    { resize: 225, batchSize: 32 },
    { resize: 64, batchSize: 257 },
    { resize: 64.5, batchSize: 32 },
  ])('is refused beyond what is allowed: %j', (input) => {
    expect(v.is(taskSchemas.resizedMinibatch, { ...input, seed: 0 })).toBe(false);
  });
});
