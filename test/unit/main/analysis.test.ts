import { callSchemas } from '#contract/calls';
import { AppError } from '#contract/errors';
import type { AnyTaskRequest, TaskOutput } from '#contract/tasks';
import * as v from 'valibot';
import { describe, expect, test } from 'vitest';
import { analysisHandlers } from '../../../main/analysis';
import { linearRecord, softmaxRecord, weightsOf } from './support/records';

const split: TaskOutput = {
  epoch: 2,
  split: 'test',
  confusion: new Int32Array(100),
  calibration: { bins: [], ece: 0 },
};

/** The handlers over a store of these epochs, and what they ask of the trainer. */
function handlersOver(epochs: readonly number[], record = softmaxRecord()) {
  const asked: AnyTaskRequest[] = [];
  const snapshots = epochs.map((epoch) => ({ epoch, weights: weightsOf(epoch) }));
  const handlers = analysisHandlers({
    store: {
      read: () => Promise.resolve(record),
      snapshots: () => Promise.resolve(snapshots),
      weights: (_, epoch) => {
        const found = snapshots.find((one) => one.epoch === epoch) ?? snapshots.at(-1);
        return found ? Promise.resolve(found) : Promise.reject(new AppError('noSuchEpoch'));
      },
    },
    host: {
      task: (request) => {
        asked.push(request);
        return Promise.resolve(split);
      },
    },
  });
  return { handlers, asked };
}

const runId = softmaxRecord().id;

describe('the calls of contract/analysis.ts', () => {
  test('the weights of the epoch that is asked for go to the trainer, with a key that names them', async () => {
    const { handlers, asked } = handlersOver([0, 1, 2]);
    expect(await handlers.analyseSplit({ runId, epoch: 1, split: 'test' })).toBe(split);
    expect(asked[0]).toMatchObject({
      task: 'analyseSplit',
      input: {
        split: 'test',
        model: { key: `${runId}/1`, epoch: 1, values: weightsOf(1), numTrain: 60_000 },
      },
    });
  });

  test('without an epoch, the last weights', async () => {
    const { handlers, asked } = handlersOver([0, 1, 2]);
    await handlers.analyseSplit({ runId, split: 'train' });
    expect(asked[0]).toMatchObject({ input: { model: { key: `${runId}/2` } } });
  });

  test('the epochs that have weights come in ascending order', async () => {
    const { handlers } = handlersOver([0, 4, 2]);
    expect(await handlers.getWeightEpochs({ id: runId })).toEqual([0, 2, 4]);
  });

  test("linear regression's weights are refused before the trainer is asked", async () => {
    const { handlers, asked } = handlersOver([1], linearRecord());
    await expect(handlers.analyseSplit({ runId, split: 'test' })).rejects.toMatchObject({
      code: 'noSuchEpoch',
    });
    expect(asked).toEqual([]);
  });
});

describe('input that does not fit is refused', () => {
  const picture = { from: 'own', pixels: new Uint8Array(784) };
  test.each([
    [
      'a picture with a pixel too few',
      { runId, picture: { ...picture, pixels: new Uint8Array(783) } },
    ],
    [
      'pixels that are no bytes',
      { runId, picture: { ...picture, pixels: new Array(784).fill(0) } },
    ],
    ['a place that no split has', { runId, picture: { from: 'test', index: 60_000 } }],
    ['a place between two pictures', { runId, picture: { from: 'test', index: 0.5 } }],
    ['a split that does not exist', { runId, picture: { from: 'validation', index: 0 } }],
    ['an epoch before the first', { runId, epoch: -1, picture }],
  ])('%s', (_, input) => {
    expect(v.is(callSchemas.explainPicture, input)).toBe(false);
    expect(v.is(callSchemas.explainPicture, { runId, picture })).toBe(true);
  });

  test.each([
    ['a class that does not exist', { kind: 'cell', label: 10, predicted: 0 }],
    ['an order that does not exist', { kind: 'prettiest' }],
    ['a cell without its column', { kind: 'cell', label: 1 }],
  ])('%s', (_, choice) => {
    const page = { runId, split: 'test', choice, offset: 0, count: 10 };
    expect(v.is(callSchemas.judgedPictures, page)).toBe(false);
    expect(v.is(callSchemas.judgedPictures, { ...page, choice: { kind: 'worstWrong' } })).toBe(
      true,
    );
  });
});
