import {
  runAfter,
  settingsAt,
  sheetLimits,
  sheetSchema,
  textIn,
  type Sheet,
} from '#contract/sheet';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { softmaxSheet } from '../main/sheets/support';

const text = { en: 'Text.' };

describe('sheetSchema', () => {
  /** What is said of the first thing that is wrong: where it is, what stood there, what may stand there. */
  const said = (change: Partial<Record<keyof Sheet, unknown>>) => {
    const [issue] = v.safeParse(sheetSchema, { ...softmaxSheet, ...change }).issues ?? [];
    return issue && [v.getDotPath(issue), issue.received, issue.message];
  };
  const withStep = (step: object) => ({
    controls: {},
    settings: {},
    steps: [{ id: 'one', text, ...step }],
  });

  test('a lab without runs has nothing to train, and nothing to sketch', () => {
    const train = withStep({ type: 'run', what: 'train' });
    const sketch = withStep({ type: 'predict', ask: { kind: 'curve', measure: 'trainLoss' } });
    expect(said(train)).toBeUndefined();
    expect(said({ ...train, lab: 'cross-entropy' })).toEqual([
      'steps.0.what',
      'train',
      'do: this lab has no runs',
    ]);
    expect(said({ ...withStep({ type: 'run', what: 'do' }), lab: 'cross-entropy' })).toBe(
      undefined,
    );
    expect(said({ ...withStep({ type: 'read' }), lab: 'cross-entropy' })).toBe(undefined);
    expect(said({ ...sketch, lab: 'cross-entropy' })).toEqual([
      'steps.0.ask.measure',
      'trainLoss',
      'choice: this lab has no curves',
    ]);
  });

  test('linear regression has a loss, and no accuracy to guess', () => {
    const guess = (measure: string) => ({
      ...withStep({ type: 'predict', ask: { kind: 'number', measure } }),
      lab: 'linear-regression',
    });
    expect(said(guess('trainLoss'))).toBeUndefined();
    expect(said(guess('testAcc'))).toEqual(['steps.0.ask.measure', 'testAcc', 'trainLoss']);
  });

  test('the right option is one of those there are, or none is', () => {
    const choice = (correct?: number) =>
      withStep({
        type: 'predict',
        ask: {
          kind: 'choice',
          options: [text, text, text],
          ...(correct !== undefined && { correct }),
        },
      });
    expect([undefined, 0, 2].map((correct) => said(choice(correct)))).toEqual([
      undefined,
      undefined,
      undefined,
    ]);
    expect(said(choice(3))).toEqual(['steps.0.ask.correct', '3', '0 to 2']);
  });

  test('a setting that the lab does not have, or with a value that it does not take, is named', () => {
    expect(said({ settings: { momentum: 1 } })).toEqual([
      'settings.momentum',
      '"momentum"',
      'a setting of the lab',
    ]);
    expect(said({ settings: { batchSize: 0 } })?.slice(0, 2)).toEqual(['settings.batchSize', '0']);
    expect(said({ settings: { batchSize: 0 } })?.at(-1)).toBe('an integer in [1, 60000]');
  });

  test('a title is as long as it may be, and not a character longer', () => {
    const long = (length: number) => said({ title: { en: 'x'.repeat(length) } });
    expect(long(sheetLimits.title)).toBeUndefined();
    expect(long(sheetLimits.title + 1)?.[0]).toBe('title.en');
  });
});

test('textIn(text, language): in that language, else in the one that there is', () => {
  expect(textIn({ en: 'loss', 'zh-CN': '损失' }, 'zh-CN')).toBe('损失');
  expect(textIn({ en: 'loss', 'zh-CN': '损失' }, 'en')).toBe('loss');
  expect(textIn({ en: 'loss' }, 'zh-CN')).toBe('loss');
  expect(textIn({ 'zh-CN': '损失' }, 'en')).toBe('损失');
  expect(textIn({}, 'en')).toBe('');
  expect(textIn(undefined, 'en')).toBe('');
});

test('settingsAt(sheet, index): of the last step up to it that has some, beside those of the sheet', () => {
  const sheet: Sheet = {
    ...softmaxSheet,
    settings: { epochs: 3, learningRate: 0.1 },
    steps: [
      { id: 'a', type: 'read', text },
      { id: 'b', type: 'read', text, settings: { learningRate: 1 } },
      { id: 'c', type: 'read', text },
      { id: 'd', type: 'read', text, settings: { batchSize: 64 } },
    ],
  };
  expect([0, 1, 2, 3].map((index) => settingsAt(sheet, index))).toEqual([
    { epochs: 3, learningRate: 0.1 },
    { epochs: 3, learningRate: 1 },
    { epochs: 3, learningRate: 1 },
    { epochs: 3, learningRate: 0.1, batchSize: 64 },
  ]);
});

test('runAfter(sheet, index): the first run behind a step, -1 where none follows', () => {
  // read, sketch, guess, run, why
  expect([0, 1, 2, 3, 4].map((index) => runAfter(softmaxSheet, index))).toEqual([3, 3, 3, -1, -1]);
});
