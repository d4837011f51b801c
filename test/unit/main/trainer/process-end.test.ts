import { describe, expect, test } from 'vitest';
import { createTrainerHost } from '../../../../main/trainer/host';
import { FakeProcess } from './support/fake-process';
import {
  died,
  files,
  hosting,
  hostingReady,
  pictures,
  query,
  ready,
  request,
  unavailable,
} from './support/hosting';
import { ManualTimers } from './support/manual-timers';

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
