import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import type { PicturesPage, SplitStatistics } from '#contract/fashion-mnist';
import { taskRequestSchema } from '#contract/tasks';
import { LAB, labOf, type FashionLab } from '../../../../../renderer/labs/fashion-mnist/lab.svelte';
import type { App } from '../../../../../renderer/state/app.svelte';
import { startApp } from '../../support/app';
import type { Bridge } from '../../support/bridge';

const statistics: SplitStatistics = {
  counts: new Int32Array(10).fill(6000),
  min: 0,
  max: 255,
  means: new Float32Array(7840),
  histograms: new Int32Array(2560),
};
const reading = { examples: 60_000, minibatches: 235, times: [200, 300], avg: 250, sum: 500 };

/** A page whose pictures are at these places. */
function pageAt(...indices: number[]): PicturesPage {
  const row = indices.map((index) => ({ image: { index, label: 4 }, title: 'coat' }));
  return {
    ...{ rows: [row, []], pixels: new Uint8Array(784 * indices.length) },
    ...{ total: 6000, before: 10, previous: 3, next: 99 },
  };
}

describe('FashionLab', () => {
  let bridge: Bridge;
  let app: App;
  let lab: FashionLab;
  beforeEach(async () => {
    const dataset = {
      name: 'fashion-mnist',
      source: 'packaged',
      train: 60_000,
      test: 10_000,
    } as const;
    ({ bridge, app } = await startApp({ dataset: { state: 'ready', ...dataset, sha256: 'abc' } }));
    lab = labOf(app);
  });

  /** The tasks asked for so far, as main's schema takes them. */
  const tasks = () =>
    bridge.calls.flatMap(({ name, input }) =>
      name === 'runTask' ? [v.parse(taskRequestSchema, input)] : [],
    );

  test('begins with the first page of the training set, as the notes do', () => {
    lab.askForPage();
    lab.askForResized();
    expect(tasks()).toMatchObject([
      { task: 'browsePictures', input: { split: 'train', label: null, from: 0 } },
      { task: 'resizedMinibatch', input: { resize: 64, batchSize: 32, seed: 0 } },
    ]);
  });

  test('jumps to a place, and looks at the first picture of the class from there on', async () => {
    lab.chooseClass(4);
    lab.goTo(500);
    lab.askForPage();
    expect(tasks().at(-1)).toMatchObject({ input: { split: 'train', label: 4, from: 500 } });
    await bridge.reply('runTask', { ok: true, value: pageAt(507, 520, 541) });
    expect(lab.picture).toEqual({ place: 0, index: 507, label: 4 });
    lab.look(541);
    expect(lab.picture).toEqual({ place: 2, index: 541, label: 4 });
  });

  test('another split or class begins at its first picture', () => {
    lab.goTo(500);
    lab.chooseSplit('test');
    expect([lab.from, lab.settings.index]).toEqual([0, 0]);
    lab.goTo(500);
    lab.chooseClass(null);
    expect(lab.from).toBe(0);
  });

  test('asks once for the statistics of both splits, the one on show first', async () => {
    lab.chooseSplit('test');
    lab.askForStatistics();
    lab.askForStatistics();
    await bridge.reply('runTask', { ok: true, value: statistics });
    await bridge.reply('runTask', { ok: true, value: statistics });
    expect(tasks()).toMatchObject([{ input: { split: 'test' } }, { input: { split: 'train' } }]);
    expect(Object.keys(lab.statistics).sort()).toEqual(['test', 'train']);
    lab.askForStatistics();
    expect(tasks()).toHaveLength(2);
  });

  test('reads the minibatches once nothing else is computed, and tells how far it is', async () => {
    lab.askForStatistics();
    void lab.read();
    await bridge.turn();
    expect(tasks().map(({ task }) => task)).toEqual(['splitStatistics']);
    expect(lab.underWay?.done).toBe(0);
    await bridge.reply('runTask', { ok: true, value: statistics });
    await bridge.reply('runTask', { ok: true, value: statistics });
    const task = tasks().at(-1);
    expect(task).toMatchObject({ input: { batchSize: 256, repeats: 3, seed: 0 } });
    bridge.emit('taskProgress', { taskId: task?.taskId ?? '', done: 256, total: 180_000 });
    expect(lab.underWay).toEqual({ done: 256, total: 180_000 });
    await bridge.reply('runTask', { ok: true, value: reading });
    expect(lab.underWay).toBeNull();
    expect(lab.reading).toEqual({ ...reading, batchSize: 256 });
    expect(app.settings.isDone(LAB)).toBe(true);
  });

  test('a reading that is called off leaves the last one, and is no error', async () => {
    void lab.read();
    await bridge.reply('runTask', { ok: true, value: reading });
    void lab.read();
    await bridge.turn();
    lab.cancel();
    expect(bridge.asked.at(-1)).toEqual(['cancelTask', { taskId: tasks().at(-1)?.taskId }]);
    await bridge.reply('runTask', { ok: false, error: { code: 'cancelled', params: {} } });
    expect([lab.error, lab.underWay]).toEqual([null, null]);
    expect(lab.reading?.times).toEqual([200, 300]);
  });

  test('what went wrong is told, and what is not allowed is not asked for', async () => {
    void lab.read();
    await bridge.reply('runTask', { ok: false, error: { code: 'trainerDied', params: {} } });
    expect(lab.problem?.code).toBe('trainerDied');
    lab.valid.batchSize = false;
    expect(lab.canRead).toBe(false);
  });

  test('what is set is kept, and Reset goes back to the notes', () => {
    lab.settings.batchSize = 32;
    lab.goTo(77);
    expect(app.settings.values.labs[LAB]).toMatchObject({ batchSize: 32, index: 77 });
    lab.reset();
    expect(app.settings.values.labs[LAB]).toMatchObject({ batchSize: 256, index: 0, label: null });
  });
});
