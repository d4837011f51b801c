import { describe, expect, test } from 'vitest';
import type { RunSummary } from '#contract/run';
import type { SweepCell } from '#contract/sweep';
import { estimate, pairCount, sweepTiming } from '../../../../renderer/sweeps/estimate';
import { summarize } from '../../../../main/runs/record';
import { softmaxRecord } from '../../main/support/records';
import { doneCell, sweepRecord, sweepRequest } from '../../main/support/sweeps';

/** A run whose epochs took so long, at the batch size that the sweep tries. */
function runOf(epochMs: number, implementation: 'scratch' | 'graph' = 'scratch'): RunSummary {
  const record = softmaxRecord({ implementation });
  return { ...summarize(record), epochMs, epochsDone: 3 };
}

const one = sweepRequest({
  learningRate: { from: 0.1, to: 0.1, steps: 1 },
  batchSize: { from: 256, to: 256, steps: 1 },
  epochs: 10,
  numTrain: 60_000,
});

describe('estimate(request, runs)', () => {
  test('of one cell like a run that was trained here is that run’s time', () => {
    const { ms, isMeasured, cells, epochs } = estimate(one, [runOf(500)]);
    expect({ isMeasured, cells, epochs }).toEqual({ isMeasured: true, cells: 1, epochs: 10 });
    expect(ms).toBeCloseTo(10 * 500, 6);
  });

  test('doubles where this computer takes twice as long, and says where nothing is known', () => {
    const [fast, slow] = [estimate(one, [runOf(100)]).ms, estimate(one, [runOf(200)]).ms];
    expect(slow).toBeCloseTo(2 * fast, 6);
    expect(estimate(one, []).isMeasured).toBe(false);
    expect(estimate(one, [runOf(100, 'graph')]).isMeasured).toBe(false);
  });

  test('counts pairs, and a random search’s draws', () => {
    const request = sweepRequest({ search: 'random', samples: 4 });
    expect(pairCount(request)).toBe(6);
    expect(estimate(request, [])).toMatchObject({ cells: 4, epochs: 8 });
  });

  test('smaller batches take longer', () => {
    const of = (size: number) =>
      estimate({ ...one, batchSize: { from: size, to: size, steps: 1 } }, []).ms;
    expect(of(16)).toBeGreaterThan(of(256));
  });
});

describe('sweepTiming(record)', () => {
  const waiting = (rate: number): SweepCell => ({
    ...{ learningRate: rate, batchSize: 256, state: 'waiting' },
  });

  test('with equal cells, what is left takes as long as what is done', () => {
    const half = sweepRecord({ cells: [doneCell(0.1, 256), waiting(1)] });
    const { leftMs, ...rest } = sweepTiming(half);
    expect(rest).toEqual({ done: 1, cells: 2, share: 0.5 });
    expect(leftMs).toBeCloseTo(120, 6);
  });

  test('counts what is done of the cell under way', () => {
    const running: SweepCell = { ...waiting(1), state: 'running' };
    const record = sweepRecord({ cells: [doneCell(0.1, 256), running] });
    expect(sweepTiming(record, 0.5).share).toBeCloseTo(0.75, 10);
    expect(sweepTiming(record, 0.5).leftMs).toBeCloseTo(60, 6);
  });

  test('says nothing of the time before the first cell is done; one that diverged early is no measure', () => {
    const diverged: SweepCell = { ...doneCell(10, 256), state: 'diverged', elapsedMs: 1 };
    expect(sweepTiming(sweepRecord({ cells: [waiting(1)] })).leftMs).toBeNull();
    expect(sweepTiming(sweepRecord({ cells: [diverged, waiting(1)] })).leftMs).toBeNull();
  });
});
