/** Several runs beside each other: what they differ in, and their curves over each other. */
import type { RunSummary } from '#contract/calls';
import type { RunRecord } from '#contract/run';
import { growingRange, niceStep, type Axis, type Look, type Series } from '../charts/series';
import type { Measure } from '../charts/training';

/** As many as the looks of series can tell apart. */
export const MAX_COMPARED = 6;
const looks: readonly Look[] = [1, 2, 3, 4, 5, 6];

export type Setting = 'implementation' | 'learningRate' | 'batchSize' | 'epochs' | 'seed';
export const settings: readonly Setting[] = [
  'implementation',
  'learningRate',
  'batchSize',
  'epochs',
  'seed',
];

export function settingOf(
  run: Pick<RunSummary, 'implementation' | 'config'>,
  setting: Setting,
): string {
  return String(setting === 'implementation' ? run.implementation : run.config[setting]);
}

/** The settings in which these runs are not all alike. */
export function differences(
  runs: readonly Pick<RunSummary, 'implementation' | 'config'>[],
): readonly Setting[] {
  return settings.filter((setting) => new Set(runs.map((run) => settingOf(run, setting))).size > 1);
}

/** The look of each chosen run, in the order in which they were chosen. */
export function lookOf(chosen: readonly string[], id: string): Look | undefined {
  return looks[chosen.indexOf(id)];
}

/** One series a run: the measure by epoch. */
export function comparedSeries(
  records: readonly RunRecord[],
  measure: Measure,
  label: (record: RunRecord) => string,
): readonly Series[] {
  return records.flatMap((record, index) => {
    const look = looks[index];
    if (look === undefined) return [];
    const points = record.epochs.map((epoch) => ({ x: epoch.epoch, y: epoch[measure] ?? null }));
    return [{ id: record.id, label: label(record), look, points }];
  });
}

/** An axis just around the values, at whole steps. */
export function fittingAxis(series: readonly Series[]): Axis {
  const values = series.flatMap(({ points }) =>
    points.flatMap(({ y }) => (y !== null && Number.isFinite(y) ? [y] : [])),
  );
  if (values.length === 0) return { min: 0, max: 1, step: 0.2 };
  const extent = [Math.min(...values), Math.max(...values)] as const;
  const step = niceStep(extent, 6);
  const start = Math.floor(extent[0] / step) * step;
  const [min, max] = growingRange(values, [start, start + step], step);
  return { min, max, step };
}
