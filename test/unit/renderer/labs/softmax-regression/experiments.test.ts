import * as v from 'valibot';
import { expect, test } from 'vitest';
import { softmaxConfigSchema } from '#contract/run';
import {
  experiments,
  settingsOf,
} from '../../../../../renderer/labs/softmax-regression/experiments';
import { notesSettings } from '../../../../../renderer/labs/softmax-regression/settings';

test.each(experiments)(
  '$id is allowed, and differs from the notes in what it says',
  (experiment) => {
    const { implementation, ...config } = settingsOf(experiment);
    expect(implementation).toBe('scratch');
    expect(v.is(softmaxConfigSchema, config)).toBe(true);
    expect(config).toEqual({
      ...v.parse(softmaxConfigSchema, {
        learningRate: notesSettings.learningRate,
        batchSize: notesSettings.batchSize,
        epochs: notesSettings.epochs,
        seed: notesSettings.seed,
      }),
      ...experiment.change,
    });
    expect(Object.keys(experiment.change)).not.toEqual([]);
  },
);
