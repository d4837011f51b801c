import * as v from 'valibot';
import { NUM_CLASSES } from '#contract/dataset';
import { fashionFields, splits } from '#contract/fashion-mnist';
import { fieldSchema } from '#contract/fields';

const label = v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(NUM_CLASSES - 1));

/** A setting of `fashionFields`, with its default. */
const field = (name: keyof typeof fashionFields) =>
  v.optional(fieldSchema(fashionFields[name]), fashionFields[name].default);

/** What the lab keeps between launches. What is not there is as in the notes. */
export const fashionLabSchema = v.object({
  split: v.optional(v.picklist(splits), 'train'),
  /** The class on show; null for all of them. */
  label: v.optional(v.nullable(label), null),
  /** The picture looked at. */
  index: field('index'),
  seed: field('seed'),
  batchSize: field('batchSize'),
  repeats: field('repeats'),
  resize: field('resize'),
  resizedBatchSize: field('resizedBatchSize'),
});
export type FashionLabSettings = v.InferOutput<typeof fashionLabSchema>;

/** The settings of section 3.5. */
export const notesSettings: FashionLabSettings = v.parse(fashionLabSchema, {});
