import { softmaxConfigSchema, linearConfigSchema, type Epoch, type RunRecord } from '#contract/run';
import * as v from 'valibot';

/** A record as a run that was just started has it. */
export function softmaxRecord(change: Partial<RunRecord & { lab: 'softmax' }> = {}): RunRecord {
  return {
    schema: 1,
    id: '20260304T050607-abc123',
    number: 1,
    lab: 'softmax',
    implementation: 'scratch',
    config: v.parse(softmaxConfigSchema, {
      learningRate: 0.1,
      batchSize: 256,
      epochs: 10,
      seed: 0,
    }),
    engine: { kind: 'tensorflow', version: '2.15.1', threads: 2 },
    dataset: { name: 'fashion-mnist', sha256: 'abc' },
    app: '0.1.0',
    startedAt: '2026-03-04T05:06:07.000Z',
    state: 'running',
    epochs: [],
    ...change,
  };
}

export function linearRecord(change: Partial<RunRecord & { lab: 'linear' }> = {}): RunRecord {
  return {
    schema: 1,
    id: '20260304T050607-abc123',
    number: 1,
    lab: 'linear',
    implementation: 'scratch',
    config: v.parse(linearConfigSchema, { learningRate: 0.03, batchSize: 10, epochs: 3, seed: 0 }),
    engine: { kind: 'tensorflow', version: '2.15.1', threads: 2 },
    dataset: { name: 'synthetic', sha256: '' },
    app: '0.1.0',
    startedAt: '2026-03-04T05:06:07.000Z',
    state: 'running',
    epochs: [],
    ...change,
  };
}

export function epochOf(epoch: number): Epoch {
  return {
    epoch,
    trainLoss: 1 / epoch,
    trainAcc: 0.8,
    testAcc: 0.79,
    ms: 100 + epoch,
    learningRate: 0.1,
  };
}

/** Weights that are different for each epoch. */
export function weightsOf(epoch: number, count = 3): Float32Array {
  return Float32Array.from({ length: count }, (_, i) => epoch + i / 1000);
}
