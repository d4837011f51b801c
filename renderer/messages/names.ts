/** Names that the window and what is exported have in common. */
import type { EngineInfo, EngineKind } from '#contract/engine';
import type { Lab, RunRecord } from '#contract/run';
import { m } from '#messages';

export const labName: Record<Lab, () => string> = {
  softmax: m.softmax_title,
  linear: m.linear_title,
};

export const implementationName: Record<RunRecord['implementation'], () => string> = {
  scratch: m.implementation_scratch,
  concise: m.implementation_concise,
  graph: m.implementation_graph,
  analytic: m.implementation_analytic,
};

const engineNames: Record<EngineKind, (inputs: { version: string }) => string> = {
  tensorflow: m.status_engine_tensorflow,
  wasm: m.status_engine_wasm,
  cpu: m.status_engine_cpu,
};

export function engineName({ kind, version }: Pick<EngineInfo, 'kind' | 'version'>): string {
  return engineNames[kind]({ version });
}

/** Fashion-MNIST's classes by their label (section 3.5, `get_fashion_mnist_labels`). */
export const classNames: readonly (() => string)[] = [
  m.fashion_class_0,
  m.fashion_class_1,
  m.fashion_class_2,
  m.fashion_class_3,
  m.fashion_class_4,
  m.fashion_class_5,
  m.fashion_class_6,
  m.fashion_class_7,
  m.fashion_class_8,
  m.fashion_class_9,
];

/** The further settings of a run, as the labs call them. */
export const furtherSettingNames = {
  initStd: m.softmax_init_std,
  numTrain: m.softmax_num_train,
  shuffle: m.softmax_shuffle,
  pixelScale: m.softmax_pixels,
  numExamples: m.linear_num_examples,
  noise: m.linear_noise,
  trueW1: m.linear_true_w1,
  trueW2: m.linear_true_w2,
  trueB: m.linear_true_b,
  halfLoss: m.compare_half_loss,
} as const;
