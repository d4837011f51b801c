import { describe, expect, test } from 'vitest';
import type { RunProgress } from '#contract/events';
import type { Epoch } from '#contract/run';
import { timing } from '../../../../renderer/runs/timing';

const epochs = (...ms: number[]): Epoch[] =>
  ms.map((each, index) => ({ epoch: index + 1, trainLoss: 0.5, ms: each, learningRate: 0.1 }));
const at = (epoch: number, batch: number, elapsedMs: number): RunProgress => ({
  runId: 'r',
  epoch,
  batch,
  batches: 100,
  trainLoss: 0.5,
  trainAcc: 0.8,
  learningRate: 0.1,
  elapsedMs,
});

describe('timing(epochs, progress, numEpochs)', () => {
  test('knows nothing before the start', () => {
    expect(timing([], null, 10)).toEqual({ epochMs: null, elapsedMs: 0, leftMs: null, share: 0 });
  });

  test('judges by the epoch under way while there is no finished one', () => {
    expect(timing([], at(1, 25, 100), 4)).toEqual({
      epochMs: 400,
      elapsedMs: 100,
      leftMs: 1500,
      share: 0.0625,
    });
  });

  test('a run that goes on from another one is judged by its own minibatches', () => {
    const begun = { id: 'q', number: 1, epoch: 1, batch: 50 };
    expect(timing([], at(1, 50, 0), 4, begun)).toMatchObject({ epochMs: null, leftMs: null });
    expect(timing([], at(1, 75, 100), 4, begun).epochMs).toBe(400);
    expect(timing([], at(2, 25, 100), 4, begun).epochMs).toBe(400);
  });

  test('judges by the median epoch: the first, slow one does not count for more', () => {
    const { epochMs, leftMs } = timing(epochs(300, 100, 100), at(4, 50, 550), 10);
    expect(epochMs).toBe(100);
    expect(leftMs).toBe(650);
  });

  test('progress that is older than the last epoch adds nothing', () => {
    expect(timing(epochs(100, 100), at(2, 90, 190), 2)).toEqual({
      epochMs: 100,
      elapsedMs: 200,
      leftMs: 0,
      share: 1,
    });
  });
});
