import { describe, expect, test } from 'vitest';
import type { Epoch, RunRequest } from '#contract/run';
import { Client } from '../../../../renderer/api';
import { Activity } from '../../../../renderer/state/activity.svelte';
import { Runs } from '../../../../renderer/state/run.svelte';
import { Bridge } from '../support/bridge';

const request: RunRequest = {
  lab: 'softmax',
  implementation: 'scratch',
  config: {
    learningRate: 0.1,
    batchSize: 256,
    epochs: 2,
    seed: 3,
    initStd: 0.01,
    numTrain: 60_000,
    shuffle: true,
    pixelScale: 'unit',
  },
};
const engine = {
  kind: 'tensorflow',
  version: '2.15.1',
  threads: 2,
  graph: { available: true, maxAbsError: 0 },
} as const;
const dataset = { name: 'fashion-mnist', sha256: 'abc' };
const epoch = (number: number): Epoch => ({
  epoch: number,
  trainLoss: 0.5,
  ms: 50,
  learningRate: 0.1,
});
const runId = '20260307T090000-abcdef';

function follow() {
  const bridge = new Bridge();
  const runs = new Runs(new Client(bridge, new Activity()));
  return { bridge, runs, stop: runs.follow() };
}

async function started(paused = false) {
  const all = follow();
  const start = all.runs.start(request, paused, engine, dataset);
  await all.bridge.reply('startRun', { ok: true, value: { id: runId, number: 7 } });
  expect(await start).toBeNull();
  return all;
}

describe('Runs', () => {
  test('an accepted run is under way, with what it was asked for and what computes it', async () => {
    const { runs } = await started();
    expect(runs.underWay?.record).toMatchObject({
      ...request,
      id: runId,
      number: 7,
      state: 'running',
      engine: { kind: 'tensorflow', version: '2.15.1', threads: 2 },
      dataset,
      epochs: [],
    });
  });

  test('epochs that come before main’s answer to the start are not lost, and stay in order', async () => {
    const { bridge, runs } = follow();
    const start = runs.start(request, false, engine, dataset);
    bridge.emit('runEpoch', { runId, epoch: epoch(1) });
    bridge.emit('runEpoch', { runId: 'another', epoch: epoch(9) });
    await bridge.reply('startRun', { ok: true, value: { id: runId, number: 7 } });
    await start;
    bridge.emit('runEpoch', { runId, epoch: epoch(2) });
    expect(runs.latest('softmax')?.epochs.map((one) => one.epoch)).toEqual([1, 2]);
  });

  test('a refused start leaves the former run on show and says why', async () => {
    const { bridge, runs } = await started();
    const again = runs.start(request, false, engine, dataset);
    await bridge.reply('startRun', { ok: false, error: { code: 'runUnderWay', params: {} } });
    expect(await again).toEqual({ code: 'runUnderWay', params: {} });
    expect(runs.latest('softmax')?.record.number).toBe(7);
  });

  test('an end replaces the record by main’s own, counts, and frees the way for the next run', async () => {
    const { bridge, runs } = await started();
    const record = runs.underWay?.record;
    if (!record) throw new Error('no run is under way');
    bridge.emit('runState', {
      runId,
      state: 'done',
      record: { ...record, state: 'done', app: '0.1.0', epochs: [epoch(1)] },
      saved: true,
    });
    expect(runs.underWay).toBeNull();
    expect(runs.ended).toBe(1);
    expect(runs.latest('softmax')?.record).toMatchObject({ app: '0.1.0', state: 'done' });
  });

  test('a run that could not be saved says so, with the reason', async () => {
    const { bridge, runs } = await started();
    const error = { code: 'diskFull', params: {} } as const;
    bridge.emit('runState', { runId, state: 'running', saved: false, error });
    expect(runs.underWay?.saved).toBe(false);
    expect(runs.underWay?.error).toEqual(error);
  });

  test('a rewound run is followed from its record on, and what came before the answer is not lost', async () => {
    const { bridge, runs } = await started();
    const record = runs.underWay?.record;
    if (!record) throw new Error('no run is under way');
    const rewind = runs.rewind(runId, 'step');
    const id = '20260307T090100-abcdef';
    const progress = { epoch: 2, batch: 8, batches: 235, trainLoss: null, trainAcc: null };
    bridge.emit('runProgress', { runId: id, ...progress, learningRate: 7, elapsedMs: 0 });
    const continues = { id: runId, number: 7, epoch: 2, batch: 8 };
    await bridge.reply('rewindRun', {
      ok: true,
      value: { ...record, id, number: 8, state: 'paused', epochs: [epoch(1)], continues },
    });
    expect(await rewind).toBeNull();
    const rewound = runs.underWay;
    expect(rewound?.record).toMatchObject({ number: 8, state: 'paused', continues });
    expect(rewound?.epochs).toEqual([epoch(1)]);
    expect(rewound?.progress).toMatchObject(progress);
  });

  test('control and learning rate go to the run under way; without one nothing is sent', async () => {
    const { bridge, runs } = await started(true);
    expect(runs.underWay?.record.state).toBe('paused');
    void runs.control('step');
    void runs.setLearningRate(0.05);
    expect(bridge.asked.slice(1)).toEqual([
      ['controlRun', { id: runId, action: 'step' }],
      ['setLearningRate', { id: runId, learningRate: 0.05 }],
    ]);
    const idle = follow();
    expect(await idle.runs.control('stop')).toBeNull();
    expect(idle.bridge.calls).toEqual([]);
  });

  test('after it stopped following, events change nothing', async () => {
    const { bridge, runs, stop } = await started();
    stop();
    bridge.emit('runEpoch', { runId, epoch: epoch(1) });
    expect(runs.latest('softmax')?.epochs).toEqual([]);
  });
});
