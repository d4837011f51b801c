import type { LinearData } from '#contract/linear';
import type { LinearConfig, RunRecord } from '#contract/run';
import { beforeEach, describe, expect, test } from 'vitest';
import { LAB, NormalLab } from '../../../../../renderer/labs/normal-distribution/lab.svelte';
import { defaultSettings } from '../../../../../renderer/labs/normal-distribution/settings';
import type { App } from '../../../../../renderer/state/app.svelte';
import { startApp } from '../../support/app';
import type { Bridge } from '../../support/bridge';

/** Four examples of y = x1 - x2 + 1, one of them off by 0.3 and one by -0.3. */
const data: LinearData = {
  features: Float32Array.of(1, 0, 0, 1, 2, 2, 3, 1),
  labels: Float32Array.of(2.3, 0, 1, 2.7),
  start: Float32Array.of(0, 0, 0),
  analytic: { w: [1, -1], b: 1, loss: 0, rank: 3, condition: 1, dependencies: [] },
  surface: { minimum: [1, -1], minLoss: 0, contours: [] },
};

const config: LinearConfig = {
  learningRate: 0.03,
  batchSize: 10,
  epochs: 3,
  seed: 7,
  initStd: 0.01,
  numExamples: 4,
  noise: 0.3,
  trueW1: 1,
  trueW2: -1,
  trueB: 1,
  halfLoss: false,
};
const record: RunRecord = {
  schema: 1,
  id: '20260307T090000-abcdef',
  number: 12,
  lab: 'linear',
  implementation: 'scratch',
  config,
  engine: { kind: 'tensorflow', version: '2.15.1', threads: 2 },
  dataset: { name: 'synthetic', sha256: '' },
  app: '',
  startedAt: '2026-03-07T09:00:00.000Z',
  state: 'running',
  epochs: [],
};

describe('NormalLab', () => {
  let bridge: Bridge;
  let app: App;
  let lab: NormalLab;
  beforeEach(async () => {
    ({ bridge, app } = await startApp());
    lab = new NormalLab(app);
  });

  async function answer() {
    lab.askForData();
    await bridge.reply('runTask', { ok: true, value: data });
  }

  test('without a run, makes the examples of section 3.2 from its own seed', async () => {
    lab.settings.seed = 5;
    lab.askForData();
    await bridge.turn();
    expect(bridge.asked.at(-1)).toMatchObject([
      'runTask',
      {
        task: 'linearData',
        input: { seed: 5, numExamples: 1000, noise: 0.01, trueW1: 2, trueW2: -3.4, trueB: 4.2 },
      },
    ]);
  });

  test('takes the residuals of the analytic solution, and their scale', async () => {
    await answer();
    expect([...(lab.residuals ?? [])].map((r) => Number(r.toFixed(6)))).toEqual([0.3, 0, 0, -0.3]);
    // √((0.09 + 0.09) / 4)
    expect(lab.scale).toBeCloseTo(0.212132, 5);
    expect(lab.trained).toBe(false);
  });

  test('takes the examples of the newest linear regression run, and its line while it trains', async () => {
    app.runs.show(record);
    lab.askForData();
    await bridge.turn();
    expect(bridge.asked.at(-1)).toMatchObject(['runTask', { input: { seed: 7, numExamples: 4 } }]);
    await bridge.reply('runTask', { ok: true, value: data });
    expect(lab.trained).toBe(false);
    bridge.emit('runProgress', {
      runId: record.id,
      epoch: 1,
      batch: 1,
      batches: 1,
      trainLoss: 1,
      trainAcc: null,
      learningRate: 0.03,
      elapsedMs: 1,
      linear: {
        path: {
          steps: Int32Array.of(0, 1),
          w1: Float32Array.of(0, 0.5),
          w2: Float32Array.of(0, -0.5),
          b: Float32Array.of(0, 0.25),
        },
        minibatch: null,
      },
    });
    expect(lab.line).toEqual({ w: [0.5, -0.5], b: 0.25 });
    expect(lab.trained).toBe(true);
    // 2.3 - (0.5·1 - 0.5·0 + 0.25)
    expect(lab.residuals?.[0]).toBeCloseTo(1.55, 6);
  });

  test('a finished run’s line is its final one; other residuals can be chosen', async () => {
    app.runs.show({
      ...record,
      state: 'done',
      final: { trainLoss: 0, w: [1, -1.5], b: 1, wError: [0, 0], bError: 0 },
    });
    await answer();
    expect(lab.line).toMatchObject({ w: [1, -1.5], b: 1 });
    lab.settings.source = 'synthetic';
    expect(lab.run).toBeNull();
    expect(lab.line).toMatchObject({ w: [1, -1] });
  });

  test('noise and shift are kept in units of the residuals’ scale, within their bounds', async () => {
    await answer();
    const scale = lab.scale ?? NaN;
    lab.setNoise(scale);
    lab.setShift(2 * scale);
    expect(lab.settings.noise).toBeCloseTo(1, 12);
    expect(lab.settings.shift).toBeCloseTo(2, 12);
    expect(lab.moved?.[0]).toBeCloseTo(0.3 - 2 * scale, 6);
    lab.setNoise(100 * scale);
    expect(lab.settings.noise).toBe(4);
  });

  test('setting something keeps it, and is what the lab is done by; reset is not', () => {
    lab.settings.sigma = 1.5;
    lab.keep();
    expect(app.settings.values.labs[LAB]).toMatchObject({ sigma: 1.5 });
    expect(app.settings.isDone(LAB)).toBe(true);
    lab.reset();
    expect(app.settings.values.labs[LAB]).toEqual(defaultSettings);
  });
});
