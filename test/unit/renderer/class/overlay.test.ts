import type { ClassRow } from '#contract/class';
import { describe, expect, test } from 'vitest';
import { summarize } from '../../../../main/runs/record';
import { lookAt } from '../../../../renderer/charts/looks';
import {
  accuracyAxis,
  bestOf,
  outcomesOf,
  rateAxis,
  seriesOf,
} from '../../../../renderer/class/overlay';
import { linearRecord, softmaxRecord } from '../../main/support/records';

function rowOf(file: string, learningRate: number, testAcc?: number): ClassRow {
  const base = softmaxRecord();
  if (base.lab !== 'softmax') throw new TypeError('softmax');
  const run = softmaxRecord({
    config: { ...base.config, learningRate },
    ...(testAcc !== undefined && { final: { trainLoss: 0.5, trainAcc: 0.8, testAcc } }),
  });
  return { file, run: summarize(run) };
}

const rows: readonly ClassRow[] = [
  rowOf('a.html', 0.01, 0.75),
  { file: 'b.html', run: summarize(linearRecord()) },
  rowOf('c.html', 0.3, 0.84),
  rowOf('d.html', 10),
  rowOf('e.html', 1, 0.84),
];

describe('the runs of a class as a chart', () => {
  test('are those with a test accuracy, each a point that looks as in its row of the table', () => {
    expect(seriesOf(rows)).toEqual([
      {
        id: 'a.html',
        label: 'a.html',
        look: lookAt(0),
        large: true,
        points: [{ x: 0.01, y: 0.75 }],
      },
      {
        id: 'c.html',
        label: 'c.html',
        look: lookAt(2),
        large: true,
        points: [{ x: 0.3, y: 0.84 }],
      },
      { id: 'e.html', label: 'e.html', look: lookAt(4), large: true, points: [{ x: 1, y: 0.84 }] },
    ]);
  });

  test('stand on an axis of whole powers of ten', () => {
    const axis = (...rates: number[]) => {
      const { min, max } = rateAxis(outcomesOf(rates.map((rate) => rowOf('x', rate, 0.8))));
      return [min, max];
    };
    expect(axis(0.01, 0.3)).toEqual([0.01, 1]);
    expect(axis(0.1)).toEqual([0.1, 1]);
    expect(axis(0.001, 10)).toEqual([0.001, 10]);
    expect(axis()).toEqual([0.1, 1]);
  });

  test('fit between the accuracies shown, whatever they are', () => {
    const outcomes = outcomesOf([rowOf('x', 0.1, 0.1), rowOf('y', 0.1, 0.95)]);
    expect(accuracyAxis(outcomes)).toEqual({ min: 0.1, max: 1 });
    expect(accuracyAxis([])).toEqual({ min: 0.7, max: 0.9 });
  });

  test('have a best one, the first of equals', () => {
    expect(bestOf(outcomesOf(rows))?.row.file).toBe('c.html');
    expect(bestOf([])).toBeUndefined();
  });
});
