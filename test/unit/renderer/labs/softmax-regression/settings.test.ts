import * as v from 'valibot';
import { expect, test } from 'vitest';
import {
  notesSettings,
  softmaxLabSchema,
} from '../../../../../renderer/labs/softmax-regression/settings';

test('the lab starts with the settings of section 3.6', () => {
  expect(notesSettings).toMatchObject({ learningRate: 0.1, batchSize: 256, epochs: 10 });
});

test('what was kept is taken as it is, and a value that is no longer allowed is refused', () => {
  const kept = { ...notesSettings, implementation: 'graph', batchSize: 16 };
  expect(v.parse(softmaxLabSchema, kept)).toEqual(kept);
  expect(v.is(softmaxLabSchema, { ...kept, epochs: 0 })).toBe(false);
});
