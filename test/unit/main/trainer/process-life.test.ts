import { describe, expect, test } from 'vitest';
import type { GoneReason } from '../../../../main/trainer/process';
import {
  crash,
  died,
  engine,
  files,
  hosting,
  hostingReady,
  pictures,
  query,
  ready,
  request,
  unavailable,
} from './support/hosting';

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

test('what the trainer writes to its standard error is logged line by line', () => {
  const { child, lines } = hostingReady();
  child.writes('first\n\nsecond\n');
  expect(lines).toEqual(['trainer: first', 'trainer: second']);
});
