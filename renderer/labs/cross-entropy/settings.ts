import * as v from 'valibot';
import { MAX_SIDE, matrixSchema } from '#contract/cross-entropy';
import { fieldSchema, softmaxFields, type NumberField } from '#contract/fields';

/** The page's steps, in the order of section 3.6. */
export const parts = ['sums', 'softmax', 'pick', 'overflow'] as const;
export type Part = (typeof parts)[number];

const side: NumberField = { name: 'side', min: 1, max: 6, integer: true, default: 3 };

export const entropyFields = {
  rows: { ...side, name: 'rows' },
  columns: { ...side, name: 'columns' },
  /** Examples and classes of `yHat`. */
  examples: { ...side, name: 'examples', max: 5 },
  classes: { ...side, name: 'classes', min: 2 },
  entry: { name: 'entry', min: -1e6, max: 1e6, integer: false, default: 0 },
  probability: { name: 'probability', min: 0, max: 1, integer: false, default: 0 },
  logit: { name: 'logit', min: -150, max: 150, integer: false, default: 0 },
  label: { name: 'label', min: 0, max: MAX_SIDE - 1, integer: true, default: 0 },
} satisfies Record<string, NumberField>;

export const LOGITS = 3;

const entries = v.object({
  part: v.optional(v.picklist(parts), 'sums'),
  X: v.optional(matrixSchema, [
    [1, 2, 3],
    [4, 5, 6],
  ]),
  seed: v.optional(fieldSchema(softmaxFields.seed), softmaxFields.seed.default),
  /** The logits as they were edited; null while they are as drawn from the seed. */
  logitRows: v.optional(v.nullable(matrixSchema), null),
  yHat: v.optional(matrixSchema, [
    [0.1, 0.3, 0.6],
    [0.3, 0.2, 0.5],
  ]),
  y: v.optional(v.array(fieldSchema(entropyFields.label)), [0, 2]),
  logits: v.optional(
    v.pipe(v.array(fieldSchema(entropyFields.logit)), v.length(LOGITS)),
    [2, 1, 0.1],
  ),
  label: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(LOGITS - 1)), 0),
});
/** What the lab keeps between launches; the defaults are the notes' own numbers. */
export const entropyLabSchema = v.pipe(
  entries,
  v.check(({ yHat, y }) => yHat.length === y.length && y.every((k) => k < (yHat[0]?.length ?? 0))),
);
export type EntropyLabSettings = v.InferOutput<typeof entropyLabSchema>;

export function defaultSettings(): EntropyLabSettings {
  return v.parse(entropyLabSchema, {});
}
