/** Timing the implementations of softmax regression side by side. */
import * as v from 'valibot';
import { fieldSchema, softmaxFields } from './fields';
import type { SoftmaxImplementation } from './run';

/** The minibatch to time. */
export const implementationTimesSchema = v.strictObject({
  batchSize: fieldSchema(softmaxFields.batchSize),
  seed: fieldSchema(softmaxFields.seed),
});

/** What one minibatch costs an implementation. */
export interface ImplementationTime {
  readonly implementation: SoftmaxImplementation;
  /** Milliseconds of a minibatch: the mean of each round, and their median. */
  readonly rounds: readonly number[];
  readonly median: number;
  /** Operations that are asked of the engine for one minibatch; below 1 where one call trains several. */
  readonly calls: number;
}
