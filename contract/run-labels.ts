/** What a person writes on a run: a name, a note, tags; and whether the list hides it. */
import * as v from 'valibot';

/** Characters of a run's or a checkpoint's name. */
export const MAX_NAME = 80;
/** Characters of a note. */
export const MAX_NOTE = 2000;
/** Characters of a tag. */
export const MAX_TAG = 30;
/** Tags of a run. */
export const MAX_TAGS = 10;

/** As a run's record keeps it. How long it may be is judged when it is written, not when it is read. */
export const labelEntries = {
  name: v.optional(v.string()),
  note: v.optional(v.string()),
  tags: v.optional(v.array(v.string())),
  hidden: v.optional(v.boolean()),
};

const text = (most: number) =>
  v.pipe(v.string(), v.trim(), v.maxLength(most, `at most ${most} characters`));

/** The name that a checkpoint is kept under. */
export const checkpointNameSchema = v.pipe(
  v.string(),
  v.trim(),
  v.minLength(1, 'a name'),
  v.maxLength(MAX_NAME, `at most ${MAX_NAME} characters`),
);

/** A change: what is not there stays as it is, an empty text or list takes the label off. */
export const runLabelsSchema = v.strictObject({
  name: v.optional(text(MAX_NAME)),
  note: v.optional(text(MAX_NOTE)),
  tags: v.optional(
    v.pipe(
      v.array(
        v.pipe(
          v.string(),
          v.trim(),
          v.minLength(1, 'a tag'),
          v.maxLength(MAX_TAG, `at most ${MAX_TAG} characters`),
        ),
      ),
      v.maxLength(MAX_TAGS, `at most ${MAX_TAGS} tags`),
      v.transform((tags) => [...new Set(tags)]),
    ),
  ),
  hidden: v.optional(v.boolean()),
});
export type RunLabels = v.InferOutput<typeof runLabelsSchema>;
