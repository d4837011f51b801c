import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Epoch } from '#contract/run';
import { lookAt, styleOf } from '../../../../renderer/charts/looks';
import {
  fittingAxis,
  overlayAxes,
  overlaySeries,
  smoothed,
  type OverlayChoice,
} from '../../../../renderer/runs/overlay';
import { softmaxRun } from './support';

const choice: OverlayChoice = {
  figure: 'trainLoss',
  along: 'epochs',
  logX: false,
  logY: false,
  smoothing: 0,
};
const words = { run: ({ number }: { number: number }) => `run ${number}`, measure: String };

function epochs(losses: readonly (number | null)[]): Epoch[] {
  return losses.map((trainLoss, index) => ({
    epoch: index + 1,
    trainLoss,
    trainAcc: 0.8 + index / 100,
    testAcc: 0.7 + index / 100,
    ms: 250,
    learningRate: 0.1,
  }));
}

describe('overlaySeries(records, choice, words)', () => {
  test('one series a run, in the order of the choice', () => {
    const runs = [2, 1].map((number) => softmaxRun(number, { epochs: epochs([0.9, null, 0.5]) }));
    const series = overlaySeries(runs, choice, words);
    expect(series.map(({ label, look }) => [label, look])).toEqual([
      ['run 2', 1],
      ['run 1', 2],
    ]);
    expect(series[0]?.points).toEqual([
      { x: 1, y: 0.9 },
      { x: 2, y: null },
      { x: 3, y: 0.5 },
    ]);
  });

  test('time is that of the training, in seconds, at each epoch’s end', () => {
    const [series] = overlaySeries(
      [softmaxRun(1, { epochs: epochs([3, 2, 1]) })],
      { ...choice, along: 'time' },
      words,
    );
    expect(series?.points.map(({ x }) => x)).toEqual([0.25, 0.5, 0.75]);
  });

  test('train against test has two lines of one colour and different dashes', () => {
    const runs = [softmaxRun(1, { epochs: epochs([1]) }), softmaxRun(2, { epochs: epochs([1]) })];
    const series = overlaySeries(runs, { ...choice, figure: 'trainAndTest' }, words);
    expect(series.map(({ label }) => label)).toEqual([
      'run 1 · trainAcc',
      'run 1 · testAcc',
      'run 2 · trainAcc',
      'run 2 · testAcc',
    ]);
    const styles = series.map(({ look }) => styleOf(look));
    expect(styles.map(({ colour }) => colour)).toEqual([
      '--series-1',
      '--series-1',
      '--series-2',
      '--series-2',
    ]);
    expect(styles[0]?.dash).not.toEqual(styles[1]?.dash);
  });

  test('a run without the figure is left out, and a logarithm leaves zero out', () => {
    const line = softmaxRun(1, {
      epochs: epochs([0, 1]).map(({ epoch, trainLoss, ms, learningRate }) => {
        return { epoch, trainLoss, ms, learningRate };
      }),
    });
    expect(overlaySeries([line], { ...choice, figure: 'testAcc' }, words)).toEqual([]);
    const [series] = overlaySeries([line], { ...choice, logY: true }, words);
    expect(series?.points).toEqual([
      { x: 1, y: null },
      { x: 2, y: 1 },
    ]);
  });
});

describe('lookAt(index)', () => {
  test('the first 36 differ in colour, or in dash and marker', () => {
    const looks = Array.from({ length: 36 }, (_, index) => JSON.stringify(styleOf(lookAt(index))));
    expect(new Set(looks).size).toBe(36);
  });
});

describe('smoothed(values, weight)', () => {
  test('weighs each value so much less for each that came after it', () => {
    // (4·0.25 + 2·0.5 + 1) / (0.25 + 0.5 + 1)
    expect(smoothed([4, 2, 1], 0.5)).toEqual([4, (4 * 0.5 + 2) / 1.5, 3 / 1.75]);
  });

  test('leaves gaps, and a constant, as they are', () => {
    expect(smoothed([null, 3, null, 3, 3], 0.8)).toEqual([
      null,
      expect.closeTo(3, 12),
      null,
      expect.closeTo(3, 12),
      expect.closeTo(3, 12),
    ]);
    expect(smoothed([1, 2], 0)).toEqual([1, 2]);
  });
});

describe('fittingAxis(values, logarithmic)', () => {
  test('lies close around the values, at whole steps', () => {
    expect(fittingAxis([1.02, 0.41], false)).toEqual({ min: 0.4, max: 1.2, step: 0.2 });
    expect(fittingAxis([], false)).toEqual({ min: 0, max: 1, step: 0.2 });
  });

  test('a logarithmic one ends at 1, 2 or 5 times a power of ten', () => {
    expect(fittingAxis([0.44, 2.3], true)).toMatchObject({
      min: 0.2,
      max: 5,
      type: 'logarithmic',
    });
    expect(fittingAxis([-1, 0], true)).toMatchObject({ min: 0.1, max: 1 });
  });

  test('whatever the values, all of them are on it', () => {
    const positive = fc.double({ min: 1e-6, max: 1e9, noNaN: true });
    fc.assert(
      fc.property(fc.array(positive, { minLength: 1 }), fc.boolean(), (values, logarithmic) => {
        const { min, max } = fittingAxis(values, logarithmic);
        expect(min).toBeLessThan(max);
        for (const value of values) {
          expect(value).toBeGreaterThanOrEqual(min * (1 - 1e-9) - 1e-9);
          expect(value).toBeLessThanOrEqual(max * (1 + 1e-9) + 1e-9);
        }
      }),
    );
  });
});

test('fifty runs of a hundred epochs have one axis of epochs', () => {
  const losses = Array.from({ length: 100 }, (_, index) => 1 / (index + 1));
  const runs = Array.from({ length: 50 }, (_, n) => softmaxRun(n, { epochs: epochs(losses) }));
  const series = overlaySeries(runs, choice, words);
  expect(series).toHaveLength(50);
  expect(overlayAxes(series, choice).x).toEqual({ min: 1, max: 100 });
});
