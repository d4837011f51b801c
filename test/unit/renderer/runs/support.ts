import type { RunRecord, RunSummary } from '#contract/run';
import { softmaxNotes } from '../../../support/notes';

/** A run as the tests of the list and the comparison need one. */
export function softmaxRun(
  number: number,
  change: Partial<RunRecord & { lab: 'softmax' }> = {},
): RunRecord & { lab: 'softmax' } {
  return {
    schema: 1,
    id: `20260307T0900${String(number).padStart(2, '0')}-abcdef`,
    number,
    lab: 'softmax',
    implementation: 'scratch',
    config: softmaxNotes,
    engine: { kind: 'tensorflow', version: '2.15.1', threads: 2 },
    dataset: { name: 'fashion-mnist', sha256: '' },
    app: '0.1.0',
    startedAt: `2026-03-07T09:00:${String(number).padStart(2, '0')}Z`,
    state: 'done',
    epochs: [],
    ...change,
  };
}

export function summaryOf(run: RunRecord): RunSummary {
  const { epochs, ...rest } = run;
  return { ...rest, epochsDone: epochs.length, epochMs: epochs[0]?.ms ?? null };
}
