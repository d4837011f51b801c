import type { EngineInfo } from '#contract/engine';
import type { RunRequest } from '#contract/run';
import type { TaskRequest } from '#contract/tasks';
import type { PredictionsQuery } from '#contract/trainer';
import { describe, expect, test } from 'vitest';
import { createTrainerHost, type TrainerEvent } from '../../../../main/trainer/host';
import type { GoneReason } from '../../../../main/trainer/process';
import { FakeProcess } from './support/fake-process';
import { ManualTimers } from './support/manual-timers';

const engine: EngineInfo = {
  kind: 'tensorflow',
  version: '2.15.1',
  threads: 2,
  graph: { available: false, maxAbsError: null, reason: 'missing', detail: '' },
};
const ready = { type: 'ready', engine } as const;
const files = { trainImages: 'a', trainLabels: 'b', testImages: 'c', testLabels: 'd' };
const request: RunRequest = {
  lab: 'softmax',
  implementation: 'scratch',
  config: {
    learningRate: 0.1,
    batchSize: 256,
    epochs: 10,
    seed: 0,
    initStd: 0.01,
    numTrain: 60_000,
    shuffle: true,
    pixelScale: 'unit',
  },
};
const query: PredictionsQuery = {
  key: 'k',
  weights: new Float32Array(2),
  pixelScale: 'unit',
  wrongOnly: false,
  offset: 0,
  count: 1,
};
const page = { total: 0, wrong: 0, items: [], pixels: new Uint8Array() };
const pictures: TaskRequest = {
  taskId: 'task 1',
  task: 'pictures',
  input: { split: 'test', indices: [0] },
};
const died = { code: 'trainerDied' };
const unavailable = { code: 'trainerUnavailable' };

/** A host with processes that the test plays, a clock that it moves, and all that was told. */
function hosting() {
  const timers = new ManualTimers();
  const processes: FakeProcess[] = [];
  const events: TrainerEvent[] = [];
  const lines: string[] = [];
  let refusals = 0;
  const host = createTrainerHost({
    fork: () => {
      if (refusals > 0) {
        refusals -= 1;
        throw new Error('fork refused');
      }
      const process = new FakeProcess();
      processes.push(process);
      return process;
    },
    timers,
    log: (line) => lines.push(line),
  });
  host.on((event) => events.push(event));
  host.start();
  return {
    host,
    timers,
    processes,
    events,
    lines,
    refuseForks: (times: number) => {
      refusals = times;
    },
    /** The process in use. */
    get child(): FakeProcess {
      const child = processes.at(-1);
      if (!child) throw new Error('nothing was forked');
      return child;
    },
    states: () => events.flatMap((event) => (event.type === 'status' ? [event.status.state] : [])),
  };
}

function hostingReady() {
  const scene = hosting();
  scene.child.says(ready);
  return scene;
}

/** Lets the process crash, and the next one be ready. */
function crash(scene: ReturnType<typeof hosting>, code: number | null = 139): void {
  scene.child.exits(code);
  scene.timers.pass(0);
  if (scene.host.status.state === 'starting') scene.child.says(ready);
}

describe('start', () => {
  test('forks a process and is ready when it says so', () => {
    const { host, child, states, processes } = hosting();
    host.start();
    expect(processes).toHaveLength(1);
    expect(host.status).toEqual({ state: 'starting' });
    expect(child.sent).toEqual([{ type: 'init' }]);
    child.says(ready);
    expect(host.status).toEqual({ state: 'ready', engine });
    expect(states()).toEqual(['ready']);
  });

  test('a process that dies before it is ready gives way to the engine below', () => {
    const scene = hosting();
    scene.child.exits(132);
    scene.timers.pass(0);
    const engineProblem = 'it ended with code 132';
    expect(scene.child.sent[0]).toEqual({ type: 'init', engine: 'wasm', engineProblem });
    scene.child.exits(null);
    scene.timers.pass(0);
    expect(scene.child.sent[0]).toMatchObject({ engine: 'cpu' });
  });

  test('an engine that cannot be had does not count among the crashes', () => {
    const scene = hosting();
    scene.child.exits(132);
    scene.timers.pass(0);
    scene.child.says(ready);
    crash(scene);
    crash(scene);
    expect(scene.host.status.state).toBe('ready');
  });

  test('a process that is not ready in time counts as one that died', () => {
    const scene = hosting();
    scene.timers.pass(120_000);
    expect(scene.child.killed).toBe(true);
    scene.child.exits(null);
    scene.timers.pass(0);
    expect(scene.child.sent[0]).toMatchObject({ engine: 'wasm' });
  });

  test('goes on with the engine below after a later crash', () => {
    const scene = hosting();
    scene.child.exits(132);
    scene.timers.pass(0);
    scene.child.says({ ...ready, engine: { ...engine, kind: 'wasm' } });
    scene.child.exits(1);
    scene.timers.pass(0);
    expect(scene.child.sent[0]).toMatchObject({ engine: 'wasm' });
  });

  test.each<[GoneReason, string]>([
    ['oom', 'it ran out of memory (9)'],
    ['launch-failed', 'it could not be started (9)'],
    ['integrity-failure', 'it could not be started (9)'],
    ['killed', 'it was ended from outside (9)'],
    ['crashed', 'it crashed (9)'],
    ['abnormal-exit', 'it ended with code 9'],
  ])('says why a process is gone: %s', (reason, how) => {
    const scene = hosting();
    scene.child.exits(9, reason);
    scene.timers.pass(0);
    expect(scene.child.sent[0]).toMatchObject({ engineProblem: how });
  });

  test('gives up where nothing can be forked', () => {
    const scene = hosting();
    scene.refuseForks(9);
    scene.child.exits(1);
    scene.timers.pass(1000);
    expect(scene.host.status).toMatchObject({ state: 'failed', detail: 'it could not be started' });
  });
});

describe('what is asked before it is ready', () => {
  test('waits, and is sent in order after the data set', () => {
    const { host, child } = hosting();
    void host.setDataset(files);
    host.startRun('r', request, true);
    host.control('r', 'step');
    host.setLearningRate('r', 0.5);
    // The data set need not wait: it is unpacked while the engine loads.
    expect(child.types()).toEqual(['init', 'dataset']);
    child.says(ready);
    expect(child.types()).toEqual(['init', 'dataset', 'run', 'control', 'learningRate']);
  });

  test('is sent before what is asked as soon as it is ready', () => {
    const { host, child } = hosting();
    void host.setDataset(files);
    host.on((event) => {
      if (event.type === 'status') host.startRun('r', request, false);
    });
    child.says(ready);
    expect(child.types()).toEqual(['init', 'dataset', 'run']);
  });

  test('outlives a process that died of its engine', async () => {
    const scene = hosting();
    const loaded = scene.host.setDataset(files);
    const predicted = scene.host.predictions(query);
    scene.host.startRun('r', request, false);
    scene.child.exits(132);
    scene.timers.pass(0);
    scene.child.says(ready);
    expect(scene.child.types()).toEqual(['init', 'dataset', 'predictions', 'run']);
    const { callId } = scene.child.last('predictions');
    scene.child.says(
      { type: 'datasetLoaded', train: 60_000, test: 10_000 },
      { type: 'predictions', callId, page },
    );
    expect(await loaded).toMatchObject({ train: 60_000, test: 10_000 });
    expect(await predicted).toEqual(page);
    expect(scene.events.some(({ type }) => type === 'end')).toBe(false);
  });
});

describe('setPace(pace)', () => {
  test('is told once the trainer is ready, at once from then on, and again to the next trainer', () => {
    const scene = hosting();
    scene.host.setPace('epoch');
    expect(scene.host.pace).toBe('epoch');
    scene.child.says(ready);
    expect(scene.child.last('pace')).toEqual({ type: 'pace', pace: 'epoch' });
    crash(scene);
    expect(scene.child.last('pace')).toEqual({ type: 'pace', pace: 'epoch' });
    scene.host.setPace('full');
    expect(scene.child.last('pace')).toEqual({ type: 'pace', pace: 'full' });
  });
});

describe('setDataset(files)', () => {
  test('rejects where the trainer refuses the files', async () => {
    const { host, child } = hostingReady();
    const loaded = host.setDataset(files);
    child.says({ type: 'datasetFailed', error: { code: 'dataMissing', params: { file: 'x' } } });
    await expect(loaded).rejects.toMatchObject({ code: 'dataMissing', params: { file: 'x' } });
  });

  test('sends the files again after a crash, and waits for the answer to the last ones', async () => {
    const scene = hostingReady();
    const first = scene.host.setDataset(files);
    const second = scene.host.setDataset({ ...files, trainImages: 'z' });
    crash(scene);
    expect(scene.child.last('dataset').files.trainImages).toBe('z');
    expect(scene.child.types()).toEqual(['init', 'dataset']);
    scene.child.says({ type: 'datasetLoaded', train: 3, test: 2 });
    expect(await first).toMatchObject({ train: 3, test: 2 });
    expect(await second).toMatchObject({ train: 3, test: 2 });
  });

  test('takes the answer to the files that were sent last', async () => {
    const { host, child } = hostingReady();
    const first = host.setDataset(files);
    const second = host.setDataset({ ...files, trainImages: 'z' });
    child.says(
      { type: 'datasetFailed', error: { code: 'dataMissing', params: {} } },
      { type: 'datasetLoaded', train: 3, test: 2 },
    );
    expect(await first).toMatchObject({ train: 3 });
    expect(await second).toMatchObject({ train: 3 });
  });
});

describe('a run', () => {
  test('is told of in the order of the trainer’s messages, until its end', () => {
    const { host, child, events } = hostingReady();
    host.startRun('r', request, false, { epoch: 2, weights: Float32Array.of(1) });
    expect(child.last('run')).toMatchObject({ paused: false, from: { epoch: 2 } });
    const weights = Float32Array.of(1, 2);
    const epoch = { epoch: 1, trainLoss: 0.5, ms: 100, learningRate: 0.1 };
    const said = [
      { type: 'state', runId: 'r', state: 'running' },
      { type: 'weights', runId: 'r', epoch: 0, weights },
      { type: 'epoch', runId: 'r', epoch, weights },
      { type: 'end', runId: 'r', end: { state: 'done' } },
    ] as const;
    child.says(...said);
    expect(events.slice(1)).toEqual(said);
    host.startRun('next', request, false);
    expect(child.last('run').runId).toBe('next');
  });

  test('is alone: another is refused, and so are orders for one that is not there', () => {
    const { host } = hostingReady();
    expect(() => host.control('r', 'pause')).toThrow('noSuchRun');
    host.startRun('r', request, false);
    expect(() => host.startRun('s', request, false)).toThrow('runUnderWay');
    expect(() => host.setLearningRate('s', 1)).toThrow('noSuchRun');
  });

  test('that is under way when the trainer dies has failed, and the next one can start', () => {
    const scene = hostingReady();
    scene.host.startRun('r', request, false);
    crash(scene);
    expect(scene.events.find(({ type }) => type === 'end')).toEqual({
      type: 'end',
      runId: 'r',
      end: { state: 'failed', error: { code: 'trainerDied', params: {} } },
    });
    expect(scene.child.types()).toEqual(['init']);
    scene.host.startRun('s', request, false);
    expect(scene.child.types()).toEqual(['init', 'run']);
  });

  test('ends once, even where a message of the dead process comes late', () => {
    const scene = hostingReady();
    scene.host.startRun('r', request, false);
    const dead = scene.child;
    crash(scene);
    dead.says({ type: 'end', runId: 'r', end: { state: 'done' } });
    expect(scene.events.filter(({ type }) => type === 'end')).toHaveLength(1);
  });
});

describe('calls', () => {
  test('are answered whatever the order of the answers', async () => {
    const { host, child } = hostingReady();
    const first = host.predictions(query);
    const firstId = child.last('predictions').callId;
    const second = host.predictions({ ...query, key: 'l' });
    const secondId = child.last('predictions').callId;
    child.says(
      { type: 'predictions', callId: secondId, page: { ...page, total: 2 } },
      { type: 'predictions', callId: firstId, page: { ...page, total: 1 } },
    );
    expect([await first, await second]).toMatchObject([{ total: 1 }, { total: 2 }]);
  });

  test('reject with the error that the trainer names', async () => {
    const { host, child } = hostingReady();
    const predicted = host.predictions(query);
    const { callId } = child.last('predictions');
    child.says({ type: 'error', callId, error: { code: 'dataMissing', params: { file: 'f' } } });
    await expect(predicted).rejects.toMatchObject({ code: 'dataMissing', params: { file: 'f' } });
  });

  test('reject when the trainer dies', async () => {
    const scene = hostingReady();
    const calls = [scene.host.predictions(query), scene.host.task(pictures)];
    crash(scene);
    for (const call of calls) await expect(call).rejects.toMatchObject(died);
  });
});

describe('a task', () => {
  test('tells its progress under its own name', async () => {
    const { host, child, events } = hostingReady();
    const task = host.task(pictures);
    const { callId } = child.last('task');
    const output = { labels: new Uint8Array(1), pixels: new Uint8Array(784) };
    child.says(
      { type: 'taskProgress', callId, done: 1, total: 2 },
      { type: 'task', callId, output },
    );
    expect(await task).toEqual(output);
    expect(events.at(-1)).toEqual({ type: 'taskProgress', taskId: 'task 1', done: 1, total: 2 });
    child.says({ type: 'taskProgress', callId, done: 2, total: 2 });
    expect(events.filter(({ type }) => type === 'taskProgress')).toHaveLength(1);
  });

  test('can be cancelled while it is under way, and not afterwards', () => {
    const { host, child } = hostingReady();
    host.task(pictures).catch(() => undefined);
    host.cancelTask('another');
    host.cancelTask('task 1');
    const { callId } = child.last('cancel');
    expect(callId).toBe(child.last('task').callId);
    child.says({ type: 'error', callId, error: { code: 'cancelled', params: {} } });
    host.cancelTask('task 1');
    expect(child.types().filter((type) => type === 'cancel')).toHaveLength(1);
  });
});

describe('crashes', () => {
  test('are followed by a new process in a turn of its own', () => {
    const scene = hostingReady();
    scene.child.exits(139);
    expect(scene.processes).toHaveLength(1);
    scene.timers.pass(0);
    expect(scene.processes).toHaveLength(2);
    expect(scene.states()).toEqual(['ready', 'starting']);
  });

  test('in a row end in giving up, with the engine below on offer', async () => {
    const scene = hostingReady();
    crash(scene);
    crash(scene);
    const predicted = scene.host.predictions(query);
    scene.host.startRun('r', request, false);
    crash(scene);
    expect(scene.host.status).toEqual({
      state: 'failed',
      detail: 'it ended with code 139',
      engineBelow: 'wasm',
    });
    await expect(predicted).rejects.toMatchObject(died);
    scene.timers.pass(1e6);
    expect(scene.processes).toHaveLength(3);
    await expect(scene.host.predictions(query)).rejects.toMatchObject(unavailable);
    await expect(scene.host.setDataset(files)).rejects.toMatchObject(unavailable);
    expect(() => scene.host.startRun('s', request, false)).toThrow('trainerUnavailable');
  });

  test('far apart never end in giving up', () => {
    const scene = hostingReady();
    for (let i = 0; i < 10; i += 1) {
      crash(scene);
      for (let seconds = 0; seconds < 180; seconds += 10) {
        scene.timers.pass(10_000);
        scene.child.says({ type: 'pong', at: 0, rssBytes: 0, tensors: 0 });
      }
      expect(scene.host.status.state).toBe('ready');
    }
    expect(scene.processes).toHaveLength(11);
  });

  test('answer all that still waited when giving up', async () => {
    const scene = hosting();
    const loaded = scene.host.setDataset(files);
    const task = scene.host.task(pictures);
    scene.host.startRun('r', request, false);
    // Two engines that there is one below of, then three crashes of the last.
    for (let i = 0; i < 5; i += 1) {
      scene.child.exits(1);
      scene.timers.pass(0);
    }
    await expect(loaded).rejects.toMatchObject(unavailable);
    await expect(task).rejects.toMatchObject(unavailable);
    expect(scene.events.at(-1)).toMatchObject({
      type: 'end',
      end: { state: 'failed', error: unavailable },
    });
  });

  test('are forgiven when the person asks for a restart, with the engine below or the same', () => {
    const scene = hostingReady();
    void scene.host.setDataset(files).catch(() => undefined);
    for (let i = 0; i < 3; i += 1) crash(scene);
    scene.host.restart('wasm');
    expect(scene.host.status).toEqual({ state: 'starting' });
    expect(scene.child.sent[0]).toEqual({ type: 'init', engine: 'wasm' });
    scene.child.says(ready);
    expect(scene.child.types()).toEqual(['init', 'dataset']);
    crash(scene);
    expect(scene.host.status.state).toBe('ready');
  });
});

describe('restart of a trainer that works', () => {
  test('ends the process first and fails its run', () => {
    const scene = hostingReady();
    scene.host.startRun('r', request, false);
    const old = scene.child;
    scene.host.restart();
    expect(old.last('shutdown')).toBeDefined();
    expect(scene.processes).toHaveLength(1);
    old.says({ type: 'end', runId: 'r', end: { state: 'stopped' } }, { type: 'bye' });
    old.exits(0);
    return expect.poll(() => scene.processes.length).toBe(2);
  });
});

describe('the heartbeat', () => {
  test('kills a trainer that answers no ping for half a minute, and no sooner', () => {
    const scene = hostingReady();
    scene.timers.pass(29_000);
    expect(scene.child.killed).toBe(false);
    scene.timers.pass(6000);
    expect(scene.child.killed).toBe(true);
    scene.child.exits(null);
    scene.timers.pass(0);
    expect(scene.processes).toHaveLength(2);
  });

  test('leaves one alone that answers late', () => {
    const scene = hostingReady();
    for (let i = 0; i < 20; i += 1) {
      scene.timers.pass(20_000);
      scene.child.says({ type: 'pong', at: 0, rssBytes: 5e8, tensors: 9 });
    }
    expect(scene.child.killed).toBe(false);
  });
});

describe('memory', () => {
  const grown = { type: 'pong', at: 0, rssBytes: 1.3e9, tensors: 9 } as const;

  test('that grew has an idle trainer replaced, with the data set handed over', async () => {
    const scene = hostingReady();
    void scene.host.setDataset(files);
    scene.child.says({ type: 'datasetLoaded', train: 3, test: 2 });
    const old = scene.child;
    old.says(grown);
    expect(old.types().at(-1)).toBe('shutdown');
    expect(scene.host.status).toEqual({ state: 'starting' });
    scene.host.startRun('r', request, false);
    old.exits(0);
    await expect.poll(() => scene.processes.length).toBe(2);
    scene.child.says(ready);
    expect(scene.child.types()).toEqual(['init', 'dataset', 'run']);
    expect(scene.events.some(({ type }) => type === 'end')).toBe(false);
  });

  test('that grew is let be while something is under way', () => {
    const scene = hostingReady();
    scene.host.startRun('r', request, false);
    scene.child.says(grown);
    expect(scene.child.types()).toEqual(['init', 'run']);
    scene.child.says({ type: 'end', runId: 'r', end: { state: 'done' } });
    scene.child.says(grown);
    expect(scene.child.types()).toEqual(['init', 'run', 'shutdown']);
  });
});

describe('shutdown', () => {
  test('asks, and resolves when the process has gone', async () => {
    const scene = hostingReady();
    const gone = scene.host.shutdown();
    expect(scene.child.types()).toEqual(['init', 'shutdown']);
    scene.child.says({ type: 'bye' });
    scene.child.exits(0);
    await gone;
    scene.timers.pass(1e6);
    expect(scene.processes).toHaveLength(1);
    expect(scene.child.killed).toBe(false);
  });

  test('kills a process that does not end when asked', async () => {
    const scene = hostingReady();
    const gone = scene.host.shutdown();
    scene.timers.pass(3000);
    expect(scene.child.killed).toBe(true);
    scene.child.exits(null);
    await gone;
  });

  test('passes the end of the run under way on, and rejects the calls', async () => {
    const scene = hostingReady();
    scene.host.startRun('r', request, false);
    const predicted = scene.host.predictions(query);
    const gone = scene.host.shutdown();
    scene.child.says({ type: 'end', runId: 'r', end: { state: 'stopped' } });
    scene.child.exits(0);
    await gone;
    expect(scene.events.filter(({ type }) => type === 'end')).toHaveLength(1);
    await expect(predicted).rejects.toMatchObject(died);
  });

  test('in the middle of a start or of a restart leaves no process behind', async () => {
    const starting = hosting();
    const gone = starting.host.shutdown();
    starting.child.says(ready);
    starting.child.exits(0);
    await gone;

    const between = hostingReady();
    between.child.exits(139);
    await between.host.shutdown();
    between.timers.pass(1e6);
    expect([starting.processes.length, between.processes.length]).toEqual([1, 1]);
    await expect(between.host.task(pictures)).rejects.toMatchObject(unavailable);
  });

  test('can be asked for twice, or where nothing was started', async () => {
    const scene = hostingReady();
    const both = Promise.all([scene.host.shutdown(), scene.host.shutdown()]);
    scene.child.exits(0);
    await both;
    const host = createTrainerHost({ fork: () => new FakeProcess(), timers: new ManualTimers() });
    await host.shutdown();
    expect(scene.child.types()).toEqual(['init', 'shutdown']);
  });
});

test('what the trainer writes to its standard error is logged line by line', () => {
  const { child, lines } = hostingReady();
  child.writes('first\n\nsecond\n');
  expect(lines).toEqual(['trainer: first', 'trainer: second']);
});

test('a listener that left hears nothing more', () => {
  const { host, child } = hosting();
  const heard: TrainerEvent[] = [];
  host.on((event) => heard.push(event))();
  child.says(ready);
  expect(heard).toEqual([]);
});
