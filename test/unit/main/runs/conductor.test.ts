import type { DatasetStatus } from '#contract/dataset';
import { AppError } from '#contract/errors';
import type { EventName, Events } from '#contract/events';
import { linearConfigSchema, softmaxConfigSchema, type RunRequest } from '#contract/run';
import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { Emit } from '../../../../main/event-bus';
import { Conductor } from '../../../../main/runs/conductor';
import { RunStore } from '../../../../main/runs/store';
import { temporaryFolder } from '../dataset/support/temporary';
import { epochOf, weightsOf } from '../support/records';
import { recordingLog } from '../support/recording-log';
import { nativeEngine, ScriptedHost } from '../support/scripted-host';

const softmax: RunRequest = {
  lab: 'softmax',
  implementation: 'scratch',
  config: v.parse(softmaxConfigSchema, { learningRate: 0.1, batchSize: 256, epochs: 2, seed: 0 }),
};
const linear: RunRequest = {
  lab: 'linear',
  implementation: 'scratch',
  config: v.parse(linearConfigSchema, { learningRate: 0.03, batchSize: 10, epochs: 3, seed: 0 }),
};
const present: DatasetStatus = {
  state: 'ready',
  name: 'fashion-mnist',
  source: 'packaged',
  train: 60_000,
  test: 10_000,
  sha256: 'abc',
};
const final = { trainLoss: 0.5, trainAcc: 0.8, testAcc: 0.79 };

let root: string;
let host: ScriptedHost;
let store: RunStore;
let conductor: Conductor;
let dataset: DatasetStatus;
let told: { name: EventName; event: Events[EventName] }[];

beforeEach(async () => {
  root = await temporaryFolder();
  host = new ScriptedHost();
  host.ready();
  dataset = present;
  const heard: typeof told = [];
  told = heard;
  store = new RunStore({
    runs: join(root, 'runs'),
    trash: join(root, 'trash'),
    log: recordingLog().log,
    interruption: () => 'Switched off.',
  });
  const emit: Emit = (name, event) => void heard.push({ name, event });
  let second = 0;
  conductor = new Conductor({
    host,
    store,
    engine: () => Promise.resolve(nativeEngine),
    dataset: () => Promise.resolve(dataset),
    emit,
    app: '0.1.0',
    newRun: () => {
      second += 1;
      return {
        id: `20260304T05060${second}-abcdef`,
        startedAt: `2026-03-04T05:06:0${second}.000Z`,
      };
    },
    describe: ({ code }) => `because ${code}`,
  });
});

/** A run that a test leaves under way is still being written. */
afterEach(async () => {
  if (conductor.current) await store.close(conductor.current.record.id);
});

/** What was told of a name, in order. */
function allOf<N extends EventName>(name: N): Events[EventName][] {
  return told.filter((one) => one.name === name).map(({ event }) => event);
}

/** An epoch as the trainer tells it. */
function tellEpoch(runId: string, epoch: number): void {
  host.tell({ type: 'epoch', runId, epoch: epochOf(epoch), weights: weightsOf(epoch) });
}

function tellProgress(runId: string): void {
  host.tell({
    type: 'progress',
    progress: {
      runId,
      epoch: 1,
      batch: 3,
      batches: 235,
      trainLoss: 2,
      trainAcc: 0.3,
      learningRate: 0.1,
      elapsedMs: 10,
    },
  });
}

describe('start(request, paused)', () => {
  test('hands the run to the trainer and gives its id and number', async () => {
    const { id, number } = await conductor.start(softmax, true);
    expect(number).toBe(1);
    expect(host.asked).toEqual([['startRun', id, true]]);
    expect(conductor.current?.record).toMatchObject({
      id,
      state: 'paused',
      engine: { kind: 'tensorflow', version: '2.15.1', threads: 2 },
      dataset: { name: 'fashion-mnist', sha256: 'abc' },
      ...softmax,
    });
  });

  test('is on disk before its first epoch', async () => {
    const { id } = await conductor.start(softmax, false);
    await expect
      .poll(() => readFile(join(root, 'runs', id, 'run.json'), 'utf8').catch(() => ''))
      .toContain('"running"');
  });

  test('one run at a time, also while the first one is still being started', async () => {
    const [first, second] = await Promise.allSettled([
      conductor.start(softmax, false),
      conductor.start(softmax, false),
    ]);
    expect(first).toMatchObject({ status: 'fulfilled' });
    expect(second).toMatchObject({ status: 'rejected', reason: { code: 'runUnderWay' } });
    expect(host.asked.filter(([what]) => what === 'startRun')).toHaveLength(1);
  });

  test('needs the data set for pictures, not for the line', async () => {
    dataset = { state: 'missing', tried: [] };
    await expect(conductor.start(softmax, false)).rejects.toMatchObject({ code: 'dataMissing' });
    await conductor.start(linear, false);
    expect(conductor.current?.record.dataset).toEqual({ name: 'synthetic', sha256: '' });
  });

  test('says why the compiled graph cannot be used', async () => {
    const graph = conductor.start({ ...softmax, implementation: 'graph' }, false);
    await expect(graph).rejects.toMatchObject({
      code: 'implementationUnavailable',
      params: { detail: 'not built' },
    });
    expect(conductor.current).toBeNull();
  });

  test('a run that could not be started does not block the next', async () => {
    dataset = { state: 'missing', tried: [] };
    await expect(conductor.start(softmax, false)).rejects.toThrow(AppError);
    dataset = present;
    await conductor.start(softmax, false);
  });
});

describe('what the trainer tells', () => {
  test('epochs reach the window in order, then the end with the whole record', async () => {
    const { id } = await conductor.start(softmax, false);
    host.tell({ type: 'weights', runId: id, epoch: 0, weights: weightsOf(0) });
    tellEpoch(id, 1);
    tellEpoch(id, 2);
    host.tell({ type: 'end', runId: id, end: { state: 'done', final } });
    await conductor.over();
    expect(told.map(({ name }) => name)).toEqual(['runEpoch', 'runEpoch', 'runState']);
    expect(allOf('runEpoch')).toEqual([
      { runId: id, epoch: epochOf(1) },
      { runId: id, epoch: epochOf(2) },
    ]);
    const record = await store.read(id);
    expect(record).toMatchObject({ state: 'done', final, epochs: [epochOf(1), epochOf(2)] });
    expect(allOf('runState')).toEqual([{ runId: id, state: 'done', record, saved: true }]);
    expect(conductor.current).toBeNull();
  });

  test('an epoch is on disk when the window hears of it', async () => {
    const { id } = await conductor.start(softmax, false);
    tellEpoch(id, 1);
    await expect.poll(() => allOf('runEpoch').length).toBe(1);
    expect(await readFile(join(root, 'runs', id, 'run.json'), 'utf8')).toContain('"epoch": 1');
  });

  test('pausing and resuming is told after the epochs before it', async () => {
    const { id } = await conductor.start(softmax, false);
    tellEpoch(id, 1);
    host.tell({ type: 'state', runId: id, state: 'paused' });
    await expect.poll(() => told.length).toBe(2);
    expect(told[1]).toEqual({
      name: 'runState',
      event: { runId: id, state: 'paused', saved: true },
    });
    expect(conductor.current?.record.state).toBe('paused');
  });

  test('progress is kept for a window that opens later, and does not outlive its run', async () => {
    const { id } = await conductor.start(softmax, false);
    tellProgress(id);
    expect(conductor.current?.progress).toMatchObject({ batch: 3 });
    host.tell({ type: 'end', runId: id, end: { state: 'stopped' } });
    await conductor.over();
    tellProgress(id);
    expect(allOf('runProgress')).toHaveLength(1);
  });

  test('events of another run are none of ours', async () => {
    await conductor.start(softmax, false);
    tellEpoch('20200101T000000-zzzzzz', 1);
    tellProgress('20200101T000000-zzzzzz');
    expect(told).toEqual([]);
  });

  test('a diverged run says where it left the numbers', async () => {
    const { id } = await conductor.start(softmax, false);
    const divergence = { epoch: 1, batch: 9, value: 'NaN', lastFiniteLoss: 3 } as const;
    host.tell({ type: 'end', runId: id, end: { state: 'diverged', divergence } });
    await conductor.over();
    expect(allOf('runState')).toMatchObject([{ state: 'diverged', divergence, saved: true }]);
  });

  describe('rewind', () => {
    const divergence = { epoch: 2, batch: 9, value: 'NaN', lastFiniteLoss: 3 } as const;
    const sums = { lossSum: 700, correct: 1000, examples: 8 * 256 };
    const partial = { epoch: 2, batch: 8, weights: weightsOf(77), sums };

    async function diverge(): Promise<{ id: string; number: number }> {
      const run = await conductor.start(softmax, false);
      tellEpoch(run.id, 1);
      host.tell({ type: 'end', runId: run.id, end: { state: 'diverged', divergence, partial } });
      await conductor.over();
      return run;
    }

    test('begins a new run, paused, at the last finite step, with the epochs before it', async () => {
      const { id, number } = await diverge();
      const record = await conductor.rewind(id, 'step');
      expect(record).toMatchObject({
        number: number + 1,
        state: 'paused',
        config: softmax.config,
        epochs: [epochOf(1)],
        continues: { id, number, epoch: 2, batch: 8 },
      });
      expect(host.asked.at(-1)).toEqual(['startRun', record.id, true]);
      expect(host.starts.at(-1)?.from).toEqual({
        epoch: 1,
        weights: weightsOf(77),
        begun: { batch: 8, sums, lastLoss: 3 },
      });
      host.tell({ type: 'end', runId: record.id, end: { state: 'stopped' } });
      await conductor.over();
      await store.close(record.id);
      expect(await store.read(record.id)).toMatchObject({ state: 'stopped', epochs: [epochOf(1)] });
      expect(await store.weights(record.id)).toEqual({ epoch: 1, weights: weightsOf(1) });
      expect(await store.read(id)).toMatchObject({ state: 'diverged', divergence });
    });

    test('or at the start of that step’s epoch, with the weights after the epoch before', async () => {
      const { id, number } = await diverge();
      const record = await conductor.rewind(id, 'epoch');
      expect(record).toMatchObject({
        epochs: [epochOf(1)],
        continues: { id, number, epoch: 2, batch: 0 },
      });
      expect(host.starts.at(-1)?.from).toEqual({ epoch: 1, weights: weightsOf(1) });
    });

    test('keeps the learning rate that was in force', async () => {
      const { id } = await conductor.start(softmax, false);
      conductor.setLearningRate(id, 7);
      tellEpoch(id, 1);
      host.tell({ type: 'end', runId: id, end: { state: 'diverged', divergence, partial } });
      await conductor.over();
      expect((await conductor.rewind(id, 'step')).config.learningRate).toBe(7);
    });

    test('is of the run that diverged last alone, and not while another is under way', async () => {
      const first = await diverge();
      const second = await diverge();
      await expect(conductor.rewind(first.id, 'step')).rejects.toThrow('noSuchRun');
      const { id } = await conductor.start(softmax, false);
      await expect(conductor.rewind(second.id, 'step')).rejects.toThrow('runUnderWay');
      host.tell({ type: 'end', runId: id, end: { state: 'stopped' } });
      await conductor.over();
      expect((await conductor.rewind(second.id, 'step')).continues?.id).toBe(second.id);
    });

    test('is refused where the last finite step is not known', async () => {
      const { id } = await conductor.start(softmax, false);
      const { epoch, batch, weights } = partial;
      host.tell({
        type: 'end',
        runId: id,
        end: { state: 'diverged', divergence, partial: { epoch, batch, weights } },
      });
      await conductor.over();
      await expect(conductor.rewind(id, 'step')).rejects.toThrow('noSuchRun');
    });
  });

  test('a run under way is not trained further', async () => {
    const { id } = await conductor.start(softmax, false);
    await expect(conductor.continue(id, { epochs: 1 })).rejects.toThrow('runUnderWay');
  });

  test('a run that is over goes on as a new one', async () => {
    const { id, number } = await conductor.start(softmax, false);
    tellEpoch(id, 1);
    host.tell({ type: 'end', runId: id, end: { state: 'stopped' } });
    await conductor.over();
    expect(await conductor.continue(id, { epochs: 4 })).toMatchObject({
      number: number + 1,
      config: { epochs: 5 },
      continues: { id, number, epoch: 2, batch: 0 },
    });
  });

  test('a trainer that died fails the run: its epochs are kept, the reason is told and written', async () => {
    const { id } = await conductor.start(softmax, false);
    tellEpoch(id, 1);
    const error = { code: 'trainerDied', params: {} } as const;
    host.tell({ type: 'end', runId: id, end: { state: 'failed', error } });
    await conductor.over();
    expect(allOf('runState')).toMatchObject([{ state: 'failed', error, saved: true }]);
    expect(await store.read(id)).toMatchObject({
      state: 'failed',
      failure: 'because trainerDied',
      epochs: [epochOf(1)],
    });
    await conductor.start(softmax, false);
  });

  test('a disk that refuses only the end is told with it, not apart', async () => {
    const { id } = await conductor.start(softmax, false);
    // Comes back when all before it is on disk.
    await store.label(id, { name: 'kept so far' });
    await rm(join(root, 'runs'), { recursive: true });
    await writeFile(join(root, 'runs'), 'a file where a folder should be');
    host.tell({ type: 'end', runId: id, end: { state: 'done', final } });
    await conductor.over();
    expect(allOf('runState')).toMatchObject([{ state: 'done', saved: false }]);
  });

  test('a disk that refuses is told once while the run goes on, and again at its end', async () => {
    await writeFile(join(root, 'runs'), '');
    const { id } = await conductor.start(softmax, false);
    await expect.poll(() => allOf('runState').length).toBe(1);
    tellEpoch(id, 1);
    await expect.poll(() => allOf('runEpoch').length).toBe(1);
    host.tell({ type: 'end', runId: id, end: { state: 'done', final } });
    await conductor.over();
    const unsaved = { saved: false, error: { code: 'notWritable' } };
    expect(allOf('runState')).toMatchObject([
      { state: 'running', ...unsaved },
      { state: 'done', ...unsaved, record: { epochs: [epochOf(1)] } },
    ]);
    // Still there to look at, until the app is closed.
    expect(await store.read(id)).toMatchObject({ state: 'done' });
    expect(await store.weights(id)).toMatchObject({ epoch: 1 });
  });
});

describe('control(id, action) and setLearningRate(id, rate)', () => {
  test('go to the trainer', async () => {
    const { id } = await conductor.start(softmax, false);
    conductor.control(id, 'pause');
    conductor.setLearningRate(id, 0.01);
    expect(host.asked.slice(1)).toEqual([
      ['control', id, 'pause'],
      ['setLearningRate', id, 0.01],
    ]);
  });

  test('of a run that is not under way are refused', () => {
    expect(() => conductor.control('20200101T000000-zzzzzz', 'stop')).toThrow('noSuchRun');
  });
});

describe('predictions(request)', () => {
  const page = { wrongOnly: false, offset: 0, count: 20 };

  test('adds the weights of the epoch, under a key that means just them', async () => {
    const { id } = await conductor.start(softmax, false);
    tellEpoch(id, 1);
    tellEpoch(id, 2);
    host.tell({ type: 'end', runId: id, end: { state: 'done', final } });
    await conductor.over();
    await conductor.predictions({ runId: id, epoch: 1, label: 3, ...page });
    await conductor.predictions({ runId: id, ...page });
    expect(host.queries).toEqual([
      { key: `${id}/1`, weights: weightsOf(1), pixelScale: 'unit', label: 3, ...page },
      { key: `${id}/2`, weights: weightsOf(2), pixelScale: 'unit', ...page },
    ]);
  });

  test('there are none of a line', async () => {
    const { id } = await conductor.start(linear, false);
    await expect(conductor.predictions({ runId: id, ...page })).rejects.toMatchObject({
      code: 'noSuchEpoch',
    });
  });
});

describe('stop()', () => {
  test('asks the trainer and waits for the end on disk', async () => {
    const { id } = await conductor.start(softmax, false);
    const stopped = conductor.stop();
    expect(host.asked.at(-1)).toEqual(['control', id, 'stop']);
    host.tell({ type: 'end', runId: id, end: { state: 'stopped' } });
    await stopped;
    expect(await store.read(id)).toMatchObject({ state: 'stopped' });
  });

  test('without a run there is nothing to wait for', async () => {
    await conductor.stop();
    expect(host.asked).toEqual([]);
  });
});
