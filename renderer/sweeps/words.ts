/** What is said of a sweep. */
import type { Cell } from '../components/DataTable.svelte';
import {
  isEnded,
  type CellPlace,
  type SkippedLine,
  type SweepCell,
  type SweepState,
} from '#contract/sweep';
import type { Language } from '#contract/settings';
import { m } from '#messages';
import { formatDuration, formatLoss, formatPercent, NO_VALUE } from '../format';
import { valueOf, type HeatCell, type HeatMap, type HeatMark, type HeatMeasure } from './heat';

export const heatMeasureName: Record<HeatMeasure, () => string> = {
  testAcc: m.sweeps_measure_test_acc,
  trainLoss: m.sweeps_measure_train_loss,
  time: m.sweeps_measure_time,
};

export const markName: Record<HeatMark, () => string> = {
  waiting: m.sweeps_mark_waiting,
  running: m.sweeps_mark_running,
  value: m.sweeps_mark_value,
  unstable: m.sweeps_mark_unstable,
  diverged: m.sweeps_mark_diverged,
  failed: m.sweeps_mark_failed,
  stopped: m.sweeps_mark_stopped,
};

const stateNames: Record<SweepState, () => string> = {
  running: m.sweeps_state_running,
  paused: m.sweeps_state_paused,
  done: m.sweeps_state_done,
  cancelled: m.sweeps_state_cancelled,
};

export function sweepStateName(sweep: {
  readonly source: 'here' | 'ray';
  readonly state: SweepState;
}): string {
  if (sweep.source === 'ray' && sweep.state !== 'done') return m.sweeps_state_ray_part();
  return stateNames[sweep.state]();
}

export function valueText(value: number | null, measure: HeatMeasure, language: Language): string {
  if (value === null) return NO_VALUE;
  if (measure === 'testAcc') return formatPercent(value, language);
  return measure === 'trainLoss' ? formatLoss(value, language) : formatDuration(value, language);
}

/** A value as a narrow cell has room for it: the unit stands in the legend. */
export function shortText(value: number, measure: HeatMeasure, language: Language): string {
  const fixed = (digits: number, number: number) =>
    new Intl.NumberFormat(language, {
      minimumFractionDigits: digits,
      maximumFractionDigits: digits,
      useGrouping: false,
    }).format(number);
  if (measure === 'testAcc') return fixed(1, value * 100);
  if (measure === 'time') return value < 9999.5 ? fixed(0, value) : value.toExponential(0);
  if (value >= 9999.5) return value.toExponential(0);
  return fixed(value < 9.9995 ? 3 : value < 99.995 ? 2 : value < 999.5 ? 1 : 0, value);
}

/** All that is known of a cell: how it ended, and its figures. */
export function cellText(one: HeatCell, language: Language): string {
  const { figures } = one.cell;
  const mark = markName[one.mark]();
  if (!figures || figures.epochs === 0) return mark;
  const text = m.sweeps_cell_figures({
    loss: formatLoss(figures.trainLoss, language),
    trainAcc: formatPercent(figures.trainAcc, language),
    testAcc: formatPercent(figures.testAcc, language),
    time: formatDuration(figures.ms / figures.epochs, language),
  });
  const plain = one.mark === 'value';
  if (one.isBest) return m.sweeps_cell_marked({ mark: m.sweeps_mark_best(), figures: text });
  return plain ? text : m.sweeps_cell_marked({ mark, figures: text });
}

export function placeText({ learningRate, batchSize }: CellPlace): string {
  return m.sweeps_place({ rate: learningRate, size: batchSize });
}

/** The map in a few sentences. */
export function mapSummary(
  map: HeatMap,
  cells: readonly SweepCell[],
  measure: HeatMeasure,
  language: Language,
): string {
  const of = (mark: HeatMark) =>
    map.rows.flatMap((row) => row.flatMap((one) => (one?.mark === mark ? [placeText(one)] : [])));
  const list = (mark: HeatMark) => new Intl.ListFormat(language).format(of(mark));
  const sentences = [m.sweeps_summary({ done: cells.filter(isEnded).length, cells: cells.length })];
  const { best } = map;
  if (best) {
    const { learningRate: rate, batchSize: size } = best;
    const value = valueText(best.value, measure, language);
    const name = heatMeasureName[measure]();
    sentences.push(m.sweeps_summary_best({ measure: name, value, rate, size }));
  }
  if (of('diverged').length > 0) {
    sentences.push(m.sweeps_summary_diverged({ places: list('diverged') }));
  }
  if (of('unstable').length > 0) {
    sentences.push(m.sweeps_summary_unstable({ places: list('unstable') }));
  }
  if (of('failed').length > 0) sentences.push(m.sweeps_summary_failed({ places: list('failed') }));
  return sentences.join(' ');
}

/** The map as a table: a row for each cell. */
export function mapTable(map: HeatMap, language: Language) {
  const columns = [
    { label: m.sweeps_axis_rate() },
    { label: m.sweeps_axis_size() },
    { label: m.sweeps_table_state(), text: true },
    { label: m.run_train_loss() },
    { label: m.run_test_acc() },
    { label: m.sweeps_measure_time() },
  ];
  const rows: Cell[][] = map.rows.flatMap((row) =>
    row.flatMap((one) => {
      if (!one) return [];
      const value = (measure: HeatMeasure) =>
        valueText(valueOf(one.cell, measure), measure, language);
      const mark = one.isBest ? m.sweeps_mark_best() : markName[one.mark]();
      return [
        [
          ...[one.learningRate, one.batchSize, mark],
          ...[value('trainLoss'), value('testAcc'), value('time')],
        ],
      ];
    }),
  );
  return { columns, rows };
}

const problems: Record<SkippedLine['problem'], (field: string) => string> = {
  notJson: () => m.sweeps_skipped_not_json(),
  wrongValue: (field) => m.sweeps_skipped_wrong_value({ field }),
  notACell: () => m.sweeps_skipped_not_a_cell(),
  tooLong: () => m.sweeps_skipped_too_long(),
};

export function skippedText({ line, problem, field = '' }: SkippedLine): string {
  return m.sweeps_skipped_line({ line, problem: problems[problem](field) });
}
