import { taskSchemas } from '#contract/tasks';
import * as v from 'valibot';
import { beforeEach, describe, expect, test } from 'vitest';
import { EntropyLab, LAB } from '../../../../../renderer/labs/cross-entropy/lab.svelte';
import { defaultSettings } from '../../../../../renderer/labs/cross-entropy/settings';
import type { App } from '../../../../../renderer/state/app.svelte';
import { readyState, startApp } from '../../support/app';
import type { Bridge } from '../../support/bridge';

describe('EntropyLab', () => {
  let bridge: Bridge;
  let app: App;
  let lab: EntropyLab;
  beforeEach(async () => {
    ({ bridge, app } = await startApp());
    lab = new EntropyLab(app);
  });

  const asked = async () => {
    await bridge.turn();
    return bridge.asked.at(-1);
  };

  test('starts with the notes’ numbers', () => {
    expect(lab.settings).toMatchObject({
      X: [
        [1, 2, 3],
        [4, 5, 6],
      ],
      yHat: [
        [0.1, 0.3, 0.6],
        [0.3, 0.2, 0.5],
      ],
      y: [0, 2],
      logitRows: null,
    });
  });

  test('each step asks for what it shows', async () => {
    lab.ask();
    expect(await asked()).toMatchObject(['runTask', { task: 'axisSums' }]);
    lab.settings.part = 'softmax';
    lab.ask();
    expect(await asked()).toMatchObject(['runTask', { task: 'softmaxRows', input: { X: null } }]);
    lab.settings.part = 'pick';
    lab.ask();
    expect(await asked()).toMatchObject(['runTask', { task: 'pick', input: { y: [0, 2] } }]);
    lab.settings.part = 'overflow';
    lab.setLogits([100, 0, 0]);
    lab.ask();
    expect(await asked()).toMatchObject([
      'runTask',
      { task: 'overflow', input: { logits: [100, 0, 0], label: 0 } },
    ]);
  });

  test('shows what went wrong in the step on show only', async () => {
    lab.ask();
    await bridge.reply('runTask', { ok: false, error: { code: 'trainerDied', params: {} } });
    expect(lab.error?.code).toBe('trainerDied');
    lab.settings.part = 'pick';
    expect(lab.error).toBeNull();
  });

  test('a larger matrix keeps its entries, a smaller one drops the last ones', () => {
    lab.resizeX(3, 2);
    expect(lab.settings.X).toEqual([
      [1, 2],
      [4, 5],
      [1, 1],
    ]);
    expect(lab.sizeOfX).toEqual([3, 2]);
  });

  test('with fewer classes, every label is still a class', () => {
    lab.resizeYHat(3, 2);
    expect(lab.settings.y).toEqual([0, 1, 0]);
    const { yHat, y } = lab.settings;
    expect(v.safeParse(taskSchemas.pick, { yHat, y }).success).toBe(true);
  });

  test('drawing again drops what was edited', () => {
    lab.settings.logitRows = [[1, 2]];
    lab.draw(4);
    expect(lab.settings).toMatchObject({ seed: 4, logitRows: null });
  });

  test('a changed number is kept and ticks the lab off; another step does not', () => {
    lab.settings.part = 'overflow';
    lab.keepPart();
    expect(app.settings.isDone(LAB)).toBe(false);
    lab.setLogits([50, 0, 0]);
    expect(app.settings.isDone(LAB)).toBe(true);
    expect(app.settings.values.labs[LAB]).toMatchObject({ part: 'overflow', logits: [50, 0, 0] });
  });

  test('reset brings the notes’ numbers back, on the same step', () => {
    lab.settings.part = 'overflow';
    lab.setLogits([50, 0, 0]);
    lab.reset();
    expect(lab.settings).toEqual({ ...defaultSettings(), part: 'overflow' });
  });
});

test('kept settings that contradict each other are as if they had never been kept', async () => {
  const labs = { [LAB]: { part: 'pick', yHat: [[0.5, 0.5]], y: [0, 2] } };
  const { app } = await startApp({ settings: { ...readyState.settings, labs } });
  expect(new EntropyLab(app).settings).toEqual(defaultSettings());
});
