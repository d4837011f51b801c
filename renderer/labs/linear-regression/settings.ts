import * as v from 'valibot';
import { fieldSchema, linearFields } from '#contract/fields';
import type { linearDataSchema } from '#contract/linear';
import { linearConfigSchema, linearImplementations, type LinearConfig } from '#contract/run';

export type FieldName = keyof typeof linearFields;

function kept(name: FieldName) {
  return v.optional(fieldSchema(linearFields[name]), linearFields[name].default);
}

/** The feature that the scatter shows. */
export const features = ['x1', 'x2'] as const;
export type Feature = (typeof features)[number];

/** What the lab keeps between launches. What is not there, or no longer allowed, is as in the notes. */
export const linearLabSchema = v.object({
  implementation: v.optional(v.picklist(linearImplementations), 'scratch'),
  learningRate: kept('learningRate'),
  batchSize: kept('batchSize'),
  epochs: kept('epochs'),
  seed: kept('seed'),
  initStd: kept('initStd'),
  numExamples: kept('numExamples'),
  noise: kept('noise'),
  trueW1: kept('trueW1'),
  trueW2: kept('trueW2'),
  trueB: kept('trueB'),
  halfLoss: v.optional(v.boolean(), false),
  /** The notes draw the second feature, `features[:, 1]`. */
  feature: v.optional(v.picklist(features), 'x2'),
  /** The fields of the data are unfolded. */
  dataOpen: v.optional(v.boolean(), false),
});
export type LinearLabSettings = v.InferOutput<typeof linearLabSchema>;

/** The settings of section 3.2. */
export const notesSettings: LinearLabSettings = v.parse(linearLabSchema, {});

/** The fields behind the fold, in their order there. */
export const dataFields = ['numExamples', 'noise', 'trueW1', 'trueW2', 'trueB', 'initStd'] as const;

/** How many of them are not as in the notes. */
export function dataChanged(settings: LinearLabSettings): number {
  return dataFields.filter((name) => settings[name] !== notesSettings[name]).length;
}

/** What examples and initial weights are made from. */
export type DataSettings = v.InferOutput<typeof linearDataSchema>;

export function dataSettings(from: DataSettings): DataSettings {
  const { seed, initStd, numExamples, noise, trueW1, trueW2, trueB } = from;
  return { seed, initStd, numExamples, noise, trueW1, trueW2, trueB };
}

/** Whether a run of `a` and one of `b` would train on the same examples from the same start. */
export function sameData(a: DataSettings, b: DataSettings): boolean {
  return (['seed', ...dataFields] as const).every((name) => a[name] === b[name]);
}

/** The configuration of a run by these settings. The formula has one step, however many epochs are set. */
export function configOf(settings: LinearLabSettings): LinearConfig {
  const { learningRate, batchSize, epochs, halfLoss, implementation } = settings;
  return v.parse(linearConfigSchema, {
    ...dataSettings(settings),
    learningRate,
    batchSize,
    epochs: implementation === 'analytic' ? 1 : epochs,
    halfLoss: implementation === 'concise' && halfLoss,
  });
}
