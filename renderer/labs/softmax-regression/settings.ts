import * as v from 'valibot';
import { fieldSchema, softmaxFields } from '#contract/fields';
import { softmaxImplementations } from '#contract/run';

function kept(field: (typeof softmaxFields)[keyof typeof softmaxFields]) {
  return v.optional(fieldSchema(field), field.default);
}

/** What the lab keeps between launches. What is not there, or no longer allowed, is as in the notes. */
export const softmaxLabSchema = v.object({
  implementation: v.optional(v.picklist(softmaxImplementations), 'scratch'),
  learningRate: kept(softmaxFields.learningRate),
  batchSize: kept(softmaxFields.batchSize),
  epochs: kept(softmaxFields.epochs),
  seed: kept(softmaxFields.seed),
});
export type SoftmaxLabSettings = v.InferOutput<typeof softmaxLabSchema>;

/** The settings of section 3.6. */
export const notesSettings: SoftmaxLabSettings = v.parse(softmaxLabSchema, {});
