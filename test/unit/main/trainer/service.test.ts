import type { RunRequest, SoftmaxConfig } from '#contract/run';
import type { PredictionsQuery } from '#contract/trainer';
import { initialWeights } from '#lessons/softmax-regression/initial-weights';
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { afterAll, describe, expect, test } from 'vitest';
import { Line } from './support/line';
import { syntheticData } from './support/synthetic-data';

const data = await syntheticData({ train: 100, test: 60 });
afterAll(data.remove);
const testLabels = [...(data.set.files['t10k-labels-idx1-ubyte.gz']?.subarray(8) ?? [])];
const testPixels = data.set.files['t10k-images-idx3-ubyte.gz']?.subarray(16) ?? Buffer.alloc(0);

const config: SoftmaxConfig = {
  learningRate: 0.1,
  batchSize: 10,
  epochs: 2,
  seed: 0,
  initStd: 0.01,
  numTrain: 100,
  shuffle: true,
  pixelScale: 'unit',
};
const request: RunRequest = { lab: 'softmax', implementation: 'scratch', config };

async function ready(): Promise<Line> {
  const line = new Line({ manifest: data.set.manifest });
  line.say({ type: 'init', engine: 'cpu' });
  await line.hear('ready');
  return line;
}

async function loaded(): Promise<Line> {
  const line = await ready();
  line.say({ type: 'dataset', files: data.files });
  await line.hear('datasetLoaded');
  return line;
}

describe('init', () => {
  test('is answered with the engine, and why it is not the native one', async () => {
    const { engine } = await (await ready()).hear('ready');
    expect(engine).toMatchObject({
      kind: 'cpu',
      threads: 1,
      reason: { code: 'chosen' },
      graph: { available: false, reason: 'needsNativeEngine' },
    });
  });

  test('ends the process where no engine works', async () => {
    const line = new Line({ loadEngine: () => Promise.reject(new Error('no engine at all')) });
    line.say({ type: 'init' });
    await expect.poll(() => line.exitCode).toBe(1);
    expect(String(line.reports[0])).toContain('no engine at all');
  });
});

describe('dataset', () => {
  test('is answered with the number of examples', async () => {
    const line = await loaded();
    expect(line.all('datasetLoaded')).toEqual([{ type: 'datasetLoaded', train: 100, test: 60 }]);
  });

  test('is loaded once, however often it is sent', async () => {
    const line = await loaded();
    line.say({ type: 'ping', at: 1 });
    line.say({ type: 'dataset', files: data.files });
    await expect.poll(() => line.all('datasetLoaded').length).toBe(2);
    line.say({ type: 'ping', at: 2 });
    await line.hear('pong', ({ at }) => at === 2);
    const [before, after] = line.all('pong').map(({ tensors }) => tensors);
    expect(after).toBe(before);
  });

  test('is refused where the files are not what main verified, and taken once they are', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'linear-lab-'));
    const trainLabels = join(folder, 'labels.gz');
    await writeFile(trainLabels, gzipSync('other data'));
    const line = await ready();
    line.say({ type: 'dataset', files: { ...data.files, trainLabels } });
    const { error } = await line.hear('datasetFailed');
    expect(error).toEqual({
      code: 'dataMissing',
      params: { file: 'train-labels-idx1-ubyte.gz', problem: 'damaged' },
    });
    await copyFile(data.files.trainLabels, trainLabels);
    line.say({ type: 'dataset', files: { ...data.files, trainLabels } });
    expect(await line.hear('datasetLoaded')).toMatchObject({ train: 100 });
    await rm(folder, { recursive: true });
  });
});

describe('run', () => {
  test('waits for the data set that is being loaded', async () => {
    const line = await ready();
    line.say({ type: 'dataset', files: data.files });
    line.say({ type: 'run', runId: 'a', request, paused: false });
    expect((await line.hear('end')).end.state).toBe('done');
  });

  test('fails with a reason where there is no data set', async () => {
    const line = await ready();
    line.say({ type: 'run', runId: 'a', request, paused: false });
    const { end } = await line.hear('end');
    expect(end).toEqual({ state: 'failed', error: { code: 'dataMissing', params: {} } });
    expect(line.reports).toEqual([]);
  });

  test('can be stopped before its data is there', async () => {
    const line = await ready();
    line.say({ type: 'dataset', files: data.files });
    line.say({ type: 'run', runId: 'a', request, paused: false });
    line.say({ type: 'control', runId: 'a', action: 'stop' });
    expect((await line.hear('end')).end).toEqual({ state: 'stopped' });
  });

  test('takes no orders that are for another run', async () => {
    const line = await loaded();
    line.say({ type: 'run', runId: 'a', request, paused: false });
    line.say({ type: 'control', runId: 'b', action: 'stop' });
    line.say({ type: 'learningRate', runId: 'b', learningRate: 5 });
    const { end } = await line.hear('end');
    expect(end.state).toBe('done');
    expect(line.all('epoch').map(({ epoch }) => epoch.learningRate)).toEqual([0.1, 0.1]);
  });

  test('is followed by the next one at once', async () => {
    const line = await loaded();
    line.say({ type: 'run', runId: 'a', request, paused: false });
    await line.hear('end');
    line.say({ type: 'run', runId: 'b', request, paused: false });
    const { end } = await line.hear('end', ({ runId }) => runId === 'b');
    expect(end.state).toBe('done');
  });
});

describe('predictions', () => {
  const query = (more: Partial<PredictionsQuery> = {}): PredictionsQuery => ({
    key: 'a',
    weights: initialWeights(0, 0.01),
    pixelScale: 'unit',
    wrongOnly: false,
    offset: 0,
    count: 200,
    ...more,
  });

  async function pageOf(line: Line, callId: number, more: Partial<PredictionsQuery> = {}) {
    line.say({ type: 'predictions', callId, query: query(more) });
    return (await line.hear('predictions', (message) => message.callId === callId)).page;
  }

  test('name each test picture with its label, and bring its bytes', async () => {
    const page = await pageOf(await loaded(), 1);
    expect(page.total).toBe(60);
    expect(page.items.map(({ index, label }) => [index, label])).toEqual([...testLabels.entries()]);
    expect(Buffer.from(page.pixels).equals(testPixels)).toBe(true);
  });

  test('count as wrong what the run’s test accuracy leaves', async () => {
    const line = await loaded();
    for (const [callId, pixelScale] of (['unit', 'byte'] as const).entries()) {
      const runId = `run ${callId}`;
      const learningRate = pixelScale === 'unit' ? 0.1 : 1e-6;
      const changed: RunRequest = { ...request, config: { ...config, pixelScale, learningRate } };
      line.say({ type: 'run', runId, request: changed, paused: false });
      await line.hear('end', (message) => message.runId === runId);
      const last = line.all('epoch').findLast((message) => message.runId === runId);
      if (!last) throw new Error('no epoch');
      const page = await pageOf(line, callId, { key: runId, pixelScale, weights: last.weights });
      const wrong = page.items.filter(({ label, predicted }) => label !== predicted).length;
      expect(page.wrong).toBe(wrong);
      expect(wrong).toBe(Math.round(60 * (1 - (last.epoch.testAcc ?? NaN))));
    }
  });

  test('are those of the class with the largest probability, by hand', async () => {
    const weights = initialWeights(3, 0.1);
    const page = await pageOf(await loaded(), 1, { weights });
    page.items.forEach(({ index, predicted, probability }) => {
      const scores = Array.from({ length: 10 }, (_, k) => {
        const pixels = testPixels.subarray(784 * index, 784 * (index + 1));
        return pixels.reduce(
          (sum, byte, j) => sum + (byte / 255) * (weights[784 * k + j] ?? 0),
          weights[7840 + k] ?? 0,
        );
      });
      const exps = scores.map(Math.exp);
      const probabilities = exps.map((e) => e / exps.reduce((a, b) => a + b));
      expect(probabilities.indexOf(Math.max(...probabilities))).toBe(predicted);
      expect(probability).toBeCloseTo(probabilities[predicted] ?? NaN, 5);
    });
  });

  test('can be filtered and paged, and the pages make up the whole', async () => {
    const line = await loaded();
    const all = await pageOf(line, 1);
    const wrong = all.items.filter(({ label, predicted }) => label !== predicted);
    const ofClass = wrong.filter(({ label }) => label === 4);
    expect((await pageOf(line, 2, { wrongOnly: true })).items).toEqual(wrong);
    expect((await pageOf(line, 3, { wrongOnly: true, label: 4 })).items).toEqual(ofClass);
    const pages = [];
    for (const offset of [0, 25, 50]) {
      const page = await pageOf(line, 10 + offset, { offset, count: 25 });
      expect(page.total).toBe(60);
      expect(page.pixels).toEqual(all.pixels.subarray(784 * offset, 784 * (offset + 25)));
      pages.push(...page.items);
    }
    expect(pages).toEqual(all.items);
  });

  test('are an empty page beyond the end', async () => {
    const page = await pageOf(await loaded(), 1, { offset: 5000 });
    expect(page).toMatchObject({ total: 60, items: [], pixels: new Uint8Array() });
  });

  test('of a key are remembered: its weights are not looked at again', async () => {
    const line = await loaded();
    const first = await pageOf(line, 1);
    const again = await pageOf(line, 2, { weights: initialWeights(9, 1) });
    expect(again).toEqual(first);
  });

  test('do not disturb the run under way', async () => {
    const line = await loaded();
    line.say({ type: 'run', runId: 'a', request, paused: true });
    for (let callId = 1; callId <= 20; callId += 1) {
      line.say({ type: 'control', runId: 'a', action: 'step' });
      await pageOf(line, callId, { key: `${callId}`, pixelScale: callId % 2 ? 'unit' : 'byte' });
    }
    await line.hear('end');
    line.say({ type: 'run', runId: 'b', request, paused: false });
    await line.hear('end', ({ runId }) => runId === 'b');
    const weightsOf = (id: string) =>
      line
        .all('epoch')
        .filter(({ runId }) => runId === id)
        .map(({ weights }) => weights);
    expect(weightsOf('a')).toEqual(weightsOf('b'));
  });

  test('fail with a reason without a data set, and for weights of another model', async () => {
    const line = await ready();
    line.say({ type: 'predictions', callId: 1, query: query() });
    expect((await line.hear('error')).error.code).toBe('dataMissing');
    line.say({ type: 'dataset', files: data.files });
    line.say({ type: 'predictions', callId: 2, query: query({ weights: new Float32Array(3) }) });
    const { error } = await line.hear('error', ({ callId }) => callId === 2);
    expect(error).toMatchObject({ code: 'invalidInput', params: { value: '3 numbers' } });
  });
});

describe('task pictures', () => {
  test('brings pictures and labels of a split by their places', async () => {
    const line = await loaded();
    const input = { split: 'test', indices: [59, 0, 59] } as const;
    line.say({
      type: 'task',
      callId: 1,
      request: { taskId: 't', task: 'pictures', input: { ...input, indices: [...input.indices] } },
    });
    const { output } = await line.hear('task');
    const picture = (i: number) => testPixels.subarray(784 * i, 784 * (i + 1));
    expect(output).toEqual({
      labels: Uint8Array.from([59, 0, 59], (i) => testLabels[i] ?? NaN),
      pixels: Uint8Array.from(Buffer.concat([picture(59), picture(0), picture(59)])),
    });
  });

  test('refuses a place that the split does not have', async () => {
    const line = await loaded();
    line.say({
      type: 'task',
      callId: 1,
      request: { taskId: 't', task: 'pictures', input: { split: 'test', indices: [60] } },
    });
    expect((await line.hear('error')).error).toEqual({
      code: 'invalidInput',
      params: { field: 'indices', value: '60', allowed: '[0, 59]' },
    });
  });
});

describe('shutdown', () => {
  test('stops the run, says bye as the last, and exits', async () => {
    const line = await loaded();
    line.say({ type: 'run', runId: 'a', request, paused: true });
    line.say({ type: 'shutdown' });
    await line.hear('bye');
    expect(line.all('end')[0]?.end.state).toBe('stopped');
    expect(line.heard.at(-1)).toEqual({ type: 'bye' });
    expect(line.exitCode).toBe(0);
  });

  test('needs no run and no data', async () => {
    const line = await ready();
    line.say({ type: 'shutdown' });
    await line.hear('bye');
    expect(line.exitCode).toBe(0);
  });
});

test('each ping is answered with its time and the memory in use', async () => {
  const line = await ready();
  line.say({ type: 'ping', at: 42 });
  const pong = await line.hear('pong');
  expect(pong.at).toBe(42);
  expect(pong.rssBytes).toBeGreaterThan(1e7);
});
