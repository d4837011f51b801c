import { beforeEach, describe, expect, test } from 'vitest';
import type { AppState } from '#contract/calls';
import type { EngineInfo, GraphInfo } from '#contract/engine';
import { SoftmaxLab } from '../../../../../renderer/labs/softmax-regression/lab.svelte';
import type { App } from '../../../../../renderer/state/app.svelte';
import { softmaxNotes } from '../../../../support/notes';
import { readyState, startApp } from '../../support/app';
import type { Bridge } from '../../support/bridge';

const runId = '20260307T090000-abcdef';
const dataset: AppState['dataset'] = {
  state: 'ready',
  name: 'fashion-mnist',
  source: 'packaged',
  train: 60_000,
  test: 10_000,
  sha256: 'abc',
};

async function appWith(state: Partial<AppState> = {}) {
  const { bridge, app } = await startApp({ dataset, ...state });
  return { bridge, app, lab: new SoftmaxLab(app) };
}

describe('SoftmaxLab', () => {
  let bridge: Bridge;
  let app: App;
  let lab: SoftmaxLab;
  beforeEach(async () => {
    ({ bridge, app, lab } = await appWith());
  });

  const accept = () => bridge.reply('startRun', { ok: true, value: { id: runId, number: 1 } });
  const control = (action: string) => ['controlRun', { id: runId, action }];

  test('trains with what is set, and nothing else', async () => {
    lab.settings.learningRate = 0.5;
    lab.settings.implementation = 'concise';
    void lab.train();
    await bridge.turn();
    expect(bridge.asked.at(-1)).toEqual([
      'startRun',
      {
        paused: false,
        request: {
          lab: 'softmax',
          implementation: 'concise',
          config: { ...softmaxNotes, learningRate: 0.5 },
        },
      },
    ]);
    expect(lab.canTrain).toBe(false);
    await accept();
    expect(lab.underWay).toBe(true);
  });

  test.each([
    ['a field is not valid', async () => void (lab.valid.seed = false)],
    [
      'the trainer has given up',
      async () => void (app.trainer.status = { state: 'failed', detail: '' }),
    ],
    [
      'the data set is missing',
      async () => void (app.dataset.status = { state: 'missing', tried: [] }),
    ],
  ])('does not train while %s', async (_, spoil) => {
    await spoil();
    expect(lab.canTrain).toBe(false);
    await lab.train();
    expect(bridge.asked.map(([name]) => name)).not.toContain('startRun');
  });

  test.each([
    ['the graph, which is the fastest', true, 'graph'],
    ['the code from scratch where the graph cannot run', false, 'scratch'],
  ])('trains %s, unless told otherwise', async (_, available, implementation) => {
    const graph: GraphInfo = available
      ? { available, maxAbsError: 0 }
      : { available, maxAbsError: null, reason: 'needsNativeEngine', detail: '' };
    const engine: EngineInfo = { kind: 'tensorflow', version: '2.15.1', threads: 2, graph };
    app.trainer.status = { state: 'ready', engine };
    expect(lab.implementation).toBe(implementation);
    void lab.train();
    await bridge.turn();
    expect(bridge.asked.at(-1)).toMatchObject(['startRun', { request: { implementation } }]);
  });

  test('a run that is asked for while the trainer starts begins once it is there', async () => {
    app.trainer.status = { state: 'starting' };
    void lab.train();
    await bridge.turn();
    expect(bridge.asked.map(([name]) => name)).not.toContain('startRun');
    bridge.emit('trainer', readyState.trainer);
    await bridge.turn();
    expect(bridge.asked.map(([name]) => name)).toContain('startRun');
    await accept();
    expect(lab.underWay).toBe(true);
  });

  test('Step on an idle lab starts a paused run and trains its first minibatch', async () => {
    void lab.step();
    await bridge.turn();
    expect(bridge.asked.at(-1)).toMatchObject(['startRun', { paused: true }]);
    await accept();
    expect(lab.paused).toBe(true);
    expect(bridge.asked.at(-1)).toEqual(control('step'));
  });

  test('Pause, Resume and Stop reach the run under way', async () => {
    void lab.train();
    await accept();
    for (const action of ['pause', 'resume', 'stop'] as const) {
      void lab[action]();
      expect(bridge.asked.at(-1)).toEqual(control(action));
    }
  });

  test('a new learning rate is kept, and reaches the run only while there is one', async () => {
    lab.settings.learningRate = 0.2;
    await lab.changeLearningRate(0.2);
    expect(bridge.asked.map(([name]) => name)).not.toContain('setLearningRate');
    expect(new SoftmaxLab(app).settings.learningRate).toBe(0.2);
    void lab.train();
    await accept();
    void lab.changeLearningRate(0.05);
    expect(bridge.asked.at(-1)).toEqual(['setLearningRate', { id: runId, learningRate: 0.05 }]);
  });

  test('a refusal is told, and the lab is free again', async () => {
    void lab.train();
    await bridge.reply('startRun', { ok: false, error: { code: 'runUnderWay', params: {} } });
    expect(lab.error).toEqual({ code: 'runUnderWay', params: {} });
    expect(lab.canTrain).toBe(true);
  });

  test('Reset brings back the settings of the notes and clears the page', async () => {
    lab.settings.epochs = 3;
    lab.settings.pixelScale = 'byte';
    void lab.train();
    await accept();
    bridge.emit('runState', { runId, state: 'stopped', saved: true });
    lab.reset();
    expect(lab.settings).toMatchObject({ epochs: 10, pixelScale: 'unit' });
    expect(lab.run).toBeNull();
  });

  test('after a divergence the next run has half the rate', async () => {
    lab.settings.learningRate = 8;
    void lab.train();
    await accept();
    bridge.emit('runState', {
      runId,
      state: 'diverged',
      divergence: { epoch: 1, batch: 3, value: 'NaN', lastFiniteLoss: 9 },
      saved: true,
    });
    void lab.halveAndTrain();
    await bridge.turn();
    expect(bridge.asked.at(-1)).toMatchObject([
      'startRun',
      { request: { config: { learningRate: 4 } } },
    ]);
  });

  test('a window that comes back to a run shows what that run was started with', async () => {
    void lab.train();
    await accept();
    const record = lab.run?.record;
    if (!record || record.lab !== 'softmax') throw new Error('no run');
    const again = await appWith({
      run: {
        record: { ...record, implementation: 'concise', config: { ...record.config, seed: 42 } },
        progress: null,
      },
    });
    expect(again.lab.settings).toMatchObject({ implementation: 'concise', seed: 42 });
    expect(again.lab.underWay).toBe(true);
  });
});
