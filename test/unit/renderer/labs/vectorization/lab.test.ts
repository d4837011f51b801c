import { taskRequestSchema } from '#contract/tasks';
import { additionWays, type AdditionTiming, type AdditionWay } from '#contract/vectorization';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import {
  LAB,
  labOf,
  type VectorizationLab,
} from '../../../../../renderer/labs/vectorization/lab.svelte';
import type { App } from '../../../../../renderer/state/app.svelte';
import { startApp } from '../../support/app';
import type { Bridge } from '../../support/bridge';

function timing(way: AdditionWay, n: number, added = n): AdditionTiming {
  const times = [1, 2, 3];
  return {
    ...{ way, n, times, added, calls: 1, avg: 2, sum: 6, cumsum: [1, 3, 6] },
    ...{ median: 2, lowerQuartile: 1.5, upperQuartile: 2.5 },
  };
}

describe('VectorizationLab', () => {
  let bridge: Bridge;
  let app: App;
  let lab: VectorizationLab;
  beforeEach(async () => {
    ({ bridge, app } = await startApp());
    lab = labOf(app);
    lab.settings.largestPower = 4;
  });

  /** The tasks asked for so far, as main's schema takes them. */
  const tasks = () =>
    bridge.calls.flatMap(({ name, input }) =>
      name === 'runTask' ? [v.parse(taskRequestSchema, input)] : [],
    );

  /** Answers the timing of one n, and the crossover that is asked for after it. */
  async function answer(added?: number) {
    await bridge.turn();
    const task = tasks().at(-1);
    if (task?.task !== 'vectorization') throw new Error(`${task?.task} was asked for`);
    const { n, ways } = task.input;
    const timings = ways.map((way) =>
      timing(way, n, way === 'elementByElement' ? (added ?? n) : n),
    );
    await bridge.reply('runTask', { ok: true, value: { timings } });
    await bridge.reply('runTask', { ok: true, value: { n: 5000 } });
  }

  test('times one n after the other, and is done after the last', async () => {
    const measured = lab.measure();
    for (let i = 0; i < 7; i += 1) await answer();
    await measured;
    const asked = tasks().flatMap((task) => (task.task === 'vectorization' ? [task.input] : []));
    expect(asked.map(({ n }) => n)).toEqual([10, 32, 100, 316, 1000, 3162, 10_000]);
    expect(asked[0]).toEqual({ n: 10, ways: additionWays, repeats: 7, budgetMs: 2000 });
    expect(lab.timings).toHaveLength(21);
    expect(lab.crossover).toBe(5000);
    expect(lab).toMatchObject({ complete: true, underWay: null, error: null });
    expect(app.settings.isDone(LAB)).toBe(true);
  });

  test('leaves out a way from the n on at which it stopped itself', async () => {
    void lab.measure();
    await answer(7);
    await bridge.turn();
    expect(tasks().at(-1)).toMatchObject({ input: { n: 32, ways: ['loop', 'vectorized'] } });
  });

  test('says which way is being timed, and how far it is', async () => {
    void lab.measure();
    await bridge.turn();
    expect(lab.underWay).toEqual({ n: 10, way: 'elementByElement', done: 0, total: 21 });
    const taskId = tasks().at(-1)?.taskId ?? '';
    bridge.emit('taskProgress', { taskId, done: 1, total: 3 });
    expect(lab.underWay).toEqual({ n: 10, way: 'loop', done: 1, total: 21 });
    bridge.emit('taskProgress', { taskId: 'another', done: 2, total: 3 });
    expect(lab.underWay?.way).toBe('loop');
  });

  test('a cancelled measurement keeps what it has, and is not done', async () => {
    const measured = lab.measure();
    await answer();
    lab.cancel();
    await bridge.turn();
    expect(bridge.asked.at(-1)).toEqual(['cancelTask', { taskId: tasks().at(-1)?.taskId }]);
    await bridge.reply('runTask', { ok: false, error: { code: 'cancelled', params: {} } });
    await measured;
    expect(lab.timings).toHaveLength(3);
    expect(lab).toMatchObject({ complete: false, underWay: null, error: null });
    expect(app.settings.isDone(LAB)).toBe(false);
  });

  test('an error ends it and is shown', async () => {
    const measured = lab.measure();
    await bridge.reply('runTask', { ok: false, error: { code: 'trainerDied', params: {} } });
    await measured;
    expect(lab).toMatchObject({ complete: false, error: { code: 'trainerDied' } });
  });

  test('waits for values that are allowed, and for the trainer', () => {
    expect(lab.canMeasure).toBe(true);
    lab.valid.repeats = false;
    expect(lab.canMeasure).toBe(false);
    lab.valid.repeats = true;
    app.trainer.status = { state: 'starting' };
    expect(lab.canMeasure).toBe(false);
  });

  test('reset brings back the first settings and an empty chart, for the next launch too', async () => {
    void lab.measure();
    await answer();
    lab.settings.repeats = 3;
    lab.reset();
    expect(lab.settings).toEqual({ largestPower: 7, repeats: 7, budgetMs: 2000 });
    expect(lab.timings).toEqual([]);
    expect(app.settings.values.labs[LAB]).toEqual({ largestPower: 7, repeats: 7, budgetMs: 2000 });
  });

  test('what was measured is there when the page comes back', () => {
    expect(labOf(app)).toBe(lab);
  });
});
