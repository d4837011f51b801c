import type { Reply } from '#contract/errors';
import {
  linearConfigSchema,
  softmaxConfigSchema,
  type RunRecord,
  type RunRequest,
  type SoftmaxImplementation,
} from '#contract/run';
import { chmod, cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import * as v from 'valibot';
import { afterAll, beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { forEachFile } from '../../../main/dataset/folder';
import { stampFile } from '../../../main/dataset/locate';
import { fashionMnist } from '../../../main/dataset/manifest';
import { stampFiles } from '../../../main/dataset/stamp';
import { selfCheck } from '../../../main/headless/self-check';
import { endOf } from '../../../main/headless/train';
import { createDispatch, type Dispatch } from '../../../main/ipc';
import { createTrainerHost } from '../../../main/trainer/host';
import type { TrainerProcess } from '../../../main/trainer/process';
import type { TrainerHost } from '../../../main/trainer/trainer-host';
import { createCore } from '../../unit/main/support/core';
import { recordingLog } from '../../unit/main/support/recording-log';
import stableRates from '../../fixtures/stable-rate.json' with { type: 'json' };
import { bundle, type Bundle } from './support/bundle';
import { forkInNode } from './support/node-trainer';

/**
 * All of main but Electron, with the real trainer and the real data: what a click in the window sets going.
 */
const packaged = fileURLToPath(
  new URL('../../../resources/datasets/fashion-mnist', import.meta.url),
);

let worker: Bundle;
let root: string;
let host: TrainerHost;
let trainer: TrainerProcess;
let dispatch: Dispatch;
let core: Awaited<ReturnType<typeof createCore>>['core'];

beforeAll(async () => {
  worker = await bundle('main/trainer/worker.ts');
  root = await mkdtemp(join(tmpdir(), "张三 的 'data' "));
  host = createTrainerHost({
    fork: () => {
      trainer = forkInNode(worker.script);
      return trainer;
    },
  });
  ({ core } = await createCore({ root, host, packaged }));
  dispatch = createDispatch(core.handlers, recordingLog().log);
  core.start();
});

afterAll(async () => {
  await core.shutdown();
  await worker.remove();
  await rm(root, { recursive: true, force: true });
});

function request(
  change: Record<string, unknown> = {},
  implementation: SoftmaxImplementation = 'scratch',
): RunRequest {
  const numbers = { learningRate: 0.1, batchSize: 256, epochs: 2, seed: 0, ...change };
  return {
    lab: 'softmax',
    implementation,
    config: v.parse(softmaxConfigSchema, numbers),
  };
}

/** A call's answer; an error of the call is one of the test. */
async function call(name: string, input?: unknown): Promise<unknown> {
  const reply: Reply<unknown> = await dispatch(name, input);
  if (!reply.ok) throw new Error(JSON.stringify(reply.error));
  return reply.value;
}

const idSchema = v.object({ id: v.string() });

async function startRun(change: Record<string, unknown> = {}): Promise<string> {
  return v.parse(idSchema, await call('startRun', { request: request(change), paused: false })).id;
}

describe('a run through the calls of the contract', () => {
  test('trains on the real data, is listed, and is read back as it was told', async () => {
    const epochs: unknown[] = [];
    const stop = core.events.on('runEpoch', ({ epoch }) => epochs.push(epoch));
    const over = endOf(core);
    const id = await startRun();
    const { record, saved } = await over;
    stop();
    expect(saved).toBe(true);
    expect(record).toMatchObject({ id, state: 'done', dataset: { name: 'fashion-mnist' } });
    expect(record.epochs).toEqual(epochs);
    expect(epochs).toHaveLength(2);
    expect(await call('openRun', { id })).toEqual(record);
    expect(await call('listRuns')).toMatchObject({ runs: [{ id, epochsDone: 2 }], unreadable: [] });
  });

  test('its predictions agree with its test accuracy, page by page', async () => {
    const over = endOf(core);
    const runId = await startRun({ epochs: 1 });
    const { record } = await over;
    const page = v.parse(
      v.object({
        total: v.number(),
        wrong: v.number(),
        items: v.array(v.object({ label: v.number(), predicted: v.number() })),
        pixels: v.instance(Uint8Array),
      }),
      await call('getPredictions', { runId, wrongOnly: true, offset: 0, count: 50 }),
    );
    const testAcc = record.epochs[0]?.testAcc ?? Number.NaN;
    expect(page.wrong).toBe(Math.round((1 - testAcc) * 10_000));
    expect(page.total).toBe(page.wrong);
    expect(page.items).toHaveLength(50);
    for (const { label, predicted } of page.items) expect(predicted).not.toBe(label);
    expect(page.pixels).toHaveLength(50 * 784);
  });

  test('its weights are kept for each epoch, the initial ones too', async () => {
    const over = endOf(core);
    const id = await startRun({ epochs: 2, seed: 9 });
    await over;
    const weightsSchema = v.object({ epoch: v.number(), weights: v.instance(Float32Array) });
    const read = async (epoch?: number) =>
      v.parse(
        weightsSchema,
        await call('getWeights', { id, ...(epoch !== undefined && { epoch }) }),
      );
    const [initial, first, last] = [await read(0), await read(1), await read()];
    expect(last.epoch).toBe(2);
    expect(initial.weights).toHaveLength(7850);
    // N(0, 0.01): the spread of 7840 of them is known to a percent or so.
    const spread = Math.hypot(...initial.weights) / Math.sqrt(7840);
    expect(spread).toBeGreaterThan(0.0095);
    expect(spread).toBeLessThan(0.0105);
    expect(first.weights).not.toEqual(initial.weights);
    expect(last.weights).not.toEqual(first.weights);
  });

  test('pause, a new rate, one step, resume and stop act on it', async () => {
    const over = endOf(core);
    const states: string[] = [];
    const unlisten = core.events.on('runState', ({ state }) => states.push(state));
    const id = await startRun({ epochs: 1000 });
    await call('controlRun', { id, action: 'pause' });
    await expect.poll(() => states.at(-1)).toBe('paused');
    await call('setLearningRate', { id, learningRate: 0.01 });
    const before = core.runs.current?.progress?.batch ?? 0;
    await call('controlRun', { id, action: 'step' });
    await expect.poll(() => core.runs.current?.progress?.batch ?? 0).not.toBe(before);
    await call('controlRun', { id, action: 'resume' });
    await expect.poll(() => states.at(-1)).toBe('running');
    await call('controlRun', { id, action: 'stop' });
    const { record } = await over;
    unlisten();
    expect(record).toMatchObject({ id, state: 'stopped' });
    expect(record.epochs.length).toBeLessThan(1000);
  });

  test('a trainer that is killed fails the run, keeps its epochs, and the next run trains', async () => {
    const over = endOf(core);
    const id = await startRun({ epochs: 1000 });
    await expect
      .poll(() => core.runs.current?.record.epochs.length ?? 0, { timeout: 20_000 })
      .toBeGreaterThan(1);
    trainer.kill();
    const { record, error } = await over;
    expect(error).toMatchObject({ code: 'trainerDied' });
    expect(record).toMatchObject({ id, state: 'failed' });
    expect(record.epochs.length).toBeGreaterThan(1);
    expect(await call('openRun', { id })).toEqual(record);

    const again = endOf(core);
    await startRun({ epochs: 1 });
    expect((await again).record.state).toBe('done');
  });
});

describe('a run that goes on', () => {
  const line: RunRequest = {
    lab: 'linear',
    implementation: 'scratch',
    config: v.parse(linearConfigSchema, { learningRate: 0.01, batchSize: 7, epochs: 10, seed: 3 }),
  };

  async function toEnd(name: string, input: unknown): Promise<RunRecord> {
    const over = endOf(core);
    await call(name, input);
    return (await over).record;
  }

  function withEpochs(request: RunRequest, epochs: number): RunRequest {
    return request.lab === 'softmax'
      ? { ...request, config: { ...request.config, epochs } }
      : { ...request, config: { ...request.config, epochs } };
  }

  /** All that is not the clock's. */
  const figures = ({ epochs }: RunRecord) => epochs.map((epoch) => ({ ...epoch, ms: 0 }));

  test.each<[string, RunRequest, number]>([
    ['5 + 5 epochs of linear regression', line, 5],
    ['1 + 2 epochs from scratch', request({ epochs: 3, batchSize: 100, seed: 5 }), 1],
    ['2 + 1 epochs of the compiled graph', request({ epochs: 3 }, 'graph'), 2],
  ])('%s are the whole run to the last digit', async (_, whole, first) => {
    const start = (request: RunRequest) => toEnd('startRun', { request, paused: false });
    const expected = await start(whole);
    const half = withEpochs(whole, first);
    const { id } = await start(half);
    const epochs = whole.config.epochs - first;
    const record = await toEnd('continueRun', { id, epochs });
    expect(record).toMatchObject({ state: 'done', continues: { id, epoch: first + 1, batch: 0 } });
    expect(figures(record)).toEqual(figures(expected));
    expect(record.final).toEqual(expected.final);
    for (const epoch of [0, first, whole.config.epochs]) {
      expect(await call('getWeights', { id: record.id, epoch })).toEqual(
        await call('getWeights', { id: expected.id, epoch }),
      );
    }
  });

  test('a checkpoint outlives its run, and another rate goes on from it', async () => {
    const { id } = await toEnd('startRun', { request: line, paused: false });
    const idOf = v.object({ id: v.string() });
    const saved = v.parse(
      idOf,
      await call('saveCheckpoint', { runId: id, epoch: 4, name: 'four' }),
    );
    const { weights } = await core.store.weights(id, 4);
    await call('deleteRun', { id });
    const fine = { ...line, config: { ...line.config, learningRate: 0.001, epochs: 2 } };
    const record = await toEnd('startFromCheckpoint', { id: saved.id, request: fine });
    expect(record).toMatchObject({
      state: 'done',
      config: { learningRate: 0.001 },
      startsFrom: { checkpoint: 'four', run: { id }, epoch: 4 },
    });
    expect(record.epochs.map(({ epoch }) => epoch)).toEqual([1, 2]);
    expect((await core.store.weights(record.id, 0)).weights).toEqual(weights);
  });
});

test('the stable rate of the real data is what NumPy finds, and is found within a second or two', async () => {
  const { fashionMnist } = stableRates;
  for (const pixelScale of ['unit', 'byte'] as const) {
    // All weights zero and the first 10,000 pictures: what the recorded figure is of.
    const asked = request({ initStd: 0, shuffle: false, numTrain: 10_000, pixelScale });
    const task = { taskId: pixelScale, task: 'stableRate', input: { request: asked } };
    const answer = v.parse(
      v.object({ curvature: v.number(), limit: v.number(), examples: v.number() }),
      await call('runTask', task),
    );
    expect(answer.examples).toBe(10_000);
    expect(answer.curvature / fashionMnist[pixelScale]).toBeCloseTo(1, 3);
    expect(answer.limit).toBeCloseTo(2 / answer.curvature, 12);
  }
});

describe('selfCheck(core, facts)', () => {
  test('on this installation all is well, and the notes’ assertions hold', async () => {
    const facts = { app: '0.1.0', electron: '33.2.1', node: '20.18.1', sandbox: true };
    const document = await selfCheck(core, {
      ...facts,
      dataDirWritable: true,
      sandboxPossible: true,
    });
    expect(document.checks.filter(({ ok }) => !ok)).toEqual([]);
    expect(document).toMatchObject({
      ok: true,
      ...facts,
      engine: { kind: 'tensorflow', graph: { available: true } },
      dataset: { source: 'packaged', ok: true, train: 60_000, test: 10_000 },
      dataDir: { writable: true },
      train: { implementation: 'graph', epochs: 10 },
    });
    expect(document.train?.trainLoss).toBeLessThan(0.5);
    expect(document.train?.testAcc).toBeGreaterThan(0.7);
  });
});

test('a data set that changed after it was verified is refused by the trainer, and the next place that is whole is taken', async () => {
  const own = await mkdtemp(join(tmpdir(), "张三 的 'data' "));
  onTestFinished(() => rm(own, { recursive: true, force: true }));
  const places = { dataDir: own, packaged };
  const folder = join(own, 'datasets', fashionMnist.name);
  await cp(packaged, folder, { recursive: true, dereference: true });
  const labels = join(folder, fashionMnist.files.testLabels.file);
  const bytes = await readFile(labels);
  bytes[100] = (bytes[100] ?? 0) ^ 1;
  await chmod(labels, 0o644);
  await writeFile(labels, bytes);
  // As if it had been whole when it was looked at.
  const files = await forEachFile(fashionMnist, ({ file }) => Promise.resolve(join(folder, file)));
  await stampFiles(stampFile(places, fashionMnist), 'dataFolder', files, fashionMnist);

  const another = createTrainerHost({ fork: () => forkInNode(worker.script) });
  const { core: second } = await createCore({ root: own, host: another, packaged });
  onTestFinished(() => second.shutdown());
  const sources: string[] = [];
  second.events.on('dataset', (status) =>
    sources.push(status.state === 'ready' ? status.source : status.state),
  );
  second.start();
  await expect.poll(() => sources, { timeout: 30_000 }).toHaveLength(4);
  expect(sources).toEqual(['looking', 'dataFolder', 'looking', 'packaged']);
});
