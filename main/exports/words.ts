/** What exports say of a run, in the app's language. */
import type { RunRecord } from '#contract/run';
import { m } from '#messages';
import { classNames, furtherSettingNames } from '#messages/names';
import { lossText, percentText } from './format';

const engines: Record<RunRecord['engine']['kind'], (inputs: { version: string }) => string> = {
  tensorflow: m.status_engine_tensorflow,
  wasm: m.status_engine_wasm,
  cpu: m.status_engine_cpu,
};

export function engineText({
  kind,
  version,
}: Pick<RunRecord['engine'], 'kind' | 'version'>): string {
  return engines[kind]({ version });
}

const labs: Record<RunRecord['lab'], () => string> = {
  softmax: m.softmax_title,
  linear: m.linear_title,
};

/** "Softmax regression, run 15". */
export function runTitle({ lab, number }: Pick<RunRecord, 'lab' | 'number'>): string {
  return m.export_run_title({ lab: labs[lab](), number });
}

const implementations: Record<RunRecord['implementation'], () => string> = {
  scratch: m.implementation_scratch,
  concise: m.implementation_concise,
  graph: m.implementation_graph,
  analytic: m.implementation_analytic,
};

export function implementationText(implementation: RunRecord['implementation']): string {
  return implementations[implementation]();
}

const settings: Readonly<Record<string, () => string>> = furtherSettingNames;

/** A further setting of a run, by the name that the labs give it, and its value in words. */
export function settingText(name: string, value: string | number | boolean): [string, string] {
  const known: Readonly<Record<string, () => string>> = {
    true: m.settings_on,
    false: m.settings_off,
    unit: m.softmax_pixels_unit,
    byte: m.softmax_pixels_byte,
  };
  const text = String(value);
  return [settings[name]?.() ?? name, known[text]?.() ?? text];
}

const states: Record<RunRecord['state'], () => string> = {
  running: m.run_state_running,
  paused: m.run_state_paused,
  stopped: m.export_state_stopped,
  done: m.export_state_done,
  diverged: m.run_state_diverged,
  failed: m.run_state_failed,
};

export function stateText(state: RunRecord['state']): string {
  return states[state]();
}

/** The name of a Fashion-MNIST class by its label. */
export function classText(label: number): string {
  return classNames[label]?.() ?? String(label);
}

/** The curves in a sentence. */
export function curvesSentence({ epochs }: RunRecord): string {
  const [first, last] = [epochs[0], epochs.at(-1)];
  if (!first || !last) return m.chart_empty();
  const loss = {
    epochs: epochs.length,
    from: lossText(first.trainLoss),
    to: lossText(last.trainLoss),
  };
  if (last.trainAcc === undefined) return m.run_summary_loss(loss);
  const [trainAcc, testAcc] = [percentText(last.trainAcc), percentText(last.testAcc)];
  return m.run_summary({ ...loss, trainAcc, testAcc });
}
