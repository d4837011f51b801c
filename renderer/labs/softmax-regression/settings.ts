import * as v from 'valibot';
import { softmaxFields } from '#contract/fields';
import { softmaxConfigSchema, softmaxImplementations, type SoftmaxConfig } from '#contract/run';

const { entries } = softmaxConfigSchema;

/** What the lab keeps between launches. What is not there is as in the notes. */
export const softmaxLabSchema = v.object({
  ...entries,
  /** The fastest unless a person chose; where it cannot run, the code from scratch stands in (lab.svelte.ts). */
  implementation: v.optional(v.picklist(softmaxImplementations), 'graph'),
  learningRate: v.optional(entries.learningRate, softmaxFields.learningRate.default),
  batchSize: v.optional(entries.batchSize, softmaxFields.batchSize.default),
  epochs: v.optional(entries.epochs, softmaxFields.epochs.default),
  seed: v.optional(entries.seed, softmaxFields.seed.default),
});
export type SoftmaxLabSettings = v.InferOutput<typeof softmaxLabSchema>;

/** The settings of section 3.6. */
export const notesSettings: SoftmaxLabSettings = v.parse(softmaxLabSchema, {});

/** The settings beside the four of the row: what a class changes to break things on purpose. */
export const furtherSettings = [
  'initStd',
  'numTrain',
  'shuffle',
  'pixelScale',
] as const satisfies readonly (keyof SoftmaxConfig)[];

/** How many of the further settings are not those of the notes. */
export function furtherChanged(settings: SoftmaxLabSettings): number {
  return furtherSettings.filter((name) => settings[name] !== notesSettings[name]).length;
}
