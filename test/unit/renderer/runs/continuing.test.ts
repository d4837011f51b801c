import { expect, test } from 'vitest';
import type { RunRecord } from '#contract/run';
import { canContinue, epochsLeft, wasCutShort } from '../../../../renderer/runs/continuing';
import { softmaxRun } from './support';

function run(state: RunRecord['state'], done: number, asked: number): RunRecord {
  const { config } = softmaxRun(1);
  const epochs = Array.from({ length: done }, (_, index) => ({
    epoch: index + 1,
    trainLoss: 1,
    ms: 1,
    learningRate: 0.1,
  }));
  return softmaxRun(1, { state, epochs, config: { ...config, epochs: asked } });
}

test('a run that was cut short has the rest to train, one that is done as many again', () => {
  expect(epochsLeft(run('stopped', 3, 10))).toBe(7);
  expect(epochsLeft(run('done', 10, 10))).toBe(10);
  expect(epochsLeft(run('done', 700, 700))).toBe(300);
});

test('who ended before the end was cut short', () => {
  expect(wasCutShort(run('failed', 3, 10))).toBe(true);
  expect(wasCutShort(run('done', 10, 10))).toBe(false);
  expect(wasCutShort(run('diverged', 3, 10))).toBe(false);
});

test('neither a run under way nor one of a thousand epochs goes on', () => {
  expect(canContinue(run('paused', 3, 10))).toBe(false);
  expect(canContinue(run('done', 1000, 1000))).toBe(false);
  expect(canContinue(run('failed', 0, 10))).toBe(true);
});
