import type { SweepCell, SweepRecord, SweepRequest } from '#contract/sweep';

/** Three learning rates by two batch sizes. */
export function sweepRequest(change: Partial<SweepRequest>): SweepRequest {
  return {
    search: 'grid',
    learningRate: { from: 0.01, to: 1, steps: 3 },
    batchSize: { from: 64, to: 256, steps: 2 },
    samples: 12,
    implementation: 'scratch',
    epochs: 2,
    seed: 0,
    numTrain: 6000,
    ...change,
  };
}

export function doneCell(
  learningRate: number,
  batchSize: number,
  figures: Partial<NonNullable<SweepCell['figures']>> = {},
): SweepCell {
  return {
    learningRate,
    batchSize,
    state: 'done',
    runId: '20260304T050607-abc123',
    figures: { epochs: 2, trainLoss: 0.6, trainAcc: 0.8, testAcc: 0.79, ms: 100, ...figures },
    elapsedMs: 120,
  };
}

export function sweepRecord(change: Partial<SweepRecord> = {}): SweepRecord {
  return {
    schema: 1,
    id: '20260304T050607-sweep1',
    source: 'here',
    request: sweepRequest({}),
    engine: { name: 'tensorflow', version: '2.15.1' },
    dataset: 'abc',
    app: '0.1.0',
    startedAt: '2026-03-04T05:06:07.000Z',
    state: 'paused',
    cells: [doneCell(0.1, 256), { learningRate: 1, batchSize: 256, state: 'waiting' }],
    ...change,
  };
}
