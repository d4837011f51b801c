import type { RunProgress } from '#contract/events';
import type { LinearData } from '#contract/linear';
import { taskRequestSchema } from '#contract/tasks';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { LAB, LinearLab } from '../../../../../renderer/labs/linear-regression/lab.svelte';
import type { App } from '../../../../../renderer/state/app.svelte';
import { startApp } from '../../support/app';
import type { Bridge } from '../../support/bridge';

const runId = '20260307T090000-abcdef';

const data: LinearData = {
  features: Float32Array.of(1, 2),
  labels: Float32Array.of(3),
  start: Float32Array.of(0.01, -0.01, 0),
  analytic: { w: [2, -3.4], b: 4.2, loss: 5e-5, rank: 3, condition: 1.1, dependencies: [] },
  surface: { minimum: [2, -3.4], minLoss: 5e-5, contours: [] },
};

/** A run after two minibatches. */
const progress: RunProgress = {
  ...{ runId, epoch: 1, batch: 2, batches: 100, trainLoss: 12, trainAcc: null },
  ...{ learningRate: 0.03, elapsedMs: 4 },
  linear: {
    path: {
      steps: Int32Array.of(0, 1, 2),
      w1: Float32Array.of(0, 0.25, 0.5),
      w2: Float32Array.of(0, -0.5, -1),
      b: Float32Array.of(0, 0.75, 1.5),
    },
    minibatch: null,
  },
};

describe('LinearLab', () => {
  let bridge: Bridge;
  let app: App;
  let lab: LinearLab;
  beforeEach(async () => {
    ({ bridge, app } = await startApp());
    lab = new LinearLab(app);
  });

  const accept = () => bridge.reply('startRun', { ok: true, value: { id: runId, number: 1 } });
  const lastCall = () => {
    const { name, input } = bridge.calls.at(-1) ?? {};
    return [name, input];
  };

  test('trains with what is set, and needs no data set', async () => {
    lab.settings.implementation = 'concise';
    lab.settings.noise = 0.5;
    void lab.train();
    await accept();
    expect(bridge.calls.find(({ name }) => name === 'startRun')?.input).toMatchObject({
      request: {
        lab: 'linear',
        implementation: 'concise',
        config: { learningRate: 0.03, batchSize: 10, epochs: 3, noise: 0.5, halfLoss: false },
      },
      paused: false,
    });
    expect(lab.underWay).toBe(true);
  });

  test('steps into a run that starts paused', async () => {
    void lab.step();
    await accept();
    await bridge.turn();
    expect(lab.paused).toBe(true);
    expect(lastCall()).toEqual(['controlRun', { id: runId, action: 'step' }]);
  });

  test('has no steps where the formula answers at once', async () => {
    lab.settings.implementation = 'analytic';
    await lab.step();
    expect(lab.canStep).toBe(false);
    expect(bridge.calls.some(({ name }) => name === 'startRun')).toBe(false);
  });

  test('does not train while a field is not valid', () => {
    lab.valid.noise = false;
    expect(lab.canTrain).toBe(false);
    lab.toggleData();
    lab.toggleData();
    expect(lab.canTrain).toBe(true);
  });

  test('asks for the examples of what is set', async () => {
    lab.settings.seed = 7;
    lab.askForData();
    await bridge.turn();
    const request = v.parse(taskRequestSchema, bridge.calls.at(-1)?.input);
    expect(request).toMatchObject({ task: 'linearData', input: { seed: 7, numExamples: 1000 } });
    await bridge.reply('runTask', { ok: true, value: data });
    expect(lab.data).toEqual(data);
  });

  test('shows a run as long as it is one on the data that are set', async () => {
    void lab.train();
    await accept();
    bridge.emit('runState', { runId, state: 'stopped', saved: true });
    expect(lab.run?.id).toBe(runId);
    lab.settings.learningRate = 0.3;
    expect(lab.run?.id).toBe(runId);
    lab.settings.seed = 1;
    expect(lab.run).toBeNull();
    lab.settings.seed = 0;
    expect(lab.run?.id).toBe(runId);
  });

  test('goes back to an earlier point of the path while it is read', async () => {
    void lab.train();
    await accept();
    bridge.emit('runProgress', progress);
    expect(lab.weights).toEqual([0.5, -1, 1.5]);
    expect(lab.stepsDone).toBe(2);
    lab.reading = 1;
    expect(lab.weights).toEqual([0.25, -0.5, 0.75]);
    expect(lab.stepsDone).toBe(1);
  });

  test('knows that the concise loss without its half reads twice as large', () => {
    expect(lab.lossFactor).toBe(1);
    lab.settings.implementation = 'concise';
    expect(lab.lossFactor).toBe(2);
    lab.settings.halfLoss = true;
    expect(lab.lossFactor).toBe(1);
  });

  test('a new learning rate reaches the run that is under way', async () => {
    void lab.train();
    await accept();
    lab.settings.learningRate = 0.1;
    void lab.changeLearningRate(0.1);
    await bridge.turn();
    expect(lastCall()).toEqual(['setLearningRate', { id: runId, learningRate: 0.1 }]);
  });

  test('tries half of the rate at which a run diverged', async () => {
    lab.settings.learningRate = 3;
    void lab.train();
    await accept();
    bridge.emit('runState', {
      ...{ runId, state: 'diverged', saved: true },
      divergence: { epoch: 1, batch: 9, value: 'exploded', lastFiniteLoss: 1e6 },
    });
    void lab.halveAndTrain();
    await bridge.turn();
    expect(bridge.calls.findLast(({ name }) => name === 'startRun')?.input).toMatchObject({
      request: { config: { learningRate: 1.5 } },
    });
  });

  test('a reset clears the page, and the next run can be trained', async () => {
    void lab.train();
    await accept();
    bridge.emit('runState', { runId, state: 'stopped', saved: true });
    lab.reset();
    expect(lab).toMatchObject({ run: null, weights: null, blocked: false, canTrain: true });
  });

  test('keeps its settings between launches, and forgets them at a reset', () => {
    lab.settings.noise = 2;
    lab.keep();
    expect(new LinearLab(app).settings.noise).toBe(2);
    lab.reset();
    expect(new LinearLab(app).settings.noise).toBe(0.01);
    expect(app.settings.values.labs[LAB]).toMatchObject({ noise: 0.01 });
  });
});
