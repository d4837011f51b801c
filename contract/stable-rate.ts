/** The learning rate above which gradient descent runs away, as the data and the initial weights have it. */
import * as v from 'valibot';
import { runRequestSchema } from './run';

/** The most examples that it is found from: enough for two digits, and a second's work. */
export const MAX_CURVATURE_EXAMPLES = 10_000;

/** The run that the limit is asked for. */
export const stableRateSchema = v.strictObject({
  /** What would be trained; rate, batch size and epochs do not matter. */
  request: runRequestSchema,
});

/** The limit, and what it was found from. */
export interface StableRate {
  /** The largest eigenvalue of the loss's Hessian at the initial weights, with all of `examples` at once. */
  readonly curvature: number;
  /** 2 / curvature; null where the loss is flat. */
  readonly limit: number | null;
  readonly iterations: number;
  /** How many examples it is from, and how many the run has. */
  readonly examples: number;
  readonly of: number;
}
