import { m } from '#messages';
import { implementationName } from '#messages/names';
import type { ControlState, SheetLab } from '#contract/sheet';
import { splits } from '#contract/fashion-mnist';
import { parts } from '../../labs/cross-entropy/settings';
import { partName } from '../../labs/cross-entropy/words';
import { splitName } from '../../labs/fashion-mnist/words';

const controlNames: Readonly<Record<string, () => string>> = {
  implementation: m.field_implementation,
  learningRate: m.field_learning_rate,
  batchSize: m.field_batch_size,
  epochs: m.field_epochs,
  seed: m.field_seed,
  initStd: m.softmax_init_std,
  numTrain: m.softmax_num_train,
  pixelScale: m.softmax_pixels,
  shuffle: m.softmax_shuffle,
  numExamples: m.linear_num_examples,
  noise: m.linear_noise,
  trueW1: m.linear_true_w1,
  trueW2: m.linear_true_w2,
  trueB: m.linear_true_b,
  halfLoss: m.linear_half_switch,
  numHouses: m.idea_num_houses,
  largestPower: m.vectorization_largest,
  repeats: m.vectorization_repeats,
  budgetMs: m.vectorization_budget,
  split: m.fashion_split,
  index: m.fashion_index,
  resize: m.fashion_resize,
  resizedBatchSize: m.fashion_resized_batch_size,
  part: m.entropy_part,
  rows: m.entropy_rows,
  columns: m.entropy_columns,
  examples: m.entropy_examples,
  classes: m.entropy_classes,
  mu: m.normal_mu,
  sigma: m.normal_sigma,
  lower: m.normal_lower,
  upper: m.normal_upper,
  shift: m.normal_shift,
  further: m.sheet_control_further,
  step: m.action_step,
  reset: m.action_reset,
  notebook: m.notebook_label,
};

/** Where a lab calls the same thing otherwise. */
const ownNames: Readonly<Partial<Record<SheetLab, Readonly<Record<string, () => string>>>>> = {
  'normal-distribution': { noise: m.normal_noise },
  'fashion-mnist': { repeats: m.fashion_repeats },
  'linear-regression': { further: m.linear_data, initStd: m.linear_init_std },
};

/** A control or setting as the lab calls it; undefined for what has no name, such as what is folded in. */
function nameOf(lab: SheetLab, name: string): string | undefined {
  return (ownNames[lab]?.[name] ?? controlNames[name])?.();
}

/** A control as the lab calls it. */
export function controlName(lab: SheetLab, name: string): string {
  return nameOf(lab, name) ?? name;
}

export const controlStateName: Readonly<Record<ControlState | 'open', () => string>> = {
  open: m.sheet_control_open,
  locked: m.sheet_control_locked,
  hidden: m.sheet_control_hidden,
};

/** Settings in a line: "learning rate = 0.1, epochs = 10". */
export function settingsText(lab: SheetLab, settings: Readonly<Record<string, unknown>>): string {
  return Object.entries(settings)
    .flatMap(([name, value]) => {
      const known = nameOf(lab, name);
      return known === undefined ? [] : [`${known} = ${valueText(name, value)}`];
    })
    .join(m.sheet_comma());
}

function valueText(name: string, value: unknown): string {
  if (typeof value === 'boolean') return value ? m.settings_on() : m.settings_off();
  if (name === 'largestPower' && typeof value === 'number') return String(10 ** value);
  if (typeof value !== 'string') return JSON.stringify(value);
  const codes: Readonly<Record<string, () => string>> = {
    ...implementationName,
    ...Object.fromEntries(splits.map((split) => [split, splitName[split]])),
    ...Object.fromEntries(parts.map((part) => [part, partName[part]])),
    unit: m.softmax_pixels_unit,
    byte: m.softmax_pixels_byte,
  };
  return codes[value]?.() ?? value;
}

/** A field of the file as the editor calls it. */
export function fieldName(field: string, inStep: boolean): string {
  const [top = '', , index = ''] = field.split('.');
  if (top === 'title') return inStep ? m.sheet_step_title() : m.sheet_title();
  if (top === 'text') return m.sheet_step_text();
  if (field.startsWith('ask.options.')) return m.sheet_option({ option: Number(index) + 1 });
  return field;
}
