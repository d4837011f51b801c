import type { AppState } from '#contract/calls';
import type { EventName, Events } from '#contract/events';
import { linearConfigSchema, type RunRequest } from '#contract/run';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { formatSheet } from '../../../main/sheets/file';
import { temporaryFolder } from './dataset/support/temporary';
import { createCore, type TestCoreOptions } from './support/core';
import { softmaxSheet } from './sheets/support';
import { nativeEngine, ScriptedHost } from './support/scripted-host';

const linear: RunRequest = {
  lab: 'linear',
  implementation: 'scratch',
  config: v.parse(linearConfigSchema, { learningRate: 0.03, batchSize: 10, epochs: 3, seed: 0 }),
};

let root: string;
let host: ScriptedHost;

beforeEach(async () => {
  root = await temporaryFolder();
  host = new ScriptedHost();
});

async function setUp(change: Partial<TestCoreOptions> = {}) {
  const created = await createCore({ root, host, ...change });
  const told: { name: EventName; event: Events[EventName] }[] = [];
  created.core.events.relay((name, event) => void told.push({ name, event }));
  return { ...created, call: created.core.handlers, told };
}

/** The state as the window gets it on its start. */
async function stateOf({ core }: Awaited<ReturnType<typeof setUp>>): Promise<AppState> {
  return core.handlers.getState(undefined);
}

describe('getState', () => {
  test('at the start, the trainer is starting and nothing is under way', async () => {
    const app = await setUp();
    expect(await stateOf(app)).toMatchObject({
      app: { version: '0.1.0', sandbox: true },
      trainer: { state: 'starting' },
      dataset: { state: 'looking' },
      run: null,
      pace: 'full',
      setAside: [],
    });
  });

  test('names the settings that were set aside', async () => {
    await writeFile(join(root, 'settings.json'), '{');
    const { setAside } = await stateOf(await setUp());
    expect(setAside).toEqual([expect.stringMatching(/^settings\.json\.damaged-/)]);
  });

  test('has the run under way with its progress, for a window that was opened again', async () => {
    const app = await setUp({ stopMs: 1 });
    host.ready();
    const { id } = await app.call.startRun({ request: linear, paused: false });
    host.tell({
      type: 'epoch',
      runId: id,
      epoch: { epoch: 1, trainLoss: 1, ms: 5, learningRate: 0.03 },
      weights: Float32Array.of(1, 2, 3),
    });
    const { run } = await stateOf(app);
    expect(run).toMatchObject({ record: { id, state: 'running', epochs: [{ epoch: 1 }] } });
    await app.core.shutdown();
  });
});

describe('start()', () => {
  test('starts the trainer and tells where the data set was looked for in vain', async () => {
    const { core, told } = await setUp();
    core.start();
    expect(host.asked).toEqual([['start']]);
    expect(await core.dataset.settled()).toMatchObject({ state: 'missing' });
    expect(told.filter(({ name }) => name === 'dataset').map(({ event }) => event)).toMatchObject([
      { state: 'looking' },
      {
        state: 'missing',
        tried: [{ source: 'dataFolder' }, { source: 'packaged' }, { source: 'system' }],
      },
    ]);
  });

  test('tells how the trainer stands', async () => {
    const { told } = await setUp();
    host.ready();
    expect(told).toEqual([{ name: 'trainer', event: { state: 'ready', engine: nativeEngine } }]);
  });
});

describe('the calls', () => {
  test('a setting that was changed is applied at once, and answered as it is', async () => {
    const { call, applied } = await setUp();
    const changed = await call.changeSettings({ language: 'zh-CN' });
    expect(changed.language).toBe('zh-CN');
    expect(applied).toEqual([changed]);
  });

  test('a dialog that was closed picks nothing', async () => {
    const { call } = await setUp();
    expect(await call.pickDataset(undefined)).toBeNull();
  });

  test('a folder without the data set is told as such, and what is there stays', async () => {
    const { core, call } = await setUp({ picked: [root] });
    core.start();
    await core.dataset.settled();
    expect(await call.pickDataset(undefined)).toMatchObject({
      state: 'missing',
      tried: [{ source: 'picked' }],
    });
    expect(core.dataset.status).toMatchObject({ state: 'missing' });
  });

  test('a download without a network says so, and can be tried again', async () => {
    const { call } = await setUp();
    for (let time = 0; time < 2; time += 1) {
      expect(await call.downloadDataset(undefined)).toMatchObject({ state: 'missing' });
    }
  });

  test('a trainer that gave up is restarted with the engine below', async () => {
    const { call } = await setUp();
    await call.restartTrainer(undefined);
    host.tell({ type: 'status', status: { state: 'failed', detail: '', engineBelow: 'wasm' } });
    await call.restartTrainer(undefined);
    expect(host.asked).toEqual([
      ['restart', undefined],
      ['restart', 'wasm'],
    ]);
  });

  test('a link is opened by its name', async () => {
    const { call, opened } = await setUp();
    await call.openExternal({ link: 'book' });
    expect(opened).toEqual(['book']);
  });

  test('a task that is called off goes to the trainer', async () => {
    const { call } = await setUp();
    await call.cancelTask({ taskId: 't1' });
    expect(host.asked).toEqual([['cancelTask', 't1']]);
  });
});

describe('shutdown()', () => {
  test('stops the run, keeps it, ends the trainer, and empties the trash', async () => {
    const { core, call } = await setUp();
    host.ready();
    const first = await call.startRun({ request: linear, paused: false });
    host.tell({ type: 'end', runId: first.id, end: { state: 'stopped' } });
    await core.runs.over();
    await call.deleteRun({ id: first.id });
    const { id } = await call.startRun({ request: linear, paused: false });
    const down = core.shutdown();
    expect(host.asked.at(-1)).toEqual(['control', id, 'stop']);
    host.tell({ type: 'end', runId: id, end: { state: 'stopped' } });
    await down;
    expect(host.asked.at(-1)).toEqual(['shutdown']);
    expect(await readdir(root)).toEqual(['runs']);
    expect(await core.store.read(id)).toMatchObject({ state: 'stopped' });
  });

  test('waits until what was set and answered last is on disk', async () => {
    const { core, call } = await setUp();
    const text = formatSheet(softmaxSheet);
    const { key, answers } = await call.openSheetText({ name: 'a.linearlab-sheet', text });
    const last = {
      ...answers,
      answers: { why: { kind: 'text', at: '', text: 'Because' } as const },
    };
    for (const epochs of [3, 4, 5]) {
      void call.changeSettings({ labs: { 'linear-regression': { epochs } } });
    }
    void call.keepAnswers({ key, answers: last });
    await core.shutdown();
    const kept = async (...path: string[]) =>
      JSON.parse(await readFile(join(root, ...path), 'utf8')) as unknown;
    expect(await kept('settings.json')).toMatchObject({
      labs: { 'linear-regression': { epochs: 5 } },
    });
    expect(await kept('sheets', key, 'answers.json')).toEqual(last);
  });

  test('a trainer that does not stop is ended, and its run is kept as failed', async () => {
    const { core, call } = await setUp({ stopMs: 1 });
    host.ready();
    const { id } = await call.startRun({ request: linear, paused: false });
    await core.shutdown();
    expect(await core.store.read(id)).toMatchObject({ state: 'failed' });
  });
});
