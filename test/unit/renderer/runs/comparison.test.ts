import { describe, expect, test } from 'vitest';
import { bestOf, differences, outcomes, settingOf } from '../../../../renderer/runs/comparison';
import { softmaxRun, summaryOf } from './support';

const outcome = (id: string) => {
  const found = outcomes.find((one) => one.id === id);
  if (!found) throw new RangeError(id);
  return found;
};

describe('differences(runs)', () => {
  const { config } = softmaxRun(1);

  test('names the settings in which runs are not alike, those of the lab too', () => {
    const others = [
      softmaxRun(2, { config: { ...config, learningRate: 0.5 } }),
      softmaxRun(3, { config: { ...config, pixelScale: 'byte' }, implementation: 'graph' }),
    ];
    expect(differences([softmaxRun(1), ...others])).toEqual([
      'implementation',
      'learningRate',
      'pixelScale',
    ]);
  });

  test('runs of the same settings have none, however they came out', () => {
    expect(differences([softmaxRun(1), softmaxRun(2, { state: 'diverged' })])).toEqual([]);
  });

  test('a run that started from a checkpoint is another one', () => {
    const startsFrom = { checkpoint: 'best', run: { id: softmaxRun(1).id, number: 1 }, epoch: 2 };
    const runs = [softmaxRun(1), softmaxRun(2, { startsFrom })];
    expect(differences(runs)).toEqual(['startsFrom']);
    expect(runs.map((run) => settingOf(run, 'startsFrom'))).toEqual([undefined, 'best']);
  });

  test('a setting that a lab has not is no value of it', () => {
    expect(settingOf(softmaxRun(1), 'noise')).toBeUndefined();
  });
});

describe('bestOf(runs, outcome)', () => {
  const ended = [0.5, 0.4, null, 0.4].map((trainLoss, index) => {
    const testAcc = 0.8 + index / 100;
    return summaryOf(softmaxRun(index, { final: { trainLoss, trainAcc: 0.8, testAcc } }));
  });

  test('less loss and more accuracy are better; equals are all the best', () => {
    expect(bestOf(ended, outcome('trainLoss'))).toEqual(new Set([1, 3]));
    expect(bestOf(ended, outcome('testAcc'))).toEqual(new Set([3]));
  });

  test('one alone is not the best of anything', () => {
    expect(bestOf(ended.slice(0, 1), outcome('testAcc'))).toEqual(new Set());
    expect(bestOf(ended, outcome('epochMs'))).toEqual(new Set());
  });
});
