/** What a person chose for the app as a whole (`settings.json`). */
import * as v from 'valibot';

/** The version of `settings.json` that this build writes. */
export const SETTINGS_SCHEMA = 1;

/** The languages that every word is there in. */
export const languages = ['en', 'zh-CN'] as const;
export type Language = (typeof languages)[number];

/** `contrast` is the high contrast one. */
export const themes = ['light', 'dark', 'contrast'] as const;
export type Theme = (typeof themes)[number];

/** A data set of one's own, by the beginning of its hash. */
export const ownDatasetIdSchema = v.pipe(v.string(), v.regex(/^[0-9a-f]{12}$/));

const json: v.GenericSchema<JsonValue> = v.lazy(() =>
  v.union([
    v.null(),
    v.boolean(),
    v.number(),
    v.string(),
    v.array(json),
    v.record(v.string(), json),
  ]),
);
type JsonValue = null | boolean | number | string | JsonValue[] | { [key: string]: JsonValue };

/** `settings.json`; what is not in it has its default. */
export const settingsSchema = v.object({
  schema: v.optional(v.literal(SETTINGS_SCHEMA), SETTINGS_SCHEMA),
  language: v.optional(v.picklist(['system', ...languages]), 'system'),
  theme: v.optional(v.picklist(['system', ...themes]), 'system'),
  /** The data set of one's own that the labs use; Fashion-MNIST if null. */
  dataset: v.optional(v.nullable(ownDatasetIdSchema), null),
  /** Whether to look for a newer release of the app. */
  updates: v.optional(v.boolean(), false),
  notebookOpen: v.optional(v.boolean(), true),
  /** Labs whose main thing was done once, by the name of their folder. */
  labsDone: v.optional(v.array(v.pipe(v.string(), v.maxLength(40))), []),
  /** Each lab's own settings, by the name of its folder; each lab parses its own. */
  labs: v.optional(v.record(v.pipe(v.string(), v.maxLength(40)), json), {}),
});
export type Settings = v.InferOutput<typeof settingsSchema>;

/** A change: any of the settings, the rest stays. Defaults are not filled in here. */
export const settingsChangeSchema = v.strictObject({
  language: v.optional(v.picklist(['system', ...languages])),
  theme: v.optional(v.picklist(['system', ...themes])),
  updates: v.optional(v.boolean()),
  notebookOpen: v.optional(v.boolean()),
  labsDone: v.optional(v.pipe(v.array(v.pipe(v.string(), v.maxLength(40))), v.maxLength(50))),
  labs: v.optional(v.record(v.pipe(v.string(), v.maxLength(40)), json)),
});
export type SettingsChange = v.InferOutput<typeof settingsChangeSchema>;
