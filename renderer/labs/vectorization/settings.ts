import * as v from 'valibot';
import { fieldSchema } from '#contract/fields';
import { vectorizationFields } from '#contract/vectorization';

/** What can be chosen as the largest n, as a power of ten. */
export const largestPowers = [4, 5, 6, 7] as const;

/** What the lab keeps between launches. */
export const vectorizationLabSchema = v.object({
  largestPower: v.optional(v.picklist(largestPowers), 7),
  repeats: v.optional(
    fieldSchema(vectorizationFields.repeats),
    vectorizationFields.repeats.default,
  ),
  budgetMs: v.optional(
    fieldSchema(vectorizationFields.budgetMs),
    vectorizationFields.budgetMs.default,
  ),
});
export type VectorizationLabSettings = v.InferOutput<typeof vectorizationLabSchema>;

export const defaultSettings: VectorizationLabSettings = v.parse(vectorizationLabSchema, {});
