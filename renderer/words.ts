/** The contract's codes in words, in the language on screen. */
import type { DatasetProblem, DatasetSource, DatasetStatus } from '#contract/dataset';
import type { EngineReason, GraphInfo } from '#contract/engine';
import type { FieldProblem, NumberField } from '#contract/fields';
import { allowedInterval } from '#contract/fields';
import type { RunState } from '#contract/run';
import type { Language, Theme } from '#contract/settings';
import { m } from '#messages';
import { classNames } from '#messages/names';
import { ownClasses } from './state/own-classes.svelte';

export const themeName: Record<Theme, () => string> = {
  light: m.settings_theme_light,
  dark: m.settings_theme_dark,
  contrast: m.settings_theme_contrast,
};

/** A language calls itself by its own name, whatever is on screen. */
export function languageName(locale: Language): string {
  return m.language_name({}, { locale });
}

/** As people call it: the one that comes with the app has the name of its folder, one's own the name it was given. */
export function datasetName({
  source,
  name,
}: Pick<Extract<DatasetStatus, { state: 'ready' }>, 'source' | 'name'>): string {
  return source === 'own' ? name : 'Fashion-MNIST';
}

export function threadCount(threads: number): string {
  return threads === 1 ? m.status_thread_one() : m.status_threads({ count: threads });
}

export const engineReason: Record<EngineReason, () => string> = {
  notInstalled: m.engine_reason_not_installed,
  crashedOnTrial: m.engine_reason_crashed_on_trial,
  wrongResult: m.engine_reason_wrong_result,
  failedToLoad: m.engine_reason_failed_to_load,
  chosen: m.engine_reason_chosen,
};

type GraphReason = Extract<GraphInfo, { available: false }>['reason'];

/** Why the compiled graph cannot be chosen. */
export const graphReason: Record<GraphReason, () => string> = {
  needsNativeEngine: m.graph_reason_needs_native_engine,
  missing: m.graph_reason_missing,
  parity: m.graph_reason_parity,
  failedToLoad: m.graph_reason_failed_to_load,
};

/** How a run stands, as the status line says it. */
export const runStateName: Record<RunState, () => string> = {
  running: m.run_state_running,
  paused: m.run_state_paused,
  stopped: m.run_state_stopped,
  done: m.run_state_done,
  diverged: m.run_state_diverged,
  failed: m.run_state_failed,
};

const problemTexts: Record<FieldProblem, (inputs: { allowed: string }) => string> = {
  notANumber: m.field_not_a_number,
  notAnInteger: m.field_not_an_integer,
  outOfRange: m.field_out_of_range,
};

export function fieldProblemText(problem: FieldProblem, field: NumberField): string {
  return problemTexts[problem]({ allowed: allowedInterval(field) });
}

export const sourceName: Record<DatasetSource, () => string> = {
  dataFolder: m.dataset_source_data_folder,
  packaged: m.dataset_source_packaged,
  system: m.dataset_source_system,
  picked: m.dataset_source_picked,
  downloaded: m.dataset_source_downloaded,
  own: m.dataset_source_own,
};

export function datasetProblemText(problem: DatasetProblem): string {
  if (problem.code === 'absent') return m.dataset_problem_absent();
  const { file } = problem;
  switch (problem.code) {
    case 'incomplete':
      return m.dataset_problem_incomplete({ file });
    case 'unreadable':
      return m.dataset_problem_unreadable({ file });
    case 'notGzip':
      return m.dataset_problem_not_gzip({ file });
    case 'damaged':
      return m.dataset_problem_damaged({ file });
    case 'unreachable':
      return m.dataset_problem_unreachable({ file });
    case 'wrongData':
      return m.dataset_problem_wrong_data({ file });
  }
}

/**
 * The name of a class by its label: Fashion-MNIST's (section 3.5, `get_fashion_mnist_labels`), or those of the data set of one's
 * own that is in use.
 */
export function className(label: number): string {
  const own = ownClasses.names;
  return (own ? own[label] : classNames[label]?.()) ?? String(label);
}
