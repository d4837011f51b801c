import * as v from 'valibot';
import { fieldSchema } from '#contract/fields';
import { softmaxImplementations } from '#contract/run';
import { searches, sweepFields, type SweepRequest } from '#contract/sweep';

/** The page and its key in the settings. */
export const SWEEPS = 'sweeps';

const number = <N extends keyof typeof sweepFields>(name: N) =>
  v.optional(fieldSchema(sweepFields[name]), sweepFields[name].default);

/** What the page keeps between launches. */
export const sweepSettingsSchema = v.object({
  search: v.optional(v.picklist(searches), 'grid'),
  /** The fastest; where it cannot run, the code from scratch stands in. */
  implementation: v.optional(v.picklist(softmaxImplementations), 'graph'),
  rateFrom: number('rateFrom'),
  rateTo: number('rateTo'),
  rateSteps: number('rateSteps'),
  sizeFrom: number('sizeFrom'),
  sizeTo: number('sizeTo'),
  sizeSteps: number('sizeSteps'),
  samples: number('samples'),
  epochs: number('epochs'),
  seed: number('seed'),
  numTrain: number('numTrain'),
});
export type SweepSettings = v.InferOutput<typeof sweepSettingsSchema>;

export function requestOf(settings: SweepSettings): SweepRequest {
  const { search, implementation, samples, epochs, seed, numTrain } = settings;
  return {
    ...{ search, implementation, samples, epochs, seed, numTrain },
    learningRate: { from: settings.rateFrom, to: settings.rateTo, steps: settings.rateSteps },
    batchSize: { from: settings.sizeFrom, to: settings.sizeTo, steps: settings.sizeSteps },
  };
}
