import { describe, expect, test } from 'vitest';
import type { TrainerEvent } from '../../../../main/trainer/trainer-host';
import {
  crash,
  files,
  hosting,
  hostingReady,
  page,
  query,
  ready,
  request,
} from './support/hosting';

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

test('a listener that left hears nothing more', () => {
  const { host, child } = hosting();
  const heard: TrainerEvent[] = [];
  host.on((event) => heard.push(event))();
  child.says(ready);
  expect(heard).toEqual([]);
});
