/** What a sheet asks for, step by step: read, predict, run, explain. */
import * as v from 'valibot';
import { sheetMeasures } from './labs';
import { settingsSchema } from './settings';
import { sheetLimits, textSchema } from './text';

const stepId = v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{0,39}$/));

const stepEntries = {
  id: stepId,
  title: v.optional(textSchema(sheetLimits.title)),
  text: textSchema(sheetLimits.text),
  /** In force from this step on, instead of those of an earlier step; added to those of the sheet. */
  settings: v.optional(settingsSchema),
};

const askSchema = v.variant('kind', [
  /** Draw the curve by epoch before it is trained. */
  v.strictObject({ kind: v.literal('curve'), measure: v.picklist(sheetMeasures) }),
  /** Guess the figure of the last epoch. */
  v.strictObject({ kind: v.literal('number'), measure: v.picklist(sheetMeasures) }),
  v.strictObject({
    kind: v.literal('choice'),
    options: v.pipe(
      v.array(textSchema(sheetLimits.option)),
      v.minLength(2),
      v.maxLength(sheetLimits.options),
    ),
    /** The index of the right one, where there is one. */
    correct: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0))),
  }),
]);
export type SheetAsk = v.InferOutput<typeof askSchema>;

const after = v.optional(textSchema(sheetLimits.text));

/** One step of a sheet. */
export const stepSchema = v.variant('type', [
  v.strictObject({ ...stepEntries, type: v.literal('read') }),
  /** `after` is shown once the next run of the sheet has ended. */
  v.strictObject({ ...stepEntries, type: v.literal('predict'), ask: askSchema, after }),
  /** `train`: done when a run has ended. `do`: done when the student says so. */
  v.strictObject({ ...stepEntries, type: v.literal('run'), what: v.picklist(['train', 'do']) }),
  /** `after` is an answer to compare one's own with, shown once that is written. */
  v.strictObject({ ...stepEntries, type: v.literal('explain'), after }),
]);
export type SheetStep = v.InferOutput<typeof stepSchema>;
export type StepType = SheetStep['type'];
