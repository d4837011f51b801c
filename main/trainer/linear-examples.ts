import type { LinearConfig } from '#contract/run';
import { initialWeights } from '#lessons/linear-regression/initial-weights';
import { syntheticData, type SyntheticData } from '#lessons/linear-regression/synthetic-data';
import { rngFor } from '#lessons/random';

/** What a run's examples are made from. */
export type LinearSource = Pick<
  LinearConfig,
  'seed' | 'numExamples' | 'noise' | 'trueW1' | 'trueW2' | 'trueB'
>;

/** The examples of a linear regression run; the caller disposes of the tensors. */
export function linearExamples(source: LinearSource): SyntheticData {
  const { seed, trueW1, trueW2, trueB, numExamples, noise } = source;
  return syntheticData(rngFor(seed, 'data'), [trueW1, trueW2], trueB, numExamples, noise);
}

/** Where training starts: w1, w2, b. */
export function linearStart({
  seed,
  initStd,
}: Pick<LinearConfig, 'seed' | 'initStd'>): Float32Array {
  return initialWeights(rngFor(seed, 'weights'), 2, initStd);
}
