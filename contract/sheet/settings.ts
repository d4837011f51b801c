/** The settings that a sheet gives its lab, as a file holds them. */
import * as v from 'valibot';
import { fieldSchema, linearFields, softmaxFields, type NumberField } from '#contract/fields';
import { linearImplementations, pixelScales, softmaxImplementations } from '#contract/run';
import type { SheetLab } from './labs';

const scalar = v.union([
  v.boolean(),
  v.number(),
  v.pipe(v.string(), v.maxLength(40)),
  v.null(),
  v.pipe(v.array(v.number()), v.maxLength(60)),
]);
/** A setting as a file holds it. */
export const settingValue = v.union([
  scalar,
  v.pipe(v.array(v.pipe(v.array(v.number()), v.maxLength(12))), v.maxLength(12)),
  v.pipe(v.record(v.pipe(v.string(), v.maxLength(40)), v.number()), v.maxEntries(12)),
]);
/** Settings by the names that the lab keeps them under; each lab reads its own with its own schema. */
export const settingsSchema = v.pipe(
  v.record(v.pipe(v.string(), v.regex(/^[a-z][A-Za-z0-9]{0,39}$/)), settingValue),
  v.maxEntries(40),
);
export type SheetSettings = v.InferOutput<typeof settingsSchema>;

const optional = (fields: Readonly<Record<string, NumberField>>) =>
  Object.fromEntries(
    Object.entries(fields).map(([name, field]) => [name, v.optional(fieldSchema(field))]),
  );
/** The labs that start runs: what a run would refuse is refused here already. */
export const runSettings: Partial<Record<SheetLab, v.GenericSchema>> = {
  'softmax-regression': v.strictObject({
    ...optional(softmaxFields),
    implementation: v.optional(v.picklist(softmaxImplementations)),
    pixelScale: v.optional(v.picklist(pixelScales)),
    shuffle: v.optional(v.boolean()),
  }),
  'linear-regression': v.strictObject({
    ...optional(linearFields),
    implementation: v.optional(v.picklist(linearImplementations)),
    halfLoss: v.optional(v.boolean()),
    feature: v.optional(v.picklist(['x1', 'x2'])),
    dataOpen: v.optional(v.boolean()),
  }),
};
