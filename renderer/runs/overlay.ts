/** Several runs' curves over each other: which figure, along what, on which axes, how smooth. */
import type { RunRecord } from '#contract/run';
import { lookAt } from '../charts/looks';
import { growingRange, niceStep, type Axis, type Point, type Series } from '../charts/series';
import { epochAxis, type Measure } from '../charts/training';

/** A figure of a run, or its two accuracies against each other. */
export const figures = ['trainLoss', 'trainAcc', 'testAcc', 'trainAndTest'] as const;
export type Figure = (typeof figures)[number];

export const directions = ['epochs', 'time'] as const;
export type Direction = (typeof directions)[number];

export interface OverlayChoice {
  readonly figure: Figure;
  readonly along: Direction;
  readonly logX: boolean;
  readonly logY: boolean;
  /** How much of each point comes from those before it: 0 as it was measured, up to 0.95. */
  readonly smoothing: number;
}

/** About as many markers on a line as can be told from each other. */
const MARKERS = 10;

/**
 * An exponential moving average without a bias to its start: value n is the mean of the values up to n, each weighing
 * `weight` times as much as the one after it. Gaps stay gaps.
 */
export function smoothed(
  values: readonly (number | null)[],
  weight: number,
): readonly (number | null)[] {
  let sum = 0;
  let total = 0;
  return values.map((value) => {
    if (value === null || weight === 0) return value;
    sum = weight * sum + value;
    total = weight * total + 1;
    return sum / total;
  });
}

/** A run's measure along epochs, or along the seconds of training at the end of each. */
function pointsOf(record: RunRecord, measure: Measure, choice: OverlayChoice): readonly Point[] {
  let ms = 0;
  const at = record.epochs.map((epoch) => {
    ms += epoch.ms;
    return choice.along === 'time' ? ms / 1000 : epoch.epoch;
  });
  const values = smoothed(
    record.epochs.map((epoch) => epoch[measure] ?? null),
    choice.smoothing,
  );
  return at.map((x, index) => {
    const y = values[index] ?? null;
    // A logarithm knows no zero.
    return { x, y: choice.logY && y !== null && y <= 0 ? null : y };
  });
}

export interface OverlayWords {
  /** The run, as the legend calls it. */
  readonly run: (record: RunRecord) => string;
  readonly measure: (measure: Measure) => string;
}

/** One series a run and measure, in the order of `records`; those that have no such figure are left out. */
export function overlaySeries(
  records: readonly RunRecord[],
  choice: OverlayChoice,
  words: OverlayWords,
): readonly Series[] {
  const { figure } = choice;
  const measured: readonly Measure[] =
    figure === 'trainAndTest' ? ['trainAcc', 'testAcc'] : [figure];
  return records.flatMap((record, index) => {
    const own = lookAt(index);
    const colour = typeof own === 'number' ? own : own.colour;
    return measured.flatMap((measure): Series[] => {
      const points = pointsOf(record, measure, choice);
      if (!points.some(({ y }) => y !== null)) return [];
      const pair = measured.length > 1;
      return [
        {
          id: pair ? `${record.id} ${measure}` : record.id,
          label: pair ? `${words.run(record)} · ${words.measure(measure)}` : words.run(record),
          // Of a pair, both have the run's colour: the test a solid line, the training a dotted one.
          look: pair ? { colour, line: measure === 'testAcc' ? 1 : 3 } : own,
          markers: MARKERS,
          points,
        },
      ];
    });
  });
}

/** Around the values: from the first to the last on a linear axis at whole steps, on a logarithmic one at 1, 2 or 5. */
export function fittingAxis(values: readonly number[], logarithmic: boolean): Axis {
  const shown = values.filter((value) => Number.isFinite(value) && (!logarithmic || value > 0));
  if (shown.length === 0) return logarithmic ? logAxis(0.1, 1) : { min: 0, max: 1, step: 0.2 };
  const least = shown.reduce((a, b) => Math.min(a, b));
  const most = shown.reduce((a, b) => Math.max(a, b));
  if (logarithmic) return logAxis(least, most);
  // Values that are all but the same would have no room between two lines of the grid.
  const room = Math.max(most - least, Math.abs(most) * 1e-6, 1e-9);
  const step = niceStep([0, room], 6);
  const start = Math.floor(least / step) * step;
  const [min, max] = growingRange(shown, [start, start + step], step);
  return { min, max, step };
}

const MANTISSAS = [1, 2, 5, 10];

function logAxis(least: number, most: number): Axis {
  const min = roundTo(least, 'down');
  const max = Math.max(roundTo(most, 'up'), roundTo(min * 1.5, 'up'));
  const wide = max / min > 20;
  const format = (value: number) => {
    const mantissa = Number(value.toExponential(6).split('e')[0]);
    const named = wide ? mantissa === 1 : mantissa === 1 || mantissa === 2 || mantissa === 5;
    return named ? String(Number(value.toPrecision(2))) : null;
  };
  return { min, max, type: 'logarithmic', format };
}

/** The next of 1, 2 and 5 times a power of ten. */
function roundTo(value: number, direction: 'down' | 'up'): number {
  const power = Math.floor(Math.log10(value) + 1e-12);
  const mantissa = value / 10 ** power;
  const found =
    direction === 'down'
      ? MANTISSAS.findLast((candidate) => candidate <= mantissa * (1 + 1e-9))
      : MANTISSAS.find((candidate) => candidate >= mantissa * (1 - 1e-9));
  return Number(`${found ?? 1}e${power}`);
}

/** The two axes of these series. The x axis of epochs starts at the first one. */
export function overlayAxes(
  series: readonly Series[],
  { along, logX, logY }: OverlayChoice,
): { readonly x: Axis; readonly y: Axis } {
  const points = series.flatMap((one) => one.points);
  const ys = points.flatMap(({ y }) => (y === null ? [] : [y]));
  const xs = points.map(({ x }) => x);
  const last = xs.reduce((a, b) => Math.max(a, b), 0);
  const linear = along === 'epochs' ? epochAxis(last) : { min: 0, max: last > 0 ? last : 1 };
  return { x: logX ? fittingAxis(xs, true) : linear, y: fittingAxis(ys, logY) };
}
