/** What a sheet's file holds, entry by entry. */
import * as v from 'valibot';
import { controlStates, sheetLabs } from './labs';
import { settingsSchema } from './settings';
import { stepSchema } from './steps';
import { sheetLimits, textSchema, words } from './text';

/** The version of the format that this build writes. A file of a newer one is refused, and says so. */
export const SHEET_SCHEMA = 1;
/** What `format` says in each sheet's file. */
export const SHEET_FORMAT = 'linearlab-sheet';
export const SHEET_EXTENSION = '.linearlab-sheet';

/** A sheet's file, each entry checked by itself. */
export const sheetEntries = v.strictObject({
  format: v.literal(SHEET_FORMAT),
  schema: v.literal(SHEET_SCHEMA),
  id: v.pipe(v.string(), v.regex(/^[a-z0-9][a-z0-9-]{2,39}$/)),
  title: textSchema(sheetLimits.title),
  lab: v.picklist(sheetLabs),
  /** Who made it, as they call themselves. */
  author: v.optional(words(sheetLimits.title)),
  /** How long it takes. */
  minutes: v.optional(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(300))),
  /** What it is for, in a sentence or two: shown before it is begun. */
  aim: v.optional(textSchema(sheetLimits.option)),
  settings: v.optional(settingsSchema, {}),
  controls: v.optional(
    v.record(v.pipe(v.string(), v.maxLength(40)), v.picklist(controlStates)),
    {},
  ),
  steps: v.pipe(v.array(stepSchema), v.minLength(1), v.maxLength(sheetLimits.steps)),
});
export type SheetEntries = v.InferOutput<typeof sheetEntries>;
