import type { EngineInfo } from '#contract/engine';
import type { EventName, Events } from '#contract/events';
import type { RunRequest } from '#contract/run';
import { isEnded, type SweepRecord } from '#contract/sweep';
import type { RunEnd } from '#contract/trainer';
import { mkdir, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import type { Emit } from '../../../../main/event-bus';
import { Conductor } from '../../../../main/runs/conductor';
import { newRunId } from '../../../../main/runs/id';
import { RunStore } from '../../../../main/runs/store';
import { SweepRunner } from '../../../../main/sweeps/runner';
import { SweepStore } from '../../../../main/sweeps/store';
import { temporaryFolder } from '../dataset/support/temporary';
import { epochOf, weightsOf } from '../support/records';
import { recordingLog } from '../support/recording-log';
import { nativeEngine, ScriptedHost } from '../support/scripted-host';
import { sweepRequest } from '../support/sweeps';

const divergence = { epoch: 1, batch: 3, value: 'NaN', lastFiniteLoss: 5 } as const;

/** A trainer whose runs end at once, unless they are held: as `endOf` says of the run's settings. */
class QuickHost extends ScriptedHost {
  endOf: (config: RunRequest['config']) => RunEnd['state'] = () => 'done';
  /** Runs of this many and later are held until they are stopped. */
  holdFrom = Infinity;
  #running: string | null = null;

  override startRun(runId: string, request: RunRequest, paused: boolean): void {
    super.startRun(runId, request, paused);
    this.#running = runId;
    if (this.starts.length >= this.holdFrom) return;
    setImmediate(() => {
      this.#finish(runId, this.endOf(request.config), request.config.epochs);
    });
  }

  override control(runId: string, action: string): void {
    super.control(runId, action);
    if (action === 'stop') setImmediate(() => this.#finish(runId, 'stopped', 1));
  }

  #finish(runId: string, state: RunEnd['state'], epochs: number): void {
    if (this.#running !== runId) return;
    this.#running = null;
    const done = state === 'diverged' || state === 'failed' ? 0 : epochs;
    for (let epoch = 1; epoch <= done; epoch += 1) {
      this.tell({ type: 'epoch', runId, epoch: epochOf(epoch), weights: weightsOf(epoch) });
    }
    this.tell({ type: 'end', runId, end: endOf(state) });
  }
}

function endOf(state: RunEnd['state']): RunEnd {
  if (state === 'diverged') return { state, divergence };
  if (state === 'failed') return { state, error: { code: 'trainerDied', params: {} } };
  return { state };
}

let root: string;
let host: QuickHost;
let store: RunStore;
let conductor: Conductor;
let runner: SweepRunner;
let engine: EngineInfo;
let told: Events['sweep'][];
/** Goes on over all starts of the app: no two ids are the same. */
let second = 0;

/** Main as it is after a start of the app, on the same folder. */
function startMain(): void {
  host = new QuickHost();
  host.ready();
  const heard: Events['sweep'][] = [];
  told = heard;
  const emit: Emit = (name: EventName, event: unknown) => {
    if (name === 'sweep') heard.push(event as Events['sweep']);
  };
  const { log } = recordingLog();
  const identity = () => {
    second += 1;
    const now = new Date(Date.UTC(2026, 2, 4, 5, 6, second));
    return { id: newRunId(now, () => second % 256), startedAt: now.toISOString() };
  };
  store = new RunStore({
    ...{ runs: join(root, 'runs'), trash: join(root, 'trash'), log },
    interruption: () => 'Switched off.',
  });
  conductor = new Conductor({
    ...{ host, store, emit, app: '0.1.0', newRun: identity },
    engine: () => Promise.resolve(engine),
    dataset: () =>
      Promise.resolve({
        ...{ state: 'ready', name: 'fashion-mnist', source: 'packaged' },
        ...{ train: 60_000, test: 10_000, sha256: 'abc' },
      } as const),
    describe: ({ code }) => `because ${code}`,
  });
  const sweeps = new SweepStore({
    ...{ sweeps: join(root, 'sweeps'), trash: join(root, 'trash', 'sweeps'), log },
  });
  runner = new SweepRunner({
    ...{ runs: conductor, store, sweeps, emit, app: '0.1.0', newSweep: identity },
  });
}

beforeEach(async () => {
  root = await temporaryFolder();
  engine = nativeEngine;
  startMain();
});

/** Resolves with the first sweep that was told of and is so. */
async function until(fits: (record: SweepRecord) => boolean): Promise<SweepRecord> {
  for (;;) {
    const event = told.find(({ record }) => fits(record));
    if (event) return event.record;
    await new Promise((resolve) => setImmediate(resolve));
  }
}

const isOver = ({ state }: SweepRecord) => state !== 'running';
const onDisk = async (id: string) =>
  JSON.parse(await readFile(join(root, 'sweeps', id, 'sweep.json'), 'utf8')) as SweepRecord;

describe('start(request)', () => {
  test('trains each pair once, the largest batches first, and keeps a run and a figure for each', async () => {
    const { id } = await runner.start(sweepRequest({}));
    const record = await until(isOver);
    expect(record.state).toBe('done');
    expect(record.cells.map((cell) => [cell.batchSize, cell.learningRate])).toEqual([
      ...[0.01, 0.1, 1].map((rate) => [256, rate]),
      ...[0.01, 0.1, 1].map((rate) => [64, rate]),
    ]);
    expect(host.starts.map(({ request }) => request.config)).toEqual(
      record.cells.map(({ learningRate, batchSize }) => ({
        ...{ learningRate, batchSize, epochs: 2, seed: 0, numTrain: 6000 },
        ...{ initStd: 0.01, shuffle: true, pixelScale: 'unit' },
      })),
    );
    for (const cell of record.cells) {
      expect(cell).toMatchObject({
        state: 'done',
        figures: { epochs: 2, trainLoss: 0.5, trainAcc: 0.8, testAcc: 0.79, ms: 203 },
      });
      const run = await store.read(cell.runId ?? '');
      expect(run).toMatchObject({ sweep: id, state: 'done', lab: 'softmax' });
      expect(run.config).toMatchObject({ learningRate: cell.learningRate });
    }
    expect(await onDisk(id)).toEqual(record);
    expect(runner.isRunning).toBe(false);
  });

  test('draws a random search by the seed alone, without repetition', async () => {
    const request = sweepRequest({ search: 'random', samples: 4, seed: 7 });
    await runner.start(request);
    const first = await until(isOver);
    startMain();
    await runner.start(request);
    const again = await until(isOver);
    const places = ({ cells }: SweepRecord) => cells.map((c) => `${c.learningRate} ${c.batchSize}`);
    expect(places(again)).toEqual(places(first));
    expect(new Set(places(first)).size).toBe(4);
  });

  test('marks the cells that diverged, and goes on', async () => {
    host.endOf = ({ learningRate }) => (learningRate === 1 ? 'diverged' : 'done');
    await runner.start(sweepRequest({}));
    const { cells } = await until(isOver);
    expect(cells.map(({ state }) => state)).toEqual([
      ...['done', 'done', 'diverged', 'done', 'done', 'diverged'],
    ]);
    expect(cells[2]?.figures).toEqual({
      ...{ epochs: 0, trainLoss: null, trainAcc: null, testAcc: null, ms: 0 },
    });
  });

  test('keeps the trainer for itself: another run is refused, and so is another sweep', async () => {
    host.holdFrom = 2;
    await runner.start(sweepRequest({}));
    await until(({ cells }) => cells[1]?.state === 'running');
    const [cell] = host.starts;
    if (!cell) throw new Error('no run was started');
    await expect(conductor.start(cell.request, false)).rejects.toMatchObject({
      code: 'sweepUnderWay',
    });
    await expect(runner.start(sweepRequest({}))).rejects.toMatchObject({ code: 'sweepUnderWay' });
    await runner.suspend();
    await expect(conductor.start(cell.request, false)).resolves.toHaveProperty('id');
    await conductor.stop();
  });

  test('is refused while a run is under way, and where the implementation cannot run', async () => {
    host.holdFrom = 1;
    await expect(runner.start(sweepRequest({ implementation: 'graph' }))).rejects.toMatchObject({
      code: 'implementationUnavailable',
    });
    const config = { learningRate: 0.1, batchSize: 256, epochs: 1, seed: 0, numTrain: 60_000 };
    const further = { initStd: 0.01, shuffle: true, pixelScale: 'unit' } as const;
    await conductor.start(
      { lab: 'softmax', implementation: 'scratch', config: { ...config, ...further } },
      false,
    );
    await expect(runner.start(sweepRequest({}))).rejects.toMatchObject({ code: 'runUnderWay' });
    await conductor.stop();
  });

  test('pauses by itself, with the reason, where the trainer dies twice in a row', async () => {
    host.endOf = ({ learningRate }) => (learningRate === 0.01 ? 'done' : 'failed');
    await runner.start(sweepRequest({}));
    const { cells } = await until(isOver);
    expect(cells.map(({ state }) => state)).toEqual([
      ...['done', 'failed', 'failed', 'waiting', 'waiting', 'waiting'],
    ]);
    expect(told.at(-1)?.error).toEqual({ code: 'trainerDied', params: {} });
  });

  test('pauses and stays in memory where the disk refuses, and goes on when it takes it again', async () => {
    // A file where the folder should be is what a refused folder is to a program.
    await writeFile(join(root, 'sweeps'), '');
    const { id } = await runner.start(sweepRequest({}));
    const paused = await until(isOver);
    expect(paused.state).toBe('paused');
    expect(told.at(-1)?.error).toMatchObject({ code: 'notWritable' });
    expect((await runner.list()).sweeps.map((sweep) => sweep.id)).toEqual([id]);
    await rm(join(root, 'sweeps'));
    told.length = 0;
    await runner.control(id, 'resume');
    expect((await until(isOver)).state).toBe('done');
    expect((await onDisk(id)).cells.every(isEnded)).toBe(true);
  });
});

describe('control(id, action)', () => {
  test('pause frees the trainer and drops the half cell; resume trains it from its beginning, once', async () => {
    host.holdFrom = 3;
    const { id } = await runner.start(sweepRequest({}));
    await until(({ cells }) => cells[2]?.state === 'running');
    const paused = await runner.control(id, 'pause');
    expect(paused.state).toBe('paused');
    expect(paused.cells.map(({ state }) => state)).toEqual([
      ...['done', 'done', 'waiting', 'waiting', 'waiting', 'waiting'],
    ]);
    expect(await onDisk(id)).toEqual(paused);
    expect((await store.list()).runs).toHaveLength(2);
    host.holdFrom = Infinity;
    told.length = 0;
    await runner.control(id, 'resume');
    const done = await until(isOver);
    expect(done.state).toBe('done');
    expect(done.cells.slice(0, 2)).toEqual(paused.cells.slice(0, 2));
    expect((await store.list()).runs).toHaveLength(6);
  });

  test('cancel ends it for good: the cells that are done stay', async () => {
    host.holdFrom = 2;
    const { id } = await runner.start(sweepRequest({}));
    await until(({ cells }) => cells[1]?.state === 'running');
    const cancelled = await runner.control(id, 'cancel');
    expect(cancelled.state).toBe('cancelled');
    expect(cancelled.cells.filter(isEnded)).toHaveLength(1);
    await expect(runner.control(id, 'resume')).rejects.toMatchObject({ code: 'noSuchSweep' });
  });

  test('resumes after a restart what was under way when the app went down', async () => {
    host.holdFrom = 3;
    const { id } = await runner.start(sweepRequest({}));
    await until(({ cells }) => cells[2]?.state === 'running');
    const before = await onDisk(id);
    // The app goes down here: nothing is told to this main any more.
    startMain();
    expect((await runner.list()).sweeps).toMatchObject([{ id, state: 'paused', cellsDone: 2 }]);
    await runner.control(id, 'resume');
    const done = await until(isOver);
    expect(done.state).toBe('done');
    expect(done.cells.slice(0, 2)).toEqual(before.cells.slice(0, 2));
    expect(host.starts).toHaveLength(4);
    const { runs } = await store.list();
    expect(runs.map((run) => run.state)).toEqual(Array.from({ length: 6 }, () => 'done'));
  });

  test('takes over a run that ended just before the app went down', async () => {
    const { id } = await runner.start(sweepRequest({}));
    const { cells } = await until(isOver);
    // As the disk is when the end of the last cell was not written any more.
    const record = await onDisk(id);
    const { runId } = record.cells[5] ?? {};
    const last = { learningRate: 1, batchSize: 64, state: 'running', runId };
    await writeFile(
      join(root, 'sweeps', id, 'sweep.json'),
      JSON.stringify({ ...record, state: 'running', cells: [...record.cells.slice(0, 5), last] }),
    );
    startMain();
    await runner.control(id, 'resume');
    const resumed = await until(isOver);
    expect(resumed.cells[5]).toMatchObject({ runId, state: 'done', figures: cells[5]?.figures });
    expect(host.starts).toHaveLength(0);
  });
});

describe('list()', () => {
  test('names what cannot be read, and leaves it as it is', async () => {
    const [damaged, newer] = ['20260101T000000-aaaaaa', '20260101T000000-bbbbbb'];
    for (const [id, text] of [
      [damaged, '{ "schema": 1, '],
      [newer, '{ "schema": 2 }'],
    ] as const) {
      await mkdir(join(root, 'sweeps', id), { recursive: true });
      await writeFile(join(root, 'sweeps', id, 'sweep.json'), text);
    }
    expect(await runner.list()).toEqual({
      sweeps: [],
      unreadable: [
        { id: newer, reason: 'newer' },
        { id: damaged, reason: 'damaged' },
      ],
    });
    await expect(runner.read(damaged)).rejects.toMatchObject({ code: 'unreadableFile' });
    expect(await readFile(join(root, 'sweeps', damaged, 'sweep.json'), 'utf8')).toBe(
      '{ "schema": 1, ',
    );
  });
});

describe('remove(id) and restore(id)', () => {
  test('take a sweep away with its runs, and bring all of it back', async () => {
    const { id } = await runner.start(sweepRequest({}));
    const record = await until(isOver);
    await runner.remove(id);
    expect((await runner.list()).sweeps).toEqual([]);
    expect((await store.list()).runs).toEqual([]);
    expect(await readdir(join(root, 'sweeps'))).toEqual([]);
    await runner.restore(id);
    expect(await runner.read(id)).toEqual(record);
    expect((await store.list()).runs).toHaveLength(6);
  });

  test('a sweep under way is not deleted', async () => {
    host.holdFrom = 1;
    const { id } = await runner.start(sweepRequest({}));
    await expect(runner.remove(id)).rejects.toMatchObject({ code: 'sweepUnderWay' });
    await runner.suspend();
  });
});
