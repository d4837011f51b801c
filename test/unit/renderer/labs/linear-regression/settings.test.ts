import { linearConfigSchema } from '#contract/run';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import {
  configOf,
  dataChanged,
  dataSettings,
  linearLabSchema,
  notesSettings,
  sameData,
} from '../../../../../renderer/labs/linear-regression/settings';

describe('the settings of the lab', () => {
  test('are those of section 3.2 where nothing was kept', () => {
    expect(notesSettings).toMatchObject({
      implementation: 'scratch',
      learningRate: 0.03,
      batchSize: 10,
      epochs: 3,
      numExamples: 1000,
      noise: 0.01,
      trueW1: 2,
      trueW2: -3.4,
      trueB: 4.2,
      feature: 'x2',
    });
  });

  test('are refused where a kept value is no longer allowed', () => {
    expect(v.safeParse(linearLabSchema, { batchSize: 0 }).success).toBe(false);
    expect(v.safeParse(linearLabSchema, { implementation: 'graph' }).success).toBe(false);
  });
});

describe('configOf(settings)', () => {
  test('is what the trainer is told, as its schema takes it', () => {
    expect(v.parse(linearConfigSchema, configOf(notesSettings))).toEqual(configOf(notesSettings));
  });

  test('asks the formula for one step', () => {
    expect(configOf({ ...notesSettings, implementation: 'analytic' }).epochs).toBe(1);
  });

  test('gives the half to the concise loss alone', () => {
    const settings = { ...notesSettings, halfLoss: true };
    expect(configOf({ ...settings, implementation: 'concise' }).halfLoss).toBe(true);
    expect(configOf({ ...settings, implementation: 'scratch' }).halfLoss).toBe(false);
  });
});

describe('sameData(a, b)', () => {
  const data = dataSettings(notesSettings);

  test.each(['seed', 'numExamples', 'noise', 'trueW1', 'trueW2', 'trueB', 'initStd'] as const)(
    'tells runs of another %s apart',
    (name) => {
      expect(sameData(data, { ...data, [name]: data[name] + 1 })).toBe(false);
    },
  );

  test('does not mind how they are trained', () => {
    expect(sameData(configOf(notesSettings), configOf({ ...notesSettings, epochs: 30 }))).toBe(
      true,
    );
  });
});

test('what differs from the notes is counted', () => {
  expect(dataChanged(notesSettings)).toBe(0);
  expect(dataChanged({ ...notesSettings, noise: 1, trueB: 0, seed: 3 })).toBe(2);
});
