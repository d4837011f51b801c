import * as v from 'valibot';
import { fieldSchema, linearFields, type NumberField } from '#contract/fields';

/** The x that the notes draw: `np.arange(-7, 7, 0.01)`. */
export const X_MIN = -7;
export const X_MAX = 7;
export const X_STEP = 0.01;

const x: Omit<NumberField, 'name' | 'default'> = { min: X_MIN, max: X_MAX, integer: false };

/** One's own curve and the bounds of its area. */
export const normalFields = {
  mu: { ...x, name: 'mu', default: -2 },
  sigma: { name: 'sigma', min: 0.2, max: 5, integer: false, default: 0.8 },
  lower: { ...x, name: 'lower', default: -2.8 },
  upper: { ...x, name: 'upper', default: -1.2 },
} satisfies Record<string, NumberField>;

/** The noise that is assumed and how far the line is moved, both in units of the likeliest sigma. */
export const bridgeFields = {
  noise: { name: 'noise', min: 0.4, max: 4, integer: false, default: 2 },
  shift: { name: 'shift', min: -3, max: 3, integer: false, default: 0 },
} satisfies Record<string, NumberField>;

export const sources = ['run', 'synthetic'] as const;

function kept(field: NumberField) {
  return v.optional(fieldSchema(field), field.default);
}

/** What the lab keeps between launches. */
export const normalLabSchema = v.object({
  mu: kept(normalFields.mu),
  sigma: kept(normalFields.sigma),
  lower: kept(normalFields.lower),
  upper: kept(normalFields.upper),
  noise: kept(bridgeFields.noise),
  shift: kept(bridgeFields.shift),
  /** Whose residuals: those of the newest linear regression, where there is one, or of examples made here. */
  source: v.optional(v.picklist(sources), 'run'),
  seed: kept(linearFields.seed),
});
export type NormalLabSettings = v.InferOutput<typeof normalLabSchema>;

export const defaultSettings: NormalLabSettings = v.parse(normalLabSchema, {});
