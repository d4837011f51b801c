import { m } from '#messages';
import type { ControlState } from '#contract/sheet';

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
  repeats: m.vectorization_repeats,
  budgetMs: m.vectorization_budget,
  index: m.fashion_index,
  resize: m.fashion_resize,
  rows: m.entropy_rows,
  columns: m.entropy_columns,
  examples: m.entropy_examples,
  classes: m.entropy_classes,
  mu: () => 'μ',
  sigma: () => 'σ',
  further: m.sheet_control_further,
  step: m.action_step,
  reset: m.action_reset,
  notebook: m.notebook_label,
};

/** A control or setting as the lab calls it. */
export function controlName(name: string): string {
  return controlNames[name]?.() ?? name;
}

export const controlStateName: Readonly<Record<ControlState | 'open', () => string>> = {
  open: m.sheet_control_open,
  locked: m.sheet_control_locked,
  hidden: m.sheet_control_hidden,
};

/** Settings in a line: "learning rate = 0.1, epochs = 10". */
export function settingsText(settings: Readonly<Record<string, unknown>>): string {
  return Object.entries(settings)
    .map(([name, value]) => `${controlName(name)} = ${JSON.stringify(value).replace(/"/g, '')}`)
    .join(m.sheet_comma());
}

/** A field of the file as the editor calls it. */
export function fieldName(field: string, inStep: boolean): string {
  const [top = '', , index = ''] = field.split('.');
  if (top === 'title') return inStep ? m.sheet_step_title() : m.sheet_title();
  if (top === 'text') return m.sheet_step_text();
  if (field.startsWith('ask.options.')) return m.sheet_option({ option: Number(index) + 1 });
  return field;
}
