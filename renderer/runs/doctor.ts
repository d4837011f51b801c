/** What is found out about a run that diverged: how fast it went, and which rate would have held. */
import type { RunRecord, RunRequest } from '#contract/run';

export interface Growth {
  /** By how much each minibatch multiplied the loss, in the geometric mean. */
  readonly factor: number;
  /** Over how many steps. */
  readonly steps: number;
}

/**
 * How fast the loss grew at the end, from where it was lowest among the last minibatches; undefined where there are too few
 * of them, or it did not grow.
 *
 * @param losses of the last finite minibatches, oldest first
 */
export function growthOf(losses: readonly number[]): Growth | undefined {
  const lowest = losses.reduce(
    (best, loss, index) => (loss < (losses[best] ?? Infinity) ? index : best),
    0,
  );
  const steps = losses.length - 1 - lowest;
  const first = losses[lowest];
  const last = losses.at(-1);
  if (steps < 1 || first === undefined || last === undefined || !(first > 0)) return undefined;
  const factor = (last / first) ** (1 / steps);
  return Number.isFinite(factor) && factor > 1 ? { factor, steps } : undefined;
}

/** Half of a limit, in two digits: a rate as a person would set it, and well inside. */
export function halfOf(limit: number): number {
  return Number((limit / 2).toPrecision(2));
}

/** Tells the requests apart that have limits of their own: rate, batch size and epochs do not matter. */
export function curvatureKey({ lab, implementation, config }: RunRequest): string {
  const { learningRate, batchSize, epochs, ...rest } = config;
  void [learningRate, batchSize, epochs];
  // Only linear regression's implementations define different losses.
  return JSON.stringify([lab, lab === 'linear' ? implementation : '', rest]);
}

/** What a run was asked for. */
export function requestOf({ lab, implementation, config }: RunRecord): RunRequest {
  return lab === 'softmax' ? { lab, implementation, config } : { lab, implementation, config };
}
