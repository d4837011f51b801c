/** What exports say of a run, in the app's language. */
import type { RunRecord } from '#contract/run';
import { m } from '#messages';
import { classNames, furtherSettingNames, labName } from '#messages/names';
import { lossText, percentText } from './format';

/** "Softmax regression, run 15". */
export function runTitle({ lab, number }: Pick<RunRecord, 'lab' | 'number'>): string {
  return m.export_run_title({ lab: labName[lab](), number });
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
