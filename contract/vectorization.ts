/** Timing the addition of two vectors (section 3.1.2). */
import * as v from 'valibot';
import { fieldSchema, type NumberField } from './fields';

/** One element of a tensor after the other, a loop over arrays, and one operation (section 3.1.2). */
export const additionWays = ['elementByElement', 'loop', 'vectorized'] as const;
export type AdditionWay = (typeof additionWays)[number];

/** The numbers that a person can set in this lab. */
export const vectorizationFields = {
  n: { name: 'n', min: 1, max: 10_000_000, integer: true, default: 10_000 },
  repeats: { name: 'repeats', min: 1, max: 50, integer: true, default: 7 },
  /** Milliseconds that one way may take at one n. */
  budgetMs: { name: 'budgetMs', min: 50, max: 60_000, integer: true, default: 2000 },
} satisfies Record<string, NumberField>;

/** One n at a time, so that the window can draw what is there and leave out a way that has spent its budget. */
export const vectorizationSchema = v.strictObject({
  n: fieldSchema(vectorizationFields.n),
  ways: v.pipe(v.array(v.picklist(additionWays)), v.minLength(1), v.maxLength(3)),
  repeats: fieldSchema(vectorizationFields.repeats),
  budgetMs: fieldSchema(vectorizationFields.budgetMs),
});

/** How long one way takes to add two vectors of n ones, in milliseconds. */
export interface AdditionTiming {
  readonly way: AdditionWay;
  readonly n: number;
  /** Each time. Where `calls` is above 1, each is the mean of that many calls: one alone is too short for the clock. */
  readonly times: readonly number[];
  readonly calls: number;
  /** The chapter's Timer over `times`. */
  readonly avg: number;
  readonly sum: number;
  readonly cumsum: readonly number[];
  readonly median: number;
  readonly lowerQuartile: number;
  readonly upperQuartile: number;
  /** Below n where the way stopped itself in its first time: what it had added by then, in `times[0]`. */
  readonly added: number;
}

const milliseconds = v.pipe(v.number(), v.finite(), v.gtValue(0));

/** The medians of the loop and of the native op at several n. */
export const crossoverSchema = v.pipe(
  v.array(
    v.strictObject({
      n: fieldSchema(vectorizationFields.n),
      loop: milliseconds,
      vectorized: milliseconds,
    }),
  ),
  v.maxLength(100),
);
