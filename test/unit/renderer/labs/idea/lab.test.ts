import type { Houses, Table, TableFit } from '#contract/table';
import { taskRequestSchema } from '#contract/tasks';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { fullColumn } from '../../../../../renderer/labs/idea/examples';
import { IdeaLab, labOf } from '../../../../../renderer/labs/idea/lab.svelte';
import type { App } from '../../../../../renderer/state/app.svelte';
import { startApp } from '../../support/app';
import type { Bridge } from '../../support/bridge';

const houses: Houses = {
  area: Float64Array.of(50, 100, 150),
  age: Float64Array.of(10, 0, 20),
  price: Float64Array.of(63, 130, 161),
  truth: { wArea: 1.1, wAge: -1.2, b: 20, noise: 0 },
};

const fit: TableFit = {
  analytic: { w: [1.1, -1.2], b: 20, loss: 0, rank: 3, condition: 40, dependencies: [] },
  scaling: { means: [100, 10], stds: [41, 8] },
  sgd: { epochs: [{ epoch: 1, loss: 2, weights: [1, -1, 19] }], diverged: null },
};

const table: Table = {
  rows: 2,
  columns: [
    fullColumn('rooms', '', Float64Array.of(2, 3)),
    fullColumn('price', 'k€', Float64Array.of(100, 150)),
  ],
};

describe('IdeaLab', () => {
  let bridge: Bridge;
  let app: App;
  let lab: IdeaLab;
  beforeEach(async () => {
    ({ bridge, app } = await startApp());
    lab = labOf(app);
    lab.askForHouses();
    await bridge.reply('runTask', { ok: true, value: houses });
  });

  const lastTask = () => v.parse(taskRequestSchema, bridge.calls.at(-1)?.input);

  async function train(answer: TableFit = fit) {
    const trained = lab.train();
    await bridge.reply('runTask', { ok: true, value: answer });
    await trained;
  }

  test('fits the made-up houses, area and age, as they are', async () => {
    void lab.train();
    await bridge.turn();
    expect(lastTask()).toMatchObject({
      task: 'fitTable',
      input: {
        features: Float64Array.of(50, 10, 100, 0, 150, 20),
        labels: houses.price,
        learningRate: 0.03,
        epochs: 60,
      },
    });
  });

  test('shows both answers, and the truth where it is known', async () => {
    await train();
    expect(lab.analyticWeights).toEqual([1.1, -1.2, 20]);
    expect(lab.sgdWeights).toEqual([1, -1, 19]);
    expect(lab.truth).toEqual([1.1, -1.2, 20]);
  });

  test('shows no answer that is not of these data', async () => {
    await train();
    lab.settings.feetToo = true;
    expect(lab.fit).toBeNull();
    lab.settings.feetToo = false;
    expect(lab.fit).toBe(fit);
    lab.settings.seed = 9;
    expect(lab.fit).toBeNull();
  });

  test('gives the area a second time, in square feet', () => {
    lab.settings.feetToo = true;
    expect(lab.examples?.features.map(({ unit }) => unit)).toEqual(['m²', 'yr', 'ft²']);
    expect(lab.house[2]).toBeCloseTo(1076.39);
    expect(lab.truth).toEqual([1.1, -1.2, 0, 20]);
  });

  test('tells how far the fit is, and calls it off', async () => {
    const trained = lab.train();
    await bridge.turn();
    const { taskId } = lastTask();
    bridge.emit('taskProgress', { taskId, done: 12, total: 60 });
    expect(lab.underWay).toEqual({ done: 12, total: 60 });
    lab.stop();
    expect(bridge.calls.at(-1)).toMatchObject({ name: 'cancelTask', input: { taskId } });
    const cancelled = { code: 'cancelled' as const, params: {} };
    await bridge.turn();
    const running = bridge.calls.findLast(({ name }) => name === 'runTask');
    Reflect.apply(running?.answer ?? (() => undefined), null, [{ ok: false, error: cancelled }]);
    await trained;
    expect(lab).toMatchObject({ underWay: null, error: null, fit: null });
  });

  test('reads a file, and chooses the likely columns', async () => {
    const opened = lab.open(new File(['rooms,price (k€)\n2,100\n3,150\n'], 'flats.csv'));
    await bridge.turn();
    await bridge.reply('runTask', { ok: true, value: { ok: true, table } });
    await opened;
    expect(lab.source).toBe('file');
    expect(lab.file?.name).toBe('flats.csv');
    expect(lab.choice).toEqual({ features: [0], label: 1 });
    expect(lab.house).toEqual([3]);
    expect(lab.truth).toBeNull();
  });

  test('does not even read a file that is too large', async () => {
    const before = bridge.calls.length;
    await lab.open(new File([new Uint8Array(2_000_001)], 'large.csv'));
    expect(lab.file?.problem).toEqual({ code: 'tooLarge' });
    expect(bridge.calls).toHaveLength(before);
    expect(lab.canTrain).toBe(false);
  });

  test('says what is wrong with a file', async () => {
    const opened = lab.open(new File(['"1'], 'broken.csv'));
    await bridge.turn();
    const problem = { code: 'unreadable' as const, row: 1 };
    await bridge.reply('runTask', { ok: true, value: { ok: false, problem } });
    await opened;
    expect(lab.file).toMatchObject({ name: 'broken.csv', problem });
    expect(lab.examples).toBeNull();
  });

  test('is the same lab on every visit of the page, and keeps its settings between launches', () => {
    expect(labOf(app)).toBe(lab);
    lab.settings.house.area = 88;
    lab.keep();
    expect(new IdeaLab(app).settings.house).toEqual({ area: 88, age: 10 });
    lab.reset();
    expect(new IdeaLab(app).settings.house).toEqual({ area: 100, age: 10 });
  });
});
