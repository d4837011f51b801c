import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import type { SeenStep } from '#contract/microscope';
import { softmaxConfigSchema, type RunRecord, type RunState } from '#contract/run';
import { taskRequestSchema } from '#contract/tasks';
import { Microscope } from '../../../../../renderer/labs/softmax-regression/microscope.svelte';
import type { App } from '../../../../../renderer/state/app.svelte';
import { FollowedRun } from '../../../../../renderer/state/run.svelte';
import { startApp } from '../../support/app';
import type { Bridge } from '../../support/bridge';

const id = '20260307T090000-abcdef';

function runThatIs(state: RunState, runId = id): FollowedRun {
  const record: RunRecord = {
    schema: 1,
    id: runId,
    number: 1,
    lab: 'softmax',
    implementation: 'scratch',
    config: v.parse(softmaxConfigSchema, { learningRate: 1, batchSize: 2, epochs: 1, seed: 0 }),
    engine: { kind: 'cpu', version: '4', threads: 1 },
    dataset: { name: 'fashion-mnist', sha256: 'abc' },
    app: '0.1.0',
    startedAt: '2026-03-07T09:00:00.000Z',
    state,
    epochs: [],
  };
  return new FollowedRun(record);
}

function stepWith(...losses: number[]): SeenStep {
  const n = losses.length;
  return {
    ...{ epoch: 1, batch: 1, batches: 4, learningRate: 1, size: n, loss: 1, difference: 0 },
    examples: {
      indices: new Int32Array(n),
      labels: new Uint8Array(n),
      pixels: new Uint8Array(784 * n),
      logits: new Float32Array(10 * n),
      probabilities: new Float32Array(10 * n),
      losses: Float32Array.from(losses),
    },
    dW: new Float32Array(7840),
    db: new Float32Array(10),
    shapes: {
      ...{ X: [n, 784], O: [n, 10], yHat: [n, 10], l: [n], dO: [n, 10] },
      ...{ dW: [10, 784], db: [10] },
    },
  };
}

describe('Microscope', () => {
  let bridge: Bridge;
  let app: App;
  let microscope: Microscope;
  beforeEach(async () => {
    ({ bridge, app } = await startApp());
    microscope = new Microscope(app);
  });

  const answer = (step: SeenStep | null) => bridge.reply('runTask', { ok: true, value: { step } });
  const tasks = () => bridge.calls.filter(({ name }) => name === 'runTask');

  test.each(['paused', 'diverged'] as const)(
    'looks at the last step of a run that is %s',
    async (state) => {
      void microscope.look(runThatIs(state));
      await answer(stepWith(1, 2));
      const request = v.parse(taskRequestSchema, tasks()[0]?.input);
      expect(request).toMatchObject({ task: 'microscope', input: { runId: id } });
      expect(microscope.step?.size).toBe(2);
      expect(microscope.example?.loss).toBe(1);
    },
  );

  test.each(['running', 'done', 'stopped', 'failed'] as const)(
    'shows nothing of a run that is %s',
    async (state) => {
      void microscope.look(runThatIs('paused'));
      await answer(stepWith(1));
      void microscope.look(runThatIs(state));
      expect(microscope.step).toBeNull();
      expect(tasks()).toHaveLength(1);
    },
  );

  test('the step on show stays until the next one is there, but not for another run', async () => {
    void microscope.look(runThatIs('paused'));
    await answer(stepWith(1));
    void microscope.look(runThatIs('paused'));
    expect(microscope.step?.size).toBe(1);
    await answer(stepWith(1, 2, 3));
    expect(microscope.step?.size).toBe(3);
    void microscope.look(runThatIs('paused', '20260307T090001-abcdef'));
    expect(microscope.step).toBeNull();
  });

  test('an answer that comes after it was put away, or after a newer question, is no news', async () => {
    void microscope.look(runThatIs('paused'));
    microscope.close();
    await answer(stepWith(1));
    expect(microscope.step).toBeNull();

    void microscope.look(runThatIs('paused'));
    await bridge.turn();
    const late = tasks().at(-1);
    void microscope.look(runThatIs('paused'));
    await answer(stepWith(1, 2));
    late?.answer({ ok: false, error: { code: 'internal', params: {} } });
    await bridge.turn();
    expect(microscope.step?.size).toBe(2);
  });

  test('begins with an example whose loss is not finite', async () => {
    void microscope.look(runThatIs('diverged'));
    await answer(stepWith(1, 2, Infinity, 3));
    expect(microscope.place).toBe(2);
    microscope.settings.order = 'loss';
    expect(microscope.examples[0]?.place).toBe(2);
    expect(microscope.example?.loss).toBe(Infinity);
  });

  test('how it is looked at is kept', () => {
    microscope.settings.gradient = 'example';
    microscope.keep();
    expect(new Microscope(app).settings).toEqual({ order: 'read', gradient: 'example' });
  });
});
